import { expect, test } from 'vitest';
import { redactValues } from './redact-values.ts';

const canary = 'cañary "1/2"+&=ok!';
const redact = redactValues([canary, 'short', 'cañary "1/2"+&=ok! and more']);
const base64 = (text: string): string => Buffer.from(text).toString('base64');

test.each([
  ['as it is', canary],
  ['URL-encoded', encodeURIComponent(canary)],
  ['URL-encoded in lower case', encodeURIComponent(canary).toLowerCase()],
  ['form-encoded', new URLSearchParams({ key: canary }).toString().slice('key='.length)],
  ['JSON-escaped', JSON.stringify(canary).slice(1, -1)],
  ['JSON-escaped twice', JSON.stringify(JSON.stringify(canary)).slice(3, -3)],
  ['JSON-escaped, with escaped slashes', JSON.stringify(canary).slice(1, -1).replaceAll('/', '\\/')],
  ['in base64', base64(canary)],
  ['in URL-safe base64', Buffer.from(canary).toString('base64url')],
  ['in hex', Buffer.from(canary).toString('hex')],
  ['in hex with capitals', Buffer.from(canary).toString('hex').toUpperCase()],
])('[R63] takes an exact value out, %s', (_, form) => {
  expect(redact(`<${form}>`)).toBe('<[redacted]>');
});

test.each(['', 'u', 'us', 'use', 'user:'])('[R63] takes a value out of base64 that starts with %j', (before) => {
  const inside = redact(base64(`${before}${canary}:after`));
  expect(inside).toContain('[redacted]');
  expect(Buffer.from(inside.replace('[redacted]', ''), 'base64').toString()).not.toMatch(/ary|1\/2|ok!/);
});

test('[R63] takes the longest value that fits, and nothing out of its own mark', () => {
  expect(redact(`${canary} and more`)).toBe('[redacted]');
  expect(redactValues(['redacted', 'hunter2'])('hunter2 is redacted')).toBe('[redacted] is [redacted]');
});

test('[R63] finds a value that was read with its line break', () => {
  expect(redactValues(['hunter22\n'])('pass hunter22, "hunter22\n"')).toBe('pass [redacted], "[redacted]"');
});

test('[R63] treats a value as text, not as a pattern', () => {
  const odd = redactValues(['a.c+(x)[0]$']);
  expect(odd('a.c+(x)[0]$ abc+(x)[0]$')).toBe('[redacted] abc+(x)[0]$');
});

test('[R63] copes with half of a surrogate pair', () => {
  expect(redactValues(['secret\uD83D'])('a secret\uD83D!')).toBe('a [redacted]!');
});

test('[R63] leaves texts alone that hold none, and values under 6 characters', () => {
  expect(redact('a short canary: 1/2')).toBe('a short canary: 1/2');
  expect(redactValues([])('anything')).toBe('anything');
});
