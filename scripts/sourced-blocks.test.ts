import { expect, test } from 'vitest';
import { copiedParts, regionOf, sourcedBlocks } from './sourced-blocks.ts';

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

test('a copy is what stands between its two comments', () => {
  const page =
    '# Hi\n\n<!-- copy: a.md -->\n\n| one |\n\ntwo\n\n<!-- end of copy -->\n\n<!-- copy: b.md -->\n\n<!-- end of copy -->\n';
  const [part, empty, ...others] = copiedParts(page);
  expect(others).toEqual([]);
  expect(part).toMatchObject({ source: 'a.md', code: '| one |\n\ntwo\n' });
  expect(page.slice(part?.from, part?.to)).toBe('| one |\n\ntwo\n');
  expect(empty).toMatchObject({ source: 'b.md', code: '' });
});
