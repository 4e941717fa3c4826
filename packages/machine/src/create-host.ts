/*
 * Performs the machine's effects with real ports. Each one is claimed in the log first and reported to it afterwards:
 *
 *   think   see create-asker.ts
 *   claim   call.claim
 *   run     mine: run the tool ─ call.succeed │ call.fail        another's: wait for its end ─ call.recover
 *   wait    sleep ─ timer.fire │ call.expire                     visit: run the state ─ flow.visit
 *
 * Another's work ends with its lease, or as soon as its runner is known to be gone.
 */
import {
  describeError,
  findCall,
  runTool,
  timeoutMsOf,
  toErrorFact,
  toolOfCall,
  type AgentDefinition,
  type Clock,
  type Decision,
  type Draft,
  type Intent,
  type Model,
  type NextReport,
  type Report,
  type State,
  type Verdict,
} from '@twelvefold/core';
import { createAsker } from './create-asker.ts';
import type { Driver } from './create-driver.ts';
import { createReporter } from './create-reporter.ts';
import type { Host } from './host.ts';
import { sleepUntil, timeoutAfter, type Sleep, type Timeout } from './timeout.ts';

export interface HostOptions {
  readonly definition: AgentDefinition;
  readonly model: Model;
  readonly clock: Clock;
  readonly secrets: Readonly<Record<string, string>>;
  /** Nobody else drives this thread: what other runners hold is lost. */
  readonly exclusive: boolean;
  readonly driver: Driver;
  readonly state: () => State;
  readonly submit: (command: Intent | Report, next?: NextReport) => Promise<Decision>;
  /** Whether the state is what the log says: `false` while the store fails, so that nobody knows. */
  readonly vouched: () => Promise<boolean>;
  readonly onDraft: (draft: (() => Draft) | undefined) => void;
  /** Told of what should never happen: an effect that threw. */
  readonly onFailure: (thrown: unknown) => void;
  /** Whether the agent is gone, and only tools that it began still run. */
  readonly isDisposed: () => boolean;
  /** Aborts when a person cancels the run. */
  readonly cancelled: () => AbortSignal;
}

export function createHost(options: HostOptions): Host {
  const { definition, clock, secrets, exclusive, driver, state } = options;
  const { report, untilRetry } = createReporter(options);
  const asker = createAsker({ ...options, report, untilRetry, isGone });
  /** The claims that were performed here: each once, however often the machine asks. */
  const performed = new Set<string>();

  return {
    onFailure: options.onFailure,

    think: (signal) =>
      inTurn(signal, async () => {
        await untilVouched(signal);
        await asker.think(signal);
      }),

    claim: ({ callId }, signal) =>
      inTurn(signal, async () => report({ type: 'call.claim', callId, runner: await driver.runner() }, { signal })),

    run: ({ callId, attempt, runner: holder, untilMs }, signal) =>
      unlessAborted(signal, async () => {
        // A claim that is delivered after its lease may have been settled by a person: it is lost, whoever made it.
        const isDue = driver.isMine(holder) && clock.now() < untilMs && isFirst(`${callId} ${attempt}`);
        if (isDue && (await performInTime(callId, untilMs, signal))) return;
        const takeOver = !driver.isMine(holder) && (await isGone(holder, untilMs, signal));
        if (!takeOver) await clock.sleepUntil(untilMs, signal);
        await underWay(async () =>
          report({ type: 'call.recover', callId, attempt, runner: await driver.runner(), takeOver }, { signal }),
        );
      }),

    wait: (effect, signal) =>
      unlessAborted(signal, async () => {
        await clock.sleepUntil(effect.untilMs, signal);
        const due: Report =
          effect.type === 'wait'
            ? { type: 'timer.fire', timerId: effect.timerId }
            : { type: 'call.expire', callId: effect.callId };
        await report(due, { signal });
      }),

    visit: (name, signal) =>
      unlessAborted(signal, async () => {
        await untilVouched(signal);
        const thread = state();
        const verdict = await verdictOf(name, thread, signal);
        signal.throwIfAborted();
        await report({ type: 'flow.visit', state: name, step: thread.step, verdict }, { signal });
      }),
  };

  /** Does what is due when it is this runner's turn. */
  function inTurn(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    return underWay(() => unlessAborted(signal, () => driver.turn(signal).then(work)));
  }

  /** Whoever asks is told that this runner is there until the work is done. */
  function underWay<T>(work: () => Promise<T>): Promise<T> {
    const done = driver.begin();
    return work().finally(done);
  }

  /** What is built from the state, or given it, is given what the log says. */
  async function untilVouched(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !(await options.vouched()); failures++) await untilRetry(failures, signal);
    signal.throwIfAborted();
  }

  /** Waits until a runner's lease has ended (`false`) or, before that, until it is known to be gone (`true`). */
  async function isGone(runner: string, leaseUntilMs: number, signal: AbortSignal): Promise<boolean> {
    if (exclusive || driver.isMine(runner)) return true;
    const lease = sleepUntil(clock, leaseUntilMs, signal);
    const watching = new AbortController();
    const gone = driver.untilGone(runner, AbortSignal.any([signal, watching.signal])).then(
      () => true,
      () => lease.over.then(() => false),
    );
    try {
      return await Promise.race([gone, lease.over.then(() => false)]);
    } finally {
      watching.abort('over');
      lease.stop();
    }
  }

  function isFirst(claim: string): boolean {
    const before = performed.size;
    return performed.add(claim).size > before;
  }

  /** Whether the tool's end was reported before the lease was over. */
  async function performInTime(callId: string, untilMs: number, signal: AbortSignal): Promise<boolean> {
    const call = findCall(state(), callId);
    const tool = call && toolOfCall(definition.tools, state(), call);
    const timeoutMs = tool ? timeoutMsOf(tool) : 0;
    const message = `The tool took longer than ${timeoutMs} ms and was stopped.`;
    const late = timeoutAfter(clock, timeoutMs, message, [signal, options.cancelled()]);
    let lease: Sleep | undefined;
    // The lease outlasts the tool's own time: until that is over, nobody needs a second timer.
    const isLonger = clock.now() + timeoutMs <= untilMs;
    const lost = (isLonger ? late.over : Promise.resolve()).then(async () => {
      lease = sleepUntil(clock, untilMs, signal);
      await lease.over;
      return false;
    });
    // Also when nobody waits for it any more.
    const performed = underWay(() => perform(callId, late));
    try {
      return await Promise.race([performed, lost]);
    } finally {
      lease?.stop();
    }
  }

  /**
   * Runs a tool that this runner claimed, and reports how it ended, whatever happened in the meantime. A tool that gave
   * up because its time was over may have done its work all the same: that is a lost claim, so nothing is reported.
   */
  async function perform(callId: string, late: Timeout): Promise<boolean> {
    const outcome = await runTool(definition, state(), callId, { signal: late.signal, secrets });
    late.stop();
    if (late.isOver() && outcome.type === 'call.fail') return false;
    await report(outcome, { next: asker.askNext });
    return true;
  }

  async function verdictOf(name: string, thread: State, signal: AbortSignal): Promise<Verdict> {
    try {
      return (
        (await definition.flow.states[name]?.run(thread, { signal })) ?? {
          then: 'fail',
          note: `The state "${name}" gave no verdict.`,
        }
      );
    } catch (thrown) {
      return {
        then: 'fail',
        note: `The state "${name}" threw: ${describeError(toErrorFact(thrown, definition.redact))}`,
      };
    }
  }
}

/** An effect that was stopped is over, and nothing went wrong. */
async function unlessAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
