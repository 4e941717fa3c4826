import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findNonJson, isJsonObject, isParsedJson, toJson } from './json.ts';

function nested(levels: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}

const loop: { self?: unknown } = {};
loop.self = { again: [loop] };

describe('findNonJson', () => {
  test('[R64] finds nothing in what JSON keeps', () => {
    const shared = { a: 1 };
    for (const value of [
      null,
      true,
      0,
      -1.5,
      '',
      'a\uD83D',
      [],
      {},
      Object.create(null),
      [shared, shared],
      { a: { b: [1] } },
    ]) {
      expect(findNonJson(value)).toBeUndefined();
    }
  });

  test.each<[string, unknown, string]>([
    ['undefined', undefined, '$'],
    ['an undefined property', { a: { b: undefined } }, '$.a.b'],
    ['a function', { items: [0, 1, { at: () => 1 }] }, '$.items[2].at'],
    ['a symbol', [Symbol('a')], '$[0]'],
    ['a bigint', { n: 1n }, '$.n'],
    ['NaN', [NaN], '$[0]'],
    ['Infinity', -Infinity, '$'],
    ['-0', { a: -0 }, '$.a'],
    ['a hole', { a: [1, , 3] }, '$.a[1]'], // oxlint-disable-line no-sparse-arrays
    ['a Date', { at: new Date(0) }, '$.at'],
    ['a Map', new Map(), '$'],
    ['a boxed string', { a: Object('a') as unknown }, '$.a'],
    ['an instance of a class', [new (class A {})()], '$[0]'],
    ['an error', new Error('a'), '$'],
    [
      'a getter',
      {
        get a() {
          return 1;
        },
      },
      '$.a',
    ],
    ['a cycle', loop, '$.self.again[0]'],
  ])('[R64] finds %s', (_, value, path) => {
    expect(findNonJson(value)).toBe(path);
  });

  test('[R64] takes 500 levels and no more, however many there are', () => {
    expect(findNonJson(nested(500))).toBeUndefined();
    expect(findNonJson(nested(501))).toMatch(/^\$(?:\[0\]|\.a)+$/);
    expect(findNonJson(nested(1_000_000))).toMatch(/^\$(?:\[0\]|\.a)+$/);
  });

  test('[R64] finds nothing in a value exactly when JSON gives it back unchanged', () => {
    const odd = fc.constantFrom<unknown>(undefined, NaN, -0, new Date(0), () => 1, 1n);
    fc.assert(
      fc.property(
        fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), odd)), fc.dictionary(fc.string(), odd)),
        (value) => {
          const survives = passes(() => {
            expect(JSON.parse(JSON.stringify(value))).toStrictEqual(structuredClone(value));
          });
          expect(findNonJson(value) === undefined).toBe(survives);
        },
      ),
      { numRuns: 300, seed: 11 },
    );
  });
});

describe('isParsedJson', () => {
  test('[R64] says of what JSON.parse or a structured clone made what findNonJson says', () => {
    const odd = fc.constantFrom<unknown>(undefined, NaN, -0, new Date(0), 1n, new Map(), JSON.parse('1e999'), loop);
    const value = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), odd)), fc.dictionary(fc.string(), odd));
    fc.assert(
      fc.property(value, (made) => {
        const clone: unknown = structuredClone(made);
        expect(isParsedJson(clone)).toBe(findNonJson(clone) === undefined);
      }),
      { numRuns: 300, seed: 12 },
    );
    for (const levels of [499, 500, 501]) expect(isParsedJson(nested(levels))).toBe(levels <= 500);
  });
});

describe('toJson', () => {
  test('[R64] copies JSON, leaves out undefined properties and honours toJSON', () => {
    const value = { a: [1, { b: undefined, c: null }], at: new Date(0), zero: -0 };
    const copy = toJson(value);
    expect(copy).toEqual({ ok: true, value: { a: [1, { c: null }], at: '1970-01-01T00:00:00.000Z', zero: 0 } });
    expect(copy.ok && Object.keys((copy.value as { a: [number, object] }).a[1])).toEqual(['c']);
    expect(toJson(undefined)).toEqual({ ok: true, value: null });
  });

  test('[R64] replaces halves of characters, in keys too', () => {
    expect(toJson({ 'a\uD83D': 'b\uDE00' })).toEqual({ ok: true, value: { 'a\uFFFD': 'b\uFFFD' } });
  });

  test.each<[string, unknown, string]>([
    ['a Map', { a: new Map() }, '$.a'],
    ['an undefined item', [undefined], '$[0]'],
    ['a cycle', loop, '$.self.again[0].self.again[0]'],
    [
      'a toJSON that throws',
      {
        toJSON: () => {
          throw new Error('Ha.');
        },
      },
      '$',
    ],
    ['a toJSON without end', endless(), '$'],
  ])('[R64] refuses %s', (_, value, path) => {
    expect(toJson(value)).toEqual({ ok: false, path });
  });
});

test('[R64] isJsonObject tells objects from lists and null', () => {
  expect([{}, { a: 1 }].map(isJsonObject)).toEqual([true, true]);
  expect([null, [], 'a', 1, undefined].map(isJsonObject)).toEqual([false, false, false, false, false]);
});

function endless(): unknown {
  return { toJSON: () => endless() };
}

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}
