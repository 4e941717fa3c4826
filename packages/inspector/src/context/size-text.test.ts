import { expect, test } from 'vitest';
import { countText, percentText, sizeText } from './size-text.ts';

test('sizes, counts and shares, each on one line', () => {
  const shown = [sizeText(0), sizeText(999), sizeText(1_000), sizeText(999_949), sizeText(999_950), countText(1_234)];
  expect(shown).toEqual(['0\u00a0B', '999\u00a0B', '1.0\u00a0kB', '999.9\u00a0kB', '1.0\u00a0MB', '1,234']);
});

test('100 % is all of it', () => {
  expect([percentText(0, 0), percentText(1, 3), percentText(999, 1_000), percentText(7, 7)]).toEqual([
    '100\u00a0%',
    '33\u00a0%',
    '99\u00a0%',
    '100\u00a0%',
  ]);
});
