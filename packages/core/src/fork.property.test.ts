import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import { settle } from './decide.ts';
import type { Event } from './event.ts';
import { decideFork } from './fork.ts';
import { findEventProblem } from './parse-event.ts';
import { phaseOf } from './phase.ts';
import { plan } from './plan.ts';
import { fold } from './reduce.ts';
import type { CallEntry } from './entry.ts';
import { findCall, openCalls } from './find-entry.ts';
import type { State } from './state.ts';
import { agents, answerOn, moves } from './test-support/engine-arbitrary.ts';
import { problemsOf } from './test-support/log-oracle.ts';
import { walk } from './test-support/random-walk.ts';
import { toThread, toThreadState } from './to-thread.ts';
import { verify } from './verify.ts';

const FORK = 'the-fork';
const LATER_MS = 3_600_000;

test(
  '[R5] [R57] [R143] [R144] [R145] a fork at any event of any life is whole, and repeats nothing',
  { timeout: 120_000 },
  () => {
    const met = new Set<string>();
    fc.assert(
      fc.property(fc.tuple(agents, moves), ([definition, made]) => {
        const { log } = walk(definition, made);
        for (const { seq } of log) checkFork(definition, log, seq, met);
      }),
      { numRuns: 200 },
    );
    const wanted = ['running', 'doubted', 'ready', 'gated', 'asked', 'selected', 'a retry of a claim', 'a request'];
    expect([...wanted, 'an approval', 'a rule', 'settled'].filter((name) => !met.has(name))).toEqual([]);
  },
);

function checkFork(definition: AgentDefinition, log: readonly Event[], seq: number, met: Set<string>): void {
  const source = log[0]?.threadId ?? '';
  const before = fold(log.slice(0, seq));
  const at = { threadId: FORK, nowMs: before.atMs + LATER_MS };
  const decision = decideFork(definition, log, { from: { threadId: source, seq } }, at);
  if (!decision.ok) throw new Error(`no fork at ${seq}: ${decision.rejection.message}`);
  const whole = [...toThread(log.slice(0, seq), FORK), ...decision.events];
  const forked = fold(whole);
  // A fork at the newest event is decided on the live state: it must be what its prefix amounts to.
  const prefix = fold(toThread(log.slice(0, seq), FORK));
  expect(isDeepStrictEqual(toThreadState(before, FORK), prefix)).toBe(true);

  expect(problemsOf(whole, isIdempotent, answerOn)).toEqual([]);
  expect(decision.events.map(findEventProblem)).toEqual(decision.events.map(() => undefined));
  expect(verify(whole).ok).toBe(true);
  expect(settle(definition, forked, at)).toEqual([]);
  expect(forked).toMatchObject({ threadId: FORK, rules: [] });
  expect(forked.request).toBeUndefined();
  expect(forked.origins?.at(-1)).toEqual({ threadId: source, seq });

  const effects = plan(definition, forked);
  const isClaimed = claimedIn(log.slice(0, seq));
  expect(effects.filter((effect) => 'callId' in effect && isClaimed.has(effect.callId))).toEqual([]);
  expect(effects.filter(({ type }) => type === 'run' || type === 'record')).toEqual([]);
  for (const entry of before.entries) if (entry.kind === 'call') checkCall(before, forked, entry, met);
  checkPhase(definition, before, forked);
  if (before.request) met.add('a request');
  if (before.rules.length > 0) met.add('a rule');
}

function isIdempotent(tool: string): boolean {
  return tool === 'count' || tool === 'pay_twice' || tool === 'look.undo';
}

/** The calls that anybody ever claimed. */
function claimedIn(log: readonly Event[]): ReadonlySet<string> {
  return new Set(log.flatMap((event) => (event.type === 'call.claimed' ? [event.callId] : [])));
}

function checkCall(before: State, forked: State, call: CallEntry, met: Set<string>): void {
  const inherited = findCall(forked, call.id);
  met.add(call.settledAtMs === undefined ? call.status : 'settled');
  if (call.settledAtMs !== undefined) {
    if (!isDeepStrictEqual(inherited, call)) throw new Error(`${call.id} is another one in the fork`);
    return;
  }
  if (call.claim) {
    if (call.status === 'ready') met.add('a retry of a claim');
    expect(inherited).toMatchObject({ status: 'doubted', claim: call.claim });
    return;
  }
  if (call.decisions.length > 0) met.add('an approval');
  if (call.undoes !== undefined && !call.gate) return expect(inherited?.status).toBe('cancelled');
  if (call.gate) expect(inherited).toMatchObject({ status: 'gated', decisions: [] });
  else if (call.status === 'ready' || call.status === 'asked') expect(inherited?.status).toBe(call.status);
  const left = before.run && call.gate?.expiresAtMs !== undefined ? call.gate.expiresAtMs - before.atMs : undefined;
  if (left !== undefined) expect(inherited?.gate?.expiresAtMs).toBe(left + before.atMs + LATER_MS);
}

/** What goes on in the fork is what went on, but for what waits for people now. */
function checkPhase(definition: AgentDefinition, before: State, forked: State): void {
  const phase = phaseOf(forked, definition.flow);
  const { run } = before;
  if (!run || ['paused', 'finished', 'failed', 'cancelled'].includes(run.status))
    return expect(phase).toBe(phaseOf(before, definition.flow));
  const statuses = new Set(openCalls(forked).map(({ status }) => status));
  if (statuses.has('ready') && !forked.run?.reached) return expect(phase).toBe('running');
  if (statuses.has('doubted') && !forked.run?.reached) return expect(phase).toBe('inDoubt');
  if (statuses.has('gated') && !forked.run?.reached) return expect(phase).toBe('awaitingApproval');
  expect(forked.run?.reached?.limit === 'wallTimeMs' && !run.reached && before.atMs - run.startedAtMs < 500_000).toBe(
    false,
  );
}
