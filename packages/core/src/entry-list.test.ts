import fc from 'fast-check';
import { expect, test } from 'vitest';
import { appended, entryAt, replaced, toArray, toEntryList, type EntryList } from './entry-list.ts';
import type { Entry } from './entry.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';

test('[R12] [R13] lists that grow out of each other are as arrays that were copied, whatever was made of which', () => {
  const moves = fc.array(fc.tuple(fc.nat(), fc.boolean(), fc.nat(150)), { maxLength: 40 });
  fc.assert(
    fc.property(fc.nat(200), moves, (length, made) => {
      const known: [EntryList, readonly Entry[]][] = [[toEntryList(notes(length)), notes(length)]];
      for (const [pick, isAppend, count] of made) {
        const [list, array] = known[pick % known.length]!;
        const index = count % Math.max(array.length, 1);
        if (isAppend) known.push([appended(list, notes(count)), [...array, ...notes(count)]]);
        else if (array.length > 0) known.push([replaced(list, index, note(-pick)), array.with(index, note(-pick))]);
      }
      for (const [list, array] of known) {
        expect(toArray(list)).toEqual(array);
        expect([list.length, entryAt(list, -1), entryAt(list, array.length)]).toEqual([
          array.length,
          undefined,
          undefined,
        ]);
        expect(array.map((_, index) => entryAt(list, index))).toEqual(array);
      }
    }),
    { numRuns: 300 },
  );
});

test('[R13] appending and replacing copy no more than a chunk of entries, however long the list is', () => {
  const long = toEntryList(notes(10_000));
  const longer = appended(long, notes(1));
  expect(longer.tail).toBe(long.tail);
  expect(longer.chunks).toBe(long.chunks);
  const other = replaced(longer, 5_000, note(1));
  expect(other.tail).toBe(longer.tail);
  expect(other.chunks.filter((chunk, index) => chunk !== longer.chunks[index])).toHaveLength(1);
  expect(replaced(longer, 10_000, note(1)).chunks).toBe(longer.chunks);
});

test('[R11] an array that was handed out is left alone by whatever comes after it', () => {
  const list = toEntryList(notes(3));
  const array = deepFreeze(toArray(appended(list, notes(1))));
  const more = appended(appended(list, notes(2)), notes(70));
  expect([array.length, toArray(list).length, toArray(more).length]).toEqual([4, 3, 75]);
});

test('[R13] an old list keeps a chunk of newer entries alive at most', () => {
  const old = appended(toEntryList(notes(60)), notes(1));
  let list = old;
  for (let count = 0; count < 1_000; count++) list = appended(list, notes(1));
  expect(old.tail.length).toBe(64);
  expect(old.chunks).toEqual([]);
});

function notes(count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, index) => note(index));
}

function note(seq: number): Entry {
  return { kind: 'prefetch', id: `t/${seq}`, seq, atMs: 0, key: 'note', data: seq };
}
