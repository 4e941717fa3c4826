import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { foldHash } from '../corpus/fold-hash.ts';
import type { Event } from './event.ts';
import { eventShapes } from './event-shapes.ts';
import { initialState } from './state.ts';
import { fold, reduce } from './reduce.ts';
import { readThreadFile, writeThreadFile } from './thread-file.ts';

const corpus = new URL('../corpus/', import.meta.url);
const versions = readdirSync(corpus, { withFileTypes: true }).filter((entry) => entry.isDirectory());

describe.each(versions.map(({ name }) => name))('threads that version %s wrote', (version) => {
  const folder = new URL(`${version}/`, corpus);
  const hashes = JSON.parse(readFileSync(new URL('hashes.json', folder), 'utf8')) as Readonly<Record<string, string>>;
  const names = readdirSync(folder).flatMap((file) =>
    file.endsWith('.jsonl') ? [file.slice(0, -'.jsonl'.length)] : [],
  );

  test('[R2] each thread that is kept has the hash of what it says', () => {
    expect(names.toSorted()).toEqual(Object.keys(hashes).toSorted());
  });

  test.each(names)(
    '[R2] %s folds to what it always did, is written as it was read, and applies to the last event',
    (name) => {
      const text = readFileSync(new URL(`${name}.jsonl`, folder), 'utf8');
      const events = readThreadFile(text);
      expect(foldHash(fold(events))).toBe(hashes[name]);
      expect(writeThreadFile(events)).toBe(text);
      for (const [index, event] of events.entries()) expect(changes(events.slice(0, index), event)).toBe(true);
    },
  );
});

test('[R2] every event that there is stands in a thread that is kept', () => {
  const types = versions.flatMap(({ name }) =>
    readdirSync(new URL(`${name}/`, corpus))
      .filter((file) => file.endsWith('.jsonl'))
      .flatMap((file) =>
        readThreadFile(readFileSync(new URL(`${name}/${file}`, corpus), 'utf8')).map(({ type }) => type),
      ),
  );
  expect([...new Set(types)].toSorted()).toEqual(Object.keys(eventShapes).toSorted());
});

/** Whether an event says something where it stands, besides that time went on. */
function changes(before: readonly Event[], event: Event): boolean {
  const state = fold(before, initialState);
  const { seq: _, atMs: _atMs, ...after } = reduce(state, event);
  const { seq: _seq, atMs: _at, ...was } = state;
  return JSON.stringify(after) !== JSON.stringify(was);
}
