import { expect, test } from 'vitest';
import { dropInFiles, packagesImportedBy } from './drop-in.ts';

test('the drop-in is every block marked as one, under the name that its comment gives', () => {
  const page =
    '<!-- drop-in -->\n<!-- source: a.tsx -->\n```tsx\none\n```\n\n```ts\nno\n```\n<!-- drop-in: b.ts -->\n\n```ts\ntwo\n```\n';
  expect(dropInFiles(page)).toEqual(
    new Map([
      ['app.tsx', 'one\n'],
      ['b.ts', 'two\n'],
    ]),
  );
});

test('imports are told by package, once, and never a file', () => {
  const code = `import { a } from '@x/y/z';\nimport b from "w";\nimport * as c from 'w/v';\nimport d from './d.ts';`;
  expect(packagesImportedBy([code])).toEqual(['@x/y', 'w']);
});
