import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['invoice\u202Efdp.exe', 'invoice⟨U+202E⟩fdp.exe'],
  ['a\u200Bb\uFEFFc\u00ADd', 'a⟨U+200B⟩b⟨U+FEFF⟩c⟨U+00AD⟩d'],
  ['\u2067x\u2069', '⟨U+2067⟩x⟨U+2069⟩'],
  ['a\u0000b\u001B[31m', 'a⟨U+0000⟩b⟨U+001B⟩[31m'],
  ['x\u{E0041}', 'x⟨U+E0041⟩'],
])('%j shows what it hides', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test.each(['Zürich\n\t“quoted”', '👩‍👩‍👧 family', 'می‌خواهم', 'שלום', '日本語', '$750.00 – for 2 %'])(
  '%j stays as it is',
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);
