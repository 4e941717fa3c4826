import { expect, test } from 'vitest';
import { plainCopy } from './plain-copy.ts';

const limits = { depth: 16, values: 1_000, textChars: 100, chars: 300 };
const long = 'a'.repeat(100);

test('many long texts are cut where together they are as large as a copy may be', () => {
  const { value, chars, isCut } = plainCopy(
    Array.from({ length: 900 }, () => long),
    limits,
  );
  expect([value, isCut]).toEqual([[long, long, long, '[897 more]'], true]);
  expect(chars).toBeLessThan(500);
});

test('so are many members, by their names too', () => {
  const members = Object.fromEntries(
    Array.from({ length: 900 }, (_, index) => [`${index}${long}`.slice(0, 100), long]),
  );
  const { value, chars, isCut } = plainCopy(members, limits);
  expect([Object.values(value as object), isCut]).toEqual([[long, long, '[more members]'], true]);
  expect(chars).toBeLessThan(600);
});

test('what is within the limits is copied whole', () => {
  const small = { texts: ['a', 'b'], nested: { deep: [1, null, true] } };
  expect(plainCopy(small, limits)).toMatchObject({ value: small, isCut: false });
});
