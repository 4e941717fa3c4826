import { expect, test } from 'vitest';
import { isSamePerson } from './same-person.ts';

test.each([
  ['ana', 'ana'],
  ['Ana@Desk', 'aNA@dESK'],
  ['josé', 'jose\u0301'],
  ['ana', 'ａｎａ'],
  ['ana', ' ana\n'],
  ['ana', 'a\u200Bn\u00ADa\uFEFF'],
  ['ana', '\u202Eana\u2069'],
  ['ana', 'ana\u{E0041}'],
  ['ﬁona', 'FIONA'],
])('[R48] %j and %j are one person', (a, b) => {
  expect(isSamePerson(a, b)).toBe(true);
});

test.each([
  ['ana', 'anna'],
  ['ana', 'аna'],
  ['jose', 'josé'],
  ['u1', 'u11'],
  ['a b', 'ab'],
])('[R48] %j and %j are two people', (a, b) => {
  expect(isSamePerson(a, b)).toBe(false);
});
