import { initialState, reduce, type Event, type State } from '@twelvefold/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { agents, moves } from '../../../core/src/test-support/engine-arbitrary.ts';
import { walk } from '../../../core/src/test-support/random-walk.ts';
import { entryOfEvent } from './entry-of-event.ts';
import { indexLog } from './log-index.ts';

/** The ids of the entries that are new or other ones. */
function changedBetween(before: State, after: State): readonly string[] {
  return after.entries.filter((entry, index) => entry !== before.entries[index]).map(({ id }) => id);
}

test('an event that changed entries leads to one of them', () => {
  fc.assert(
    fc.property(agents, moves, (agent, made) => {
      const { log } = walk(agent, made);
      const index = indexLog(log);
      let state = initialState;
      for (const event of log) {
        const after = reduce(state, event);
        const changed = changedBetween(state, after);
        state = after;
        if (changed.length > 0) expect(changed, `${event.seq} ${event.type}`).toContain(entryOfEvent(event, index));
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);

test('what has no entry of its own leads nowhere', () => {
  const of = (event: object): string | undefined => entryOfEvent({ id: 't/9', ...event } as Event, indexLog([]));
  expect([{ type: 'thread.started' }, { type: 'timer.set' }, { type: 'timer.fired' }].map(of)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(of({ type: 'model.requested', step: 4 })).toBe('reply-4');
  expect(of({ type: 'rule.added', callId: '1.0' })).toBe('t/9');
});
