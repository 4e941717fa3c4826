import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yaml } from './xml-tag.ts';
import type { Json } from './json.ts';

test('[R70] the YAML of a body says the same as the JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json;
      expect(parse(yaml(json))).toEqual(json);
    }),
    { numRuns: 200, seed: 13 },
  );
});

test.each<[string, Json, string]>([
  ['strings of several lines as blocks', { text: 'one\n  two\n' }, 'text: |\n  one\n    two'],
  [
    'odd keys in quotes',
    { 'a: b': 1, '': 2, 'two\nlines': 3, true: 4 },
    '"a: b": 1\n"": 2\n"two\\nlines": 3\n"true": 4',
  ],
  ['the same object twice in full', twice({ a: 1 }), '- a: 1\n- a: 1'],
  ['long strings on one line', 'word '.repeat(60).trim(), JSON.stringify('word '.repeat(60).trim())],
])('[R70] writes %s', (_, value, text) => {
  expect(yaml(value)).toBe(text);
});

function twice(value: Json): Json {
  return [value, value];
}
