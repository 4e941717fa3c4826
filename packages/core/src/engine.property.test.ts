import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import type { Event } from './event.ts';
import { settle } from './decide.ts';
import { buildRequest } from './model-request.ts';
import { findEventProblem } from './parse-event.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { fold, reduce } from './reduce.ts';
import { initialState, type State } from './state.ts';
import { deepFreeze } from './test-support/deep-freeze.ts';
import { agents, answerOn, EVENT_TYPES, junkEvents, moves } from './test-support/engine-arbitrary.ts';
import { problemsOf } from './test-support/log-oracle.ts';
import { walk, type Walk } from './test-support/random-walk.ts';
import { verify } from './verify.ts';

const WALKS = 2_000;
const walks = fc.tuple(agents, moves);
/** The walks must come through all of these, or they prove little. */
const PHASES = ['idle', 'thinking', 'backingOff', 'running', 'inDoubt', 'awaitingApproval', 'awaitingHuman', 'limited'];
const ENDS = ['paused', 'done', 'failed', 'cancelled', 'flow:check', 'flow:odd'];
const CODES = [
  'superseded',
  'already_claimed',
  'already_decided',
  'input_changed',
  'wrong_thread',
  'malformed',
  'not_undoable',
];
const RULES = ['rule_exists', 'rule_not_allowed', 'no_such_rule'];

test(
  '[R10] [R21] [R22] [R36] [R51] [R52] [R53] [R54] [R55] [R57] [R131] [R137] [R139] a random life breaks no rule',
  { timeout: 120_000 },
  () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(walks, ([definition, made]) => {
        const life = walk(definition, made);
        expect(problemsOf(life.log, isIdempotent, answerOn)).toEqual([]);
        checkPrefixes(definition, life);
        for (const name of [...life.log.map(({ type }) => type), ...life.phases, ...life.codes]) reached.add(name);
      }),
      { numRuns: WALKS },
    );
    expect([...EVENT_TYPES, ...PHASES, ...ENDS, ...CODES, ...RULES].filter((name) => !reached.has(name))).toEqual([]);
  },
);

function isIdempotent(tool: string): boolean {
  return tool === 'count' || tool === 'pay_twice' || tool === 'look.undo';
}

/** A log read back as JSON is the same log, and every cut of it is where the thread was. */
function checkPrefixes(definition: AgentDefinition, { log, state, lived }: Walk): void {
  const read = JSON.parse(JSON.stringify(log)) as readonly Event[];
  expect(isDeepStrictEqual(read, log)).toBe(true);
  expect(isDeepStrictEqual(JSON.parse(JSON.stringify(state)), state)).toBe(true);
  const { head } = state;
  expect(verify(read)).toEqual({ ok: true, ...(head !== undefined && { head, from: 1 }) });
  let restored = initialState;
  for (const [index, event] of read.entries()) {
    expect(findEventProblem(event)).toBeUndefined();
    if (event.type === 'model.requested') {
      const { contextHash, promptVersion } = buildRequest(definition, restored);
      expect({ contextHash, promptVersion }).toEqual(hashesOf(event));
    }
    restored = reduce(restored, event);
    const live = lived.get(index + 1);
    if (!live) continue;
    if (index % 5 === 0) expect(isDeepStrictEqual(restored, live)).toBe(true);
    expect(isDeepStrictEqual(plan(definition, restored), plan(definition, live))).toBe(true);
    expect(phaseOf(restored, definition.flow)).toBe(phaseOf(live, definition.flow));
  }
  expect(isDeepStrictEqual(restored, state)).toBe(true);
}

function hashesOf({ contextHash, promptVersion }: Event<'model.requested'>): object {
  return { contextHash, promptVersion };
}

test(
  '[R10] [R11] [R12] events that make no sense fold too, the same way each time, and mutate nothing',
  { timeout: 60_000 },
  () => {
    const junk = fc.array(junkEvents, { maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(junk, fc.nat(40), (events, cut) => {
        deepFreeze(events);
        const folded = events.reduce(
          (state: State, event) => deepFreeze(reduce(state, event)),
          deepFreeze(initialState),
        );
        const inTwo = fold(events.slice(cut), fold(events.slice(0, cut)));
        expect(isDeepStrictEqual(inTwo, folded)).toBe(true);
        expect(isDeepStrictEqual(fold(JSON.parse(JSON.stringify(events))), folded)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  },
);

test('[R10] [R57] a log with nonsense in it folds, plans and settles', { timeout: 60_000 }, () => {
  const junk = fc.array(junkEvents, { minLength: 1, maxLength: 10, size: 'max' });
  fc.assert(
    fc.property(walks, junk, ([definition, made], nonsense) => {
      const { lived } = walk(definition, made);
      for (const state of [...lived.values()].slice(-5)) {
        const odd = nonsense.reduce((before, event) => deepFreeze(reduce(before, event)), state);
        const at = { threadId: odd.threadId, nowMs: odd.atMs };
        const settled = fold(settle(definition, odd, at), odd);
        expect(settle(definition, settled, at)).toEqual([]);
        expect(plan(definition, settled).every(({ type }) => type !== 'record')).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});
