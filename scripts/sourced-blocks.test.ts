import { expect, test } from 'vitest';
import { regionOf, sourcedBlocks } from './sourced-blocks.ts';

test('a block is found behind its source and other comments', () => {
  const page =
    '# Hi\n\n<!-- drop-in -->\n<!-- source: a.tsx#b -->\n<!-- more -->\n\n```tsx\none\ntwo\n```\n\n```ts\nno\n```\n';
  const [block, ...others] = sourcedBlocks(page);
  expect(others).toEqual([]);
  expect(block).toMatchObject({ source: 'a.tsx#b', code: 'one\ntwo\n' });
  expect(page.slice(block?.from, block?.to)).toBe('one\ntwo\n');
});

test('an empty block is a block', () => {
  expect(sourcedBlocks('<!-- source: a.ts -->\n```ts\n```\n')).toMatchObject([{ source: 'a.ts', code: '' }]);
});

test('a region is cut out and moved left, and a file without a name is whole', () => {
  const code = 'x\n  // #region b\n  if (a) {\n\n    b();\n  }\n  // #endregion\ny\n';
  expect(regionOf(code, 'b')).toBe('if (a) {\n\n  b();\n}\n');
  expect(regionOf(code, undefined)).toBe(code);
  expect(regionOf(code, 'c')).toBeUndefined();
});
