import { expect, test } from 'vitest';
import { frozenCopy } from './frozen-copy.ts';

test('neither the copy nor anything in it can be changed, and the original can', () => {
  const original = { lines: [{ cents: 5, tags: ['a'] }], memo: null };
  const copy = frozenCopy(original);
  expect(copy).toEqual(original);
  expect(() => (copy.lines[0]!.cents = 1)).toThrow(TypeError);
  expect(() => copy.lines[0]!.tags.push('b')).toThrow(TypeError);
  expect(() => delete (copy as Partial<typeof copy>).memo).toThrow(TypeError);
  original.lines[0]!.tags.push('b');
  original.lines[0]!.cents = 1;
  expect(copy).toEqual({ lines: [{ cents: 5, tags: ['a'] }], memo: null });
});

test('what is no plain object stays what it is', () => {
  const [at, seen] = [new Date(5), new Map([['a', { cents: 5 }]])];
  const copy = frozenCopy({ at, seen });
  expect(copy.at).toBe(at);
  expect(copy.seen).toBe(seen);
  expect(Object.isFrozen(seen.get('a'))).toBe(false);
  expect([frozenCopy(7), frozenCopy('a'), frozenCopy(null), frozenCopy(undefined)]).toEqual([7, 'a', null, undefined]);
});

test('a circle stays one, and `__proto__` a key', () => {
  const parent: { child?: unknown } = {};
  parent.child = { parent };
  const copy = frozenCopy(parent) as { child: { parent: unknown } };
  expect(copy.child.parent).toBe(copy);
  expect(copy).not.toBe(parent);
  const odd = frozenCopy(JSON.parse('{"__proto__":{"admin":true}}') as { admin?: boolean });
  expect(Object.keys(odd)).toEqual(['__proto__']);
  expect(odd.admin).toBeUndefined();
});

test('what is frozen in the like, and says the same, is used again; nothing else is', () => {
  const frozen = frozenCopy({
    rows: [{ id: 1 }, { id: 2, tags: ['a'] }, { id: 3 }],
    at: { x: 1, y: 2 },
    none: [],
    some: [1],
  });
  const value = { rows: [{ id: 1 }, { id: 2, tags: ['b'] }, { id: 3 }], at: { y: 2, x: 1 }, none: {}, some: [1, 2] };
  const copy = frozenCopy(value, frozen);
  expect(copy).toEqual(value);
  const kept = (a: unknown, b: unknown): boolean => a === b;
  expect([kept(copy, frozen), ...copy.rows.map((row, at) => kept(row, frozen.rows[at]))]).toEqual([
    false,
    true,
    false,
    true,
  ]);
  expect([kept(copy.at, frozen.at), kept(copy.none, frozen.none), kept(copy.some, frozen.some)]).toEqual([
    false,
    false,
    false,
  ]);
  expect(frozenCopy(structuredClone(frozen), frozen)).toBe(frozen);
  expect(frozenCopy(frozen, frozen)).toBe(frozen);
  expect([frozenCopy([], Object.freeze({})), frozenCopy({}, Object.freeze([]))]).toEqual([[], {}]);
});

test('what only looks frozen, or is of another kind, is not used again', () => {
  const shallow = Object.freeze({ rows: [{ id: 1 }] });
  const copy = frozenCopy(shallow, shallow);
  expect([copy === shallow, copy.rows === shallow.rows, Object.isFrozen(copy.rows[0])]).toEqual([false, false, true]);
  const thawed = { id: 1 };
  expect(frozenCopy({ id: 1 }, thawed)).not.toBe(thawed);
  class Row {
    readonly id: number = 1;
  }
  expect(frozenCopy({ id: 1 }, Object.freeze(new Row()))).not.toBeInstanceOf(Row);
  expect(frozenCopy({ at: undefined }, Object.freeze({}))).toHaveProperty('at', undefined);
  const bare = frozenCopy({}, undefined);
  expect([Object.isFrozen(bare), bare === frozenCopy({}, undefined)]).toEqual([true, false]);
});
