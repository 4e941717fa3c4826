import * as fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

const plain = { disallowedSpecial: new Set<string>() };
const tokensOf = (text: string): number => countTokens(text, plain);
const sumOf = (text: string): number => [...cutText(text)].reduce((sum, piece) => sum + tokensOf(piece), 0);

const word = fc.oneof(
  fc.constantFrom(
    "it's",
    "DON'T",
    '\n',
    '\r\n\r\n',
    '   ',
    '\t',
    '{"a":',
    '"b"',
    '],',
    '1234567',
    'é̀',
    'Straße',
    '<|endoftext|>',
  ),
  fc.constantFrom('这是', '。', '🧾', '𠀀𠀁', 'naïve', '://', '//\n/', 'x̂y', 'ABCdef', '___', '``` ', "'s", "''"),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);

test('the pieces are the text, none of them is long, and none ends within a character', () => {
  const anything = fc.array(
    fc.oneof(
      word,
      fc.nat(1_500).map((n) => 'a'.repeat(n)),
      fc.nat(800).map((n) => '𠀀'.repeat(n)),
    ),
  );
  fc.assert(
    fc.property(anything, (words) => {
      const text = words.join('');
      const pieces = [...cutText(text)];
      expect(pieces.join('')).toBe(text);
      expect(pieces.filter((piece) => piece === '' || piece.length > 1_000)).toEqual([]);
      expect(pieces.filter((piece) => !piece.isWellFormed())).toEqual(text.isWellFormed() ? [] : expect.anything());
    }),
  );
});

test('the tokens of the pieces are the tokens of the text', () => {
  const words = fc.array(word, { minLength: 500, maxLength: 800, size: 'max' });
  fc.assert(
    fc.property(words, (some) => {
      const text = some.join('');
      expect(sumOf(text)).toBe(tokensOf(text));
    }),
    { numRuns: 25 },
  );
});

test('a run without the end of a word is counted with two tokens more for each cut at the most', () => {
  for (const text of ['a'.repeat(5_000), ' '.repeat(5_000), '\n'.repeat(3_000), '这是一个'.repeat(800)]) {
    const cuts = [...cutText(text)].length - 1;
    expect(Math.abs(sumOf(text) - tokensOf(text))).toBeLessThanOrEqual(2 * cuts);
  }
});
