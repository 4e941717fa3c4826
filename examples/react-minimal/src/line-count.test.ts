import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Everything in a file counts but its imports and blank lines. */
async function linesOf(name: string): Promise<number> {
  const code = await read(name);
  return code.replaceAll(/^import [^;]*;\n/gm, '').match(/^.*\S.*$/gm)?.length ?? 0;
}

/** The files beside it that a file imports. */
async function filesImportedBy(name: string): Promise<readonly string[]> {
  return [...(await read(name)).matchAll(/ from '(\.[^']*)';/g)].map(([, path = '']) => path);
}

function read(name: string): Promise<string> {
  return readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
}

test('the drop-ins are as short as the READMEs say, with all that they are made of in one file', async () => {
  expect({ 'chat.tsx': await linesOf('chat.tsx'), 'copilot.tsx': await linesOf('copilot.tsx') }).toEqual({
    'chat.tsx': 10,
    'copilot.tsx': 20,
  });
  expect(await filesImportedBy('copilot.tsx')).toEqual(['./model.ts']);
  expect(await filesImportedBy('chat.tsx')).toEqual(['./model.ts']);
});
