import fc from 'fast-check';
import { expect, test } from 'vitest';
import { append, copyList, entryAt, replace, toArray, toEntryList, type EntryList } from './entry-list.ts';
import type { Entry } from './entry.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';

test('[R12] [R13] lists that grow out of each other are as arrays that were copied, whatever was made of which', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), fc.nat(150)), { maxLength: 4 });
  const moves = fc.array(fc.tuple(fc.nat(), changes), { maxLength: 20 });
  fc.assert(
    fc.property(fc.nat(200), moves, (length, made) => {
      const known: [EntryList, readonly Entry[]][] = [[toEntryList(notes(length)), notes(length)]];
      for (const [pick, changed] of made) {
        const [base, entries] = known[pick % known.length]!;
        const list = copyList(base);
        let array = entries;
        for (const [isAppend, count] of changed) {
          const index = count % Math.max(array.length, 1);
          if (isAppend) {
            for (const entry of notes(count)) append(list, entry);
            array = [...array, ...notes(count)];
          } else if (array.length > 0) {
            replace(list, index, note(-pick));
            array = array.with(index, note(-pick));
          }
        }
        known.push([list, array]);
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
  const longer = longerBy(1, long);
  expect(longer.tail).toBe(long.tail);
  expect(longer.chunks).toBe(long.chunks);
  const other = copyList(longer);
  replace(other, 5_000, note(1));
  expect(other.tail).toBe(longer.tail);
  expect(other.chunks.filter((chunk, index) => chunk !== longer.chunks[index])).toHaveLength(1);
  const last = copyList(longer);
  replace(last, 10_000, note(1));
  expect(last.chunks).toBe(longer.chunks);
});

test('[R13] what a list has alone is changed in place', () => {
  const list = longerBy(200, toEntryList(notes(10_000)));
  const { chunks } = list;
  const [shared, own] = [chunks[10], chunks.at(-1)];
  for (const entry of notes(200)) append(list, entry);
  replace(list, 10_150, note(1));
  replace(list, 640, note(2));
  expect(list.chunks).toBe(chunks);
  expect(chunks.indexOf(own ?? [])).toBe(158);
  expect(chunks.includes(shared ?? [])).toBe(false);
});

test('[R11] an array that was handed out is left alone by whatever comes after it', () => {
  const list = toEntryList(notes(3));
  const given = longerBy(1, list);
  const array = deepFreeze(toArray(given));
  append(given, note(4));
  const more = longerBy(70, longerBy(2, list));
  expect([array.length, toArray(given).length, toArray(list).length, toArray(more).length]).toEqual([4, 5, 3, 75]);
});

test('[R13] an old list keeps a chunk of newer entries alive at most', () => {
  const old = longerBy(1, toEntryList(notes(60)));
  longerBy(1_000, old);
  expect(old.tail.length).toBe(64);
  expect(old.chunks).toEqual([]);
});

function longerBy(count: number, list: EntryList): EntryList {
  const longer = copyList(list);
  for (const entry of notes(count)) append(longer, entry);
  return longer;
}

function notes(count: number): readonly Entry[] {
  return Array.from({ length: count }, (_, index) => note(index));
}

function note(seq: number): Entry {
  return { kind: 'prefetch', id: `t/${seq}`, seq, atMs: 0, key: 'note', data: seq };
}
