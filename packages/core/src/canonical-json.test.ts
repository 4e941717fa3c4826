import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from './canonical-json.ts';

test('[R46] members stand in the order of the UTF-16 code units of their names, as in the example of RFC 8785', () => {
  const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6', '10', '9', '__proto__'];
  const object = Object.fromEntries(names.map((name) => [name, name.length]));
  expect(Object.keys(JSON.parse(canonicalJson(object).replaceAll(/"(\d+)"/g, '"n$1"')))).toEqual([
    '\r',
    'n1',
    'n10',
    'n9',
    '__proto__',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\ud83d\ude00',
    '\ufb33',
  ]);
});

test('[R46] it writes what an author of the RFC writes, for any JSON', () => {
  const name = fc.oneof(fc.string({ unit: 'binary' }), fc.nat({ max: 20 }).map(String), fc.constant('__proto__'));
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, true, false, -0, 1e21, 1e-7, 5e-324),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string({ unit: 'binary' }),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(name, tie('value'), { maxKeys: 6 }),
    ),
  }));
  fc.assert(
    fc.property(value, (json) => {
      expect(canonicalJson(json)).toBe(canonicalize(json));
    }),
    { numRuns: 1_000 },
  );
});

test('[R46] what JSON leaves out is left out, and what says how it is written is written so', () => {
  const at = new Date(Date.UTC(2026, 0, 31));
  const odd = { z: undefined, at, list: [undefined, Symbol('s'), () => 1, at], b: 1 };
  expect(canonicalJson(odd)).toBe(
    '{"at":"2026-01-31T00:00:00.000Z","b":1,"list":[null,null,null,"2026-01-31T00:00:00.000Z"]}',
  );
  expect(canonicalJson(odd)).toBe(canonicalize(odd));
  expect(canonicalJson(undefined)).toBe('null');
});
