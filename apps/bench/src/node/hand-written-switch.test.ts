// @vitest-environment node
import { fold, phaseOf, plan, defineAgent, reduce, initialState, type State } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { makeLog } from '../make-log.ts';
import { foldByHand, saidBy, step, type HandState } from './hand-written-switch.ts';

const log = makeLog(1_500, 'bench');

test('the hand-written switch makes the same state of the log as the engine', () => {
  expect(saidBy(foldByHand(log))).toEqual(plain(fold(log)));
});

test('the hand-written switch leaves older states as they were', () => {
  const states: HandState[] = [foldByHand([])];
  for (const event of log) states.push(step(states.at(-1)!, event));
  let state = initialState;
  for (const [index, event] of log.entries()) {
    state = reduce(state, event);
    if (index % 50 === 0) expect(saidBy(states[index + 1]!)).toEqual(plain(state));
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

function plain({ entries, open: _, asks: _asks, ...rest }: State): unknown {
  const calls = [...entries].filter((entry) => entry.kind === 'call' && !('settledAtMs' in entry));
  return { ...rest, entries: [...entries], open: calls.map(({ id }) => id) };
}
