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
