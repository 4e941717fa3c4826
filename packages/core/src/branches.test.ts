import fc from 'fast-check';
import { expect, test } from 'vitest';
import { entryAfter, toBranchPoints, toBranchTree, type Branch, type KnownThread } from './branches.ts';

function thread(threadId: string, from?: readonly [threadId: string, seq: number], atMs = 0): KnownThread {
  const forkedFrom = from && { threadId: from[0], seq: from[1] };
  const known = { threadId, ...(forkedFrom && { forkedFrom }) };
  const rest = { agent: 'desk', title: threadId, phase: 'done', seq: 9, createdAtMs: atMs, updatedAtMs: atMs };
  return { ...known, summary: { ...known, ...rest } };
}

/** `root(a(c) b)` */
function shape({ threadId, branches }: Branch): string {
  return branches.length === 0 ? threadId : `${threadId}(${branches.map(shape).join(' ')})`;
}

const family = [
  thread('root', undefined, 1),
  thread('b', ['root', 4], 3),
  thread('a', ['root', 4], 2),
  thread('c', ['a', 8], 9),
  thread('d', ['root', 2], 5),
];

test('[R147] threads that were forked from each other are a tree, by where they left and when', () => {
  const tree = toBranchTree(family, 'c');
  expect(shape(tree)).toBe('root(d a(c) b)');
  expect(tree.branches[1]).toMatchObject({ forkedFrom: { threadId: 'root', seq: 4 }, summary: { title: 'a' } });
  for (const { threadId } of family) expect(toBranchTree(family, threadId)).toEqual(tree);
});

test('[R147] a tree whose root is gone begins with its id, and strangers and circles are left out', () => {
  const orphans = [thread('a', ['gone', 3]), thread('b', ['gone', 5]), thread('stranger')];
  expect(shape(toBranchTree(orphans, 'b'))).toBe('gone(a b)');
  expect(shape(toBranchTree([], 'alone'))).toBe('alone');
  expect(shape(toBranchTree([thread('x', ['y', 1]), thread('y', ['x', 1])], 'x'))).toMatch(/^[xy]\([xy]\)$/);
  expect(shape(toBranchTree([thread('x', ['x', 1])], 'x'))).toBe('x');
});

test('[R147] a thread shows the points at which others leave it, and which way it goes itself', () => {
  const tree = toBranchTree(family, 'root');
  expect(toBranchPoints(tree, 'root')).toEqual([
    { seq: 2, threadIds: ['root', 'd'], index: 0 },
    { seq: 4, threadIds: ['root', 'c', 'b'], index: 0 },
  ]);
  expect(toBranchPoints(tree, 'a')).toEqual([
    { seq: 2, threadIds: ['a', 'd'], index: 0 },
    { seq: 4, threadIds: ['root', 'a', 'b'], index: 1 },
    { seq: 8, threadIds: ['a', 'c'], index: 0 },
  ]);
  expect(toBranchPoints(tree, 'd')).toEqual([{ seq: 2, threadIds: ['c', 'd'], index: 1 }]);
  expect(toBranchPoints(tree, 'stranger')).toEqual([]);
  expect(toBranchPoints(toBranchTree([], 'alone'), 'alone')).toEqual([]);
});

test('[R147] the ways part at the first message or reply behind a point', () => {
  const entries = [
    { kind: 'message', seq: 2 },
    { kind: 'notice', seq: 5 },
    { kind: 'reply', seq: 7 },
  ] as const;
  const point = { threadIds: ['a', 'b'], index: 0 };
  expect(entryAfter(entries, { ...point, seq: 1 })).toBe(entries[0]);
  expect(entryAfter(entries, { ...point, seq: 2 })).toBe(entries[2]);
  expect(entryAfter(entries, { ...point, seq: 7 })).toBeUndefined();
});

test('[R147] whatever the tree, all threads agree on how much any two of them share', () => {
  const forks = fc.array(fc.record({ parent: fc.nat(99), seq: fc.integer({ min: 1, max: 6 }) }), { maxLength: 9 });
  fc.assert(
    fc.property(forks, (made) => {
      const threads: KnownThread[] = [thread('t0', undefined, 0)];
      for (const { parent, seq } of made) {
        threads.push(thread(`t${threads.length}`, [`t${parent % threads.length}`, seq], threads.length));
      }
      const tree = toBranchTree(threads, 't0');
      const logs = new Map(threads.map(({ threadId }) => [threadId, logOf(threads, threadId)]));
      for (const [id, log] of logs) {
        const points = toBranchPoints(tree, id);
        const others = [...logs].filter(([other]) => other !== id);
        const parted = new Set(others.map(([, other]) => log.findIndex((event, index) => event !== other[index])));
        expect(points.map(({ seq }) => seq)).toEqual([...parted].toSorted((a, b) => a - b));
        for (const { seq, threadIds, index } of points) {
          expect(threadIds[index]).toBe(id);
          const ways = new Set([...logs.values()].filter((other) => isSame(log, other, seq)).map((way) => way[seq]));
          expect(threadIds.length).toBe(ways.size);
        }
      }
    }),
    { numRuns: 300 },
  );
});

/** Ten events, of which a fork has its first ones from where it was forked. */
function logOf(threads: readonly KnownThread[], threadId: string): readonly string[] {
  const { forkedFrom } = threads.find((each) => each.threadId === threadId) ?? {};
  const inherited = forkedFrom ? logOf(threads, forkedFrom.threadId).slice(0, forkedFrom.seq) : [];
  return Array.from({ length: 10 }, (_, index) => inherited[index] ?? `${threadId}/${index + 1}`);
}

function isSame(a: readonly string[], b: readonly string[], seq: number): boolean {
  return a.slice(0, seq).every((event, index) => event === b[index]);
}
