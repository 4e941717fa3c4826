/*
 * A thread that lives a random life: people, tabs, models and tools do what they may and what they may not, and now and
 * then everything crashes. What must hold after every step is checked here; `walk` throws where it does not.
 */
import type { AgentDefinition } from '../agent-definition.ts';
import { decide, settle, type Decision } from '../decide.ts';
import type { Event, ReplyPart } from '../event.ts';
import { decideFork } from '../fork.ts';
import type { Intent, Report } from '../intent.ts';
import { buildRequest } from '../model-request.ts';
import { phaseOf } from '../phase.ts';
import { plan, type Effect } from '../plan.ts';
import { fold } from '../reduce.ts';
import type { Entry } from '../entry.ts';
import { findCall, openCalls } from '../find-entry.ts';
import { initialState, type State } from '../state.ts';
import { deepFreeze } from './deep-freeze.ts';
import { toThread } from '../to-thread.ts';
import { garbage, people, type Move } from './engine-arbitrary.ts';
import {
  answerOf,
  anyCall,
  anyIntent,
  giveUp,
  person,
  raiseLimit,
  thrown,
  toward,
  verdict,
  type Situation,
} from './random-commands.ts';

type Command = Intent | Report;

/** What came of a life. */
export interface Walk {
  readonly log: readonly Event[];
  readonly state: State;
  /** The state after every append, by `seq`. */
  readonly lived: ReadonlyMap<number, State>;
  readonly codes: ReadonlySet<string>;
  readonly phases: ReadonlySet<string>;
}

/** Lives through the moves, then goes on until the run is over. Throws where something does not hold. */
export function walk(definition: AgentDefinition, moves: readonly Move[]): Walk {
  let threadId = 't';
  let log: readonly Event[] = [];
  let state: State = deepFreeze(initialState);
  let nowMs = 1_000_000;
  let forks = 0;
  const made: Command[] = [];
  const lived = new Map<number, State>();
  const codes = new Set<string>();
  const phases = new Set<string>(['idle']);

  for (const move of moves) {
    step(move);
    nowMs += move.b % 7 === 0 ? move.b : 0;
  }
  goHome();
  return { log, state, lived, codes, phases };

  function step({ pick, a, b }: Move): void {
    if (pick < 45) return perform(a, b);
    if (pick < 70) return waitsForPeople() || b % 4 === 0 ? void submit(toward(here(), a, b)) : perform(a, b);
    if (pick < 80) return void submit(anyIntent(here(), a, b));
    if (pick < 88) return repeat(a);
    if (pick < 93) return crash(b);
    if (pick < 96) return void submit(garbage[a % garbage.length] as Command);
    if (pick < 98) return fork(a);
    return void submit({ type: pick === 98 ? 'run.pause' : 'run.resume', by: person(a) });
  }

  function here(): Situation {
    return { definition, state, threadId };
  }

  /** Decides, appends, and checks all that must hold of it. */
  function submit(command: Command): Decision {
    const at = { threadId, nowMs };
    const before = state;
    const decision = decide(definition, state, command, at);
    const isSampled = state.seq % 5 === 0;
    if (isSampled && !isSame(decide(definition, state, command, at), decision)) throw new Error('decide is not pure');
    if (!decision.ok) {
      const { code, message } = decision.rejection;
      if (!/^[a-z_]+$/.test(code) || message === '') throw new Error(`a refusal without its words: ${code}`);
      codes.add(code);
      return decision;
    }
    made.push(command);
    append(decision.events);
    if (command.type === 'run.retry' && state.run?.status === 'failed') throw new Error('a retry failed at once');
    for (const [index, entry] of before.entries.entries()) {
      if (isFinished(entry) && state.entries[index] !== entry) throw new Error(`${entry.id} is another object now`);
    }
    return decision;
  }

  function append(events: readonly Event[]): void {
    log = [...log, ...deepFreeze(events)];
    state = deepFreeze(fold(events, state));
    lived.set(state.seq, state);
    phases.add(phaseOf(state, definition.flow));
    if (settle(definition, state, { threadId, nowMs }).length > 0) throw new Error('something is owed after an append');
    checkWayOn();
  }

  /** Nobody is ever stuck: there is work, or somebody to wait for, or the run is over. */
  function checkWayOn(): void {
    const phase = phaseOf(state, definition.flow);
    const effects = plan(definition, state);
    if (new Set(effects.map(({ key }) => key)).size < effects.length) throw new Error('two effects have one key');
    const isWork = phase === 'running' || phase === 'thinking' || phase === 'backingOff' || phase.startsWith('flow:');
    if (isWork && effects.length === 0) throw new Error(`nothing to do while ${phase}`);
    if (state.request && state.run?.status !== 'active') throw new Error('a request is in flight and no run goes on');
  }

  function waitsForPeople(): boolean {
    return plan(definition, state).length === 0;
  }

  function perform(a: number, b: number): void {
    const effects = plan(definition, state);
    const effect = effects[a % effects.length];
    if (effect) outcome(effect, b);
  }

  function outcome(effect: Effect, b: number): void {
    const runner = `r${b % 2}`;
    switch (effect.type) {
      case 'model':
        if (!effect.lease) return ask(runner, effect.attempt);
        if (b % 10 === 0) return ask(runner, effect.attempt + 1);
        if (b % 10 === 1) nowMs = Math.max(nowMs, effect.lease.leaseUntilMs);
        if (b % 10 <= 2) return ask(runner, effect.attempt + 1, true);
        return answer(effect.step, effect.attempt, b);
      case 'claim':
        return void submit({ type: 'call.claim', callId: effect.callId, runner });
      case 'run': {
        const { callId, attempt } = effect;
        const recover: Report = { type: 'call.recover', callId, attempt, runner };
        if (b % 8 === 0) return void submit({ ...recover, takeOver: true });
        if (b % 8 === 1) return void submit(recover);
        if (b % 8 === 2) nowMs = Math.max(nowMs, effect.untilMs);
        if (b % 8 === 2) return void submit(recover);
        if (b % 8 === 3) return void submit({ type: 'call.fail', callId, attempt, thrown: thrown(b) });
        return void submit({ type: 'call.succeed', callId, attempt, output: b % 8 === 4 ? { bad: () => 1 } : { b } });
      }
      case 'expire':
        if (b % 2 === 0) nowMs = Math.max(nowMs, effect.untilMs);
        return void submit({ type: 'call.expire', callId: effect.callId });
      case 'wait':
        if (b % 4 > 0) nowMs = Math.max(nowMs, effect.untilMs);
        return void submit({ type: 'timer.fire', timerId: effect.timerId });
      case 'flow':
        return void submit({ type: 'flow.visit', state: effect.state, step: effect.step, verdict: verdict(b) });
      case 'record':
      default:
        throw new Error('plan records facts that an append left owed');
    }
  }

  function ask(runner: string, attempt: number, takeOver = false): void {
    const { contextHash, promptVersion } = buildRequest(definition, state);
    const built = { step: state.step + 1, attempt, contextHash, promptVersion };
    submit({ type: 'model.request', ...built, runner, takeOver, modelId: 'm', leaseMs: 60_000, builtAtSeq: state.seq });
  }

  function answer(step: number, attempt: number, b: number): void {
    if (b % 6 === 0) return void submit({ type: 'model.fail', step, attempt, thrown: thrown(b) });
    const calls = b % 6 === 1 ? 0 : 1 + (b % 3);
    const content = Array.from({ length: calls }, (_, index) => anyCall(`${step}.${index}`, b + index * 7));
    const usage = { inputTokens: b % 11 === 0 ? NaN : 3, outputTokens: 2 };
    const finishReason = b % 13 === 0 ? 'length' : b % 13 === 1 ? 'error' : calls > 0 ? 'calls' : 'stop';
    const text: ReplyPart = { type: 'text', text: 'ok' };
    submit({ type: 'model.reply', step, attempt, content: [text, ...content], finishReason, usage });
  }

  /** A second tab, a double click, a result that comes late. */
  function repeat(a: number): void {
    const command = made[a % made.length];
    if (!command) return;
    const isVote = command.type === 'call.approve' || command.type === 'call.deny';
    const before = isVote && findCall(state, command.callId);
    const decision = submit(command);
    if (before && before.status !== 'gated' && decision.ok) throw new Error('a decided call was decided again');
  }

  /** Everything in flight is lost, and time goes by. */
  function crash(b: number): void {
    const read = JSON.parse(JSON.stringify(log)) as readonly Event[];
    const restored = fold(read);
    if (!isSame(restored, state)) throw new Error('the log folds to another state after a reload');
    log = deepFreeze(read);
    state = deepFreeze(restored);
    nowMs += [0, 100, 6_000, 70_000, -50_000][b % 5] ?? 0;
  }

  function fork(a: number): void {
    if (log.length === 0) return;
    const from = { threadId, seq: a % 2 === 0 ? log.length : 1 + (a % log.length) };
    threadId = `t${++forks}`;
    nowMs += a % 3 === 0 ? 30_000 : 0;
    const forked = decideFork(definition, log, { from }, { threadId, nowMs });
    if (!forked.ok) throw new Error(`no fork at ${from.seq}: ${forked.rejection.message}`);
    log = deepFreeze(toThread(log.slice(0, from.seq), threadId));
    lived.clear();
    made.length = 0;
    state = deepFreeze(fold(log));
    append(forked.events);
  }

  /** From wherever this is, friendly people and tools that work bring the run to an end. */
  function goHome(): void {
    for (let left = 200; left > 0; left--) {
      const phase = phaseOf(state, definition.flow);
      if (['idle', 'done', 'failed', 'cancelled'].includes(phase)) return;
      const [effect] = plan(definition, state).filter(({ type }) => type !== 'expire');
      if (effect) finish(effect);
      else if (phase === 'awaitingApproval') approveAll();
      else submit(friendly(phase));
    }
    throw new Error(`stuck while ${phaseOf(state, definition.flow)}`);
  }

  /** What brings the run on. */
  function friendly(phase: string): Intent {
    if (phase === 'limited') return raiseLimit(state, 1e9, person(0));
    if (phase === 'awaitingHuman') return answerOf(here(), 0, 1);
    if (phase === 'inDoubt') return giveUp(here());
    return toward(here(), 0, 1);
  }

  function finish(effect: Effect): void {
    if (effect.type === 'model' && effect.lease) {
      const usage = { inputTokens: 1, outputTokens: 1 };
      const { step, attempt } = effect;
      submit({ type: 'model.reply', step, attempt, content: [], finishReason: 'stop', usage });
    } else if (effect.type === 'run') {
      submit({ type: 'call.succeed', callId: effect.callId, attempt: effect.attempt, output: null });
    } else if (effect.type === 'flow') {
      submit({ type: 'flow.visit', state: effect.state, step: effect.step, verdict: { then: 'continue' } });
    } else outcome(effect, 2);
  }

  function approveAll(): void {
    const call = openCalls(state).find(({ status }) => status === 'gated');
    if (!call) throw new Error('awaiting the approval of nothing');
    const expiresAtMs = call.gate?.expiresAtMs ?? Infinity;
    if (nowMs >= expiresAtMs || state.atMs >= expiresAtMs) return void submit({ type: 'call.expire', callId: call.id });
    const voters = people.slice(0, 3).filter(({ id }) => call.gate?.approvers?.includes(id) ?? true);
    for (const by of voters) {
      submit({ type: 'call.approve', threadId, callId: call.id, inputHash: call.inputHash, by });
    }
    if (findCall(state, call.id)?.status === 'gated') throw new Error('everybody agrees, and it still waits');
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Whether an entry can never change any more. */
function isFinished(entry: Entry): boolean {
  if (entry.kind === 'call') return entry.settledAtMs !== undefined;
  return entry.kind !== 'ask' || entry.answer !== undefined;
}
