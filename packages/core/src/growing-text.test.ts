import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyText, endText, growText } from './growing-text.ts';

const grow = (...pieces: readonly string[]) => pieces.reduce(growText, emptyText);

test('[R81] half a surrogate pair is held back until its other half comes', () => {
  expect(grow('a\ud83d')).toEqual({ shown: 'a', held: '\ud83d' });
  expect(grow('a\ud83d', '')).toEqual({ shown: 'a', held: '\ud83d' });
  expect(grow('a\ud83d', '\ude00b')).toEqual({ shown: 'a😀b', held: '' });
  expect(endText(grow('a\ud83d', '\ude00b'))).toBe('a😀b');
});

test('[R81] a half whose other half never comes is U+FFFD', () => {
  expect(grow('\ude00')).toEqual({ shown: '\ufffd', held: '' });
  expect(grow('\ud83d', 'b')).toEqual({ shown: '\ufffdb', held: '' });
  expect(grow('\ud83d', '\ud83d')).toEqual({ shown: '\ufffd', held: '\ud83d' });
  expect(endText(grow('a\ud83d'))).toBe('a\ufffd');
});

test('[R81] any text in any pieces ends as its well-formed self, and every stage is a well-formed prefix of it', () => {
  const unit = fc.constantFrom('a', '😀', '\ud83d', '\ude00');
  fc.assert(
    fc.property(fc.array(fc.array(unit)), (pieces) => {
      const texts = pieces.map((units) => units.join(''));
      const whole = texts.join('').toWellFormed();
      let text = emptyText;
      for (const piece of texts) {
        text = growText(text, piece);
        expect(text.shown.isWellFormed()).toBe(true);
        expect(whole.startsWith(text.shown)).toBe(true);
      }
      expect(endText(text)).toBe(whole);
    }),
  );
});
