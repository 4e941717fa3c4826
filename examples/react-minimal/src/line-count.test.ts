import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Everything in a file counts but its imports and blank lines. */
async function linesOf(name: string): Promise<number> {
  const code = await readFile(fileURLToPath(new URL(name, import.meta.url)), 'utf8');
  return code.replaceAll(/^import [^;]*;\n/gm, '').match(/^.*\S.*$/gm)?.length ?? 0;
}

test('the drop-ins are as short as the READMEs say', async () => {
  expect({
    'chat.tsx': await linesOf('chat.tsx'),
    'copilot.tsx': await linesOf('copilot.tsx'),
    'desk.ts': await linesOf('desk.ts'),
  }).toEqual({ 'chat.tsx': 10, 'copilot.tsx': 20, 'desk.ts': 12 });
});
