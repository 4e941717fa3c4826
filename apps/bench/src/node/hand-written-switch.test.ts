// @vitest-environment node
import { fold, phaseOf, plan, defineAgent, reduce, initialState, type Event, type State } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { makeLog } from '../make-log.ts';
import { foldByHand } from './hand-written-switch.ts';

test('the hand-written switch makes the same state of the log as the engine', () => {
  const log = makeLog(1_500, 'bench');
  expect(plainByHand(log)).toEqual(plain(fold(log)));
});

test('it does so wherever the log ends', () => {
  const log = makeLog(200, 'bench');
  let state = initialState;
  for (const [index, event] of log.entries()) {
    state = reduce(state, event);
    expect(plainByHand(log.slice(0, index + 1))).toEqual(plain(state));
  }
});

test('a made log has as many events as asked for, and owes nothing', () => {
  const definition = defineAgent({ name: 'desk', instructions: '' });
  for (const count of [1, 12, 100, 1_000]) {
    const events = makeLog(count, 't');
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events).toHaveLength(count);
    expect(plan(definition, fold(events))).toEqual([]);
    expect(phaseOf(fold(events), definition.flow)).toBe(count > 13 ? 'done' : 'idle');
  }
});

/** What both states say: how either finds its open calls is its own affair. */
function plain({ entries, open: _, asks: _asks, ...rest }: State): unknown {
  const calls = entries.filter((entry) => entry.kind === 'call' && !('settledAtMs' in entry));
  return { ...rest, entries, open: calls.map(({ id }) => id) };
}

function plainByHand(log: readonly Event[]): unknown {
  const { open, ...rest } = foldByHand(log);
  return { ...rest, open: [...open.keys()] };
}
