import { createTimeline, type Event } from '@twelvefold/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countChanges, diffJson, type JsonDiff } from './diff-json.ts';

const flat = (diff: JsonDiff | undefined, path = ''): readonly string[] => {
  if (!diff) return [];
  if (diff.kind === 'inside') return diff.changes.flatMap((change) => flat(change.diff, `${path}/${change.name}`));
  const side = (name: 'before' | 'after'): string => (name in diff ? JSON.stringify(diff[name as never]) : '');
  return [`${diff.kind} ${path} ${[side('before'), side('after')].filter(Boolean).join(' → ')}`];
};

describe('what differs', () => {
  test.each<[string, unknown, unknown, readonly string[]]>([
    ['nothing, in others of the same', { a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, []],
    ['a member', { a: 1, b: 2 }, { b: 3, c: 4 }, ['changed /b 2 → 3', 'added /c 4', 'removed /a 1']],
    ['what kind of thing it is', { a: [] }, { a: {} }, ['changed /a [] → {}']],
    ['null', { a: null }, { a: {} }, ['changed /a null → {}']],
    ['the end of a list', [1, 2], [1, 2, 3], ['added /2 3']],
    ['the front of a list', [1, 2, 3], [2, 3], ['removed /0 1']],
    ['the front of a list of others of the same', [{ a: 1 }, { a: 2 }], [{ a: 2 }], ['removed /0 {"a":1}']],
    ['the middle of a list', [1, 2, 3], [1, 9, 3], ['changed /1 2 → 9']],
    [
      'the order of a list',
      [{ id: 'a' }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a' }],
      ['changed /0/id "a" → "b"', 'changed /1/id "b" → "a"'],
    ],
    [
      'items with an id',
      [
        { id: 'a', n: 1 },
        { id: 'b', n: 1 },
        { id: 'c', n: 1 },
      ],
      [
        { id: 'a', n: 2 },
        { id: 'x', n: 1 },
        { id: 'c', n: 3 },
        { id: 'd', n: 1 },
      ],
      [
        'changed /0/n 1 → 2',
        'added /1 {"id":"x","n":1}',
        'removed /1 {"id":"b","n":1}',
        'changed /2/n 1 → 3',
        'added /3 {"id":"d","n":1}',
      ],
    ],
    [
      'items with the same id twice',
      [
        { id: 'a', n: 1 },
        { id: 'a', n: 2 },
      ],
      [
        { id: 'a', n: 1 },
        { id: 'a', n: 3 },
      ],
      ['changed /1/n 2 → 3'],
    ],
    [
      'names that objects have by themselves',
      {},
      JSON.parse('{"__proto__": 1, "toString": 2}'),
      ['added /__proto__ 1', 'added /toString 2'],
    ],
  ])('%s', (_, before, after, changes) => {
    expect(flat(diffJson(before, after))).toEqual(changes);
    expect(countChanges(diffJson(before, after))).toBe(changes.length);
  });
});

test('what two values share is not looked into', () => {
  let reads = 0;
  const watched = new Proxy(
    { deep: { deeper: 1 } },
    { get: () => expect.fail('read'), ownKeys: () => expect.fail('listed'), has: () => expect.fail('asked') },
  );
  const item = (id: string): object =>
    new Proxy({ id, n: 0 }, { get: (target, name) => ((reads += 1), Reflect.get(target, name) as unknown) });
  const shared = Array.from({ length: 10_000 }, (_, index) => item(String(index)));
  const before = { watched, items: [...shared, { id: 'last', n: 1 }], more: shared };
  const after = { watched, items: [...shared, { id: 'last', n: 2 }, { id: 'new', n: 1 }], more: shared };
  expect(flat(diffJson(before, after))).toEqual([
    'changed /items/10000/n 1 → 2',
    'added /items/10001 {"id":"new","n":1}',
  ]);
  expect(reads).toBe(0);
});

describe('between the states of logs that are kept', () => {
  const corpus = join(import.meta.dirname, '../../../core/corpus');
  const logs = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'));

  test.each(logs)('%s: a difference leads from one state to the next', (name) => {
    const text = readFileSync(join(corpus, name), 'utf8');
    const events = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Event);
    const timeline = createTimeline(events);
    for (let seq = 1; seq <= events.length; seq++) {
      const [before, after] = [timeline.stateAt(seq - 1), timeline.stateAt(seq)];
      expect(applied(before, diffJson(before, after))).toEqual(JSON.parse(JSON.stringify(after)));
    }
  });
});

/** The value that a difference leads to. */
function applied(before: unknown, diff: JsonDiff | undefined): unknown {
  if (!diff) return JSON.parse(JSON.stringify(before)) as unknown;
  if (diff.kind !== 'inside') return 'after' in diff ? diff.after : undefined;
  if (!Array.isArray(diff.before)) {
    const result: Record<string, unknown> = { ...(JSON.parse(JSON.stringify(diff.before)) as object) };
    for (const { name, diff: change } of diff.changes) {
      if (change.kind === 'removed') delete result[name];
      else result[name] = applied((diff.before as Record<string, unknown>)[name], change);
    }
    return result;
  }
  const removed = new Set(diff.changes.flatMap(({ name, diff: change }) => (change.kind === 'removed' ? [name] : [])));
  const left = diff.before.filter((_: unknown, index) => !removed.has(index));
  for (const { name, diff: change } of diff.changes) {
    if (change.kind === 'added') left.splice(Number(name), 0, change.after);
    else if (change.kind !== 'removed') left[Number(name)] = applied(left[Number(name)], change);
  }
  return left;
}
