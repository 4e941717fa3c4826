import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Event } from './event.ts';
import { chained } from './hash-chain.ts';
import type { JsonObject } from './json.ts';
import { everyEvent } from './test-support/every-event.ts';
import { logOf } from './test-support/test-thread.ts';
import { verify } from './verify.ts';

const bare = logOf(...Object.values(everyEvent));
const log = chained(bare);
const { length } = log;
const indexes = fc.nat(length - 1);
const with_ = (index: number, event: unknown): readonly Event[] => log.with(index, event as Event);

test('[R132] a whole chain is whole, and so is each of its beginnings', () => {
  for (const end of log.keys())
    expect(verify(log.slice(0, end + 1))).toEqual({ ok: true, head: log[end]?.hash, from: 1 });
  expect(verify([])).toEqual({ ok: true });
});

/** Every place in an event where some value stands. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]))];
}

function changed(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return typeof value === 'string' ? `${value}x` : 'changed';
  const member = changed((value as JsonObject)[key], rest);
  return Array.isArray(value) ? value.with(Number(key), member) : { ...(value as object), [key]: member };
}

test(
  '[R132] whatever is changed in an event, at any depth, is found, and the event is named',
  { timeout: 60_000 },
  () => {
    for (const [index, event] of log.entries()) {
      for (const path of pathsOf(event).slice(1)) {
        const verdict = verify(with_(index, changed(event, path)));
        expect({ path, verdict }).toMatchObject({ verdict: { ok: false, seq: index + 1 } });
      }
    }
  },
);

test('[R132] a field that is added is found, and one that is taken away', () => {
  for (const [index, event] of log.entries()) {
    expect(verify(with_(index, { ...event, extra: 1 }))).toMatchObject({ ok: false, seq: index + 1 });
    for (const key of Object.keys(event)) {
      if (key === 'hash' && index === 0) continue;
      const { [key]: _, ...rest } = event as unknown as JsonObject;
      expect(verify(with_(index, rest))).toMatchObject({ ok: false, seq: index + 1 });
    }
  }
});

/** The log with new numbers and ids, as somebody would write it who hopes that nobody counts. */
function renumbered(events: readonly Event[]): readonly Event[] {
  return events.map((event, index) => ({ ...event, seq: index + 1, id: `t/${index + 1}` }));
}

test('[R132] a removed, repeated or moved event is found, also when all are numbered anew', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(indexes, indexes, (a, b) => {
      fc.pre(a !== b);
      const [first, last] = [Math.min(a, b), Math.max(a, b)];
      const one = log[first] as Event;
      const removed = log.toSpliced(first, 1);
      const repeated = log.toSpliced(last, 0, one);
      const swapped = log.with(first, log[last] as Event).with(last, one);
      for (const tampered of [removed, swapped]) {
        expect(verify(tampered)).toMatchObject({ ok: false, seq: first + 1 });
        expect(verify(renumbered(tampered))).toMatchObject({ ok: false, seq: first + 1 });
      }
      expect(verify(repeated)).toMatchObject({ ok: false, seq: last + 1 });
      expect(verify(renumbered(repeated))).toMatchObject({ ok: false, seq: last + 1 });
    }),
  );
});

test('[R132] a chain that ends before its log, and one of another thread, are found', () => {
  const { hash: _, ...unchained } = log[4] as Event;
  expect(verify(with_(4, unchained))).toEqual({
    ok: false,
    seq: 5,
    message: 'Its hash is missing, and a chain does not end before its log.',
  });
  const elsewhere = { ...log[4], threadId: 'x', id: 'x/5' };
  expect(verify(with_(4, elsewhere))).toMatchObject({ ok: false, seq: 5, message: /another thread/ as never });
});

test('[R132] a chain vouches from where it begins, and the events in front of it are numbered at least', () => {
  const half = [...bare.slice(0, 5), ...chained(bare.slice(5))];
  expect(verify(half)).toEqual({ ok: true, head: half.at(-1)?.hash, from: 6 });
  expect(verify(half.slice(1))).toMatchObject({ ok: false, seq: 1 });
  expect(verify(half.with(6, { ...half[6], atMs: 1 } as Event))).toMatchObject({ ok: false, seq: 7 });
});

test('[R133] a log that was cut off is whole in itself, and is not with the head that was noted', () => {
  const head = log.at(-1)?.hash ?? '';
  expect(verify(log.slice(0, 9))).toMatchObject({ ok: true });
  expect(verify(log.slice(0, 9), { head })).toMatchObject({ ok: false, seq: 10 });
  expect(verify([], { head })).toMatchObject({ ok: false, seq: 1 });
});

test('[R133] a head that was noted long ago holds for a log that has grown', () => {
  for (const { hash = '' } of log) expect(verify(log, { head: hash })).toMatchObject({ ok: true });
});

test('[R133] a chain that was computed anew, or taken away, is found by a noted head alone', () => {
  const head = log.at(-1)?.hash ?? '';
  const forged = chained(bare.with(2, { ...bare[2], text: 'I never said that' } as Event));
  expect(verify(forged)).toMatchObject({ ok: true });
  expect(verify(forged, { head })).toMatchObject({ ok: false, seq: length + 1 });
  expect(verify(bare)).toEqual({ ok: true });
  expect(verify(bare, { head })).toMatchObject({ ok: false, seq: length + 1 });
});

test.each([[null], [undefined], [7], ['event'], [{}], [[]], [{ ...log[1], agent: 1n }], [{ ...log[1], hash: 5 }]])(
  '[R132] what is no event is the bad one: %o',
  (odd) => {
    expect(verify(with_(1, odd))).toMatchObject({ ok: false, seq: 2 });
  },
);

test('[R132] nesting without end is refused and does not throw', () => {
  const deep: { in?: unknown } = {};
  deep.in = deep;
  expect(verify(with_(3, { ...log[3], deep }))).toMatchObject({ ok: false, seq: 4 });
});
