/*
 * Performs the machine's effects with real ports. Each one is claimed in the log first and reported to it afterwards:
 *
 *   think   model.request ─ won ─ stream → draft ─ model.reply │ model.fail      another's: wait for its end ─ again
 *   claim   call.claim
 *   run     mine: run the tool ─ call.succeed │ call.fail        another's: wait for its end ─ call.recover
 *   wait    sleep ─ timer.fire │ call.expire                     visit: run the state ─ flow.visit
 *
 * Another's work ends with its lease, or as soon as its runner is known to be gone.
 */
import {
  askModel,
  buildRequest,
  describeError,
  findCall,
  plan,
  runTool,
  timeoutMsOf,
  toErrorFact,
  toolOfCall,
  type AgentDefinition,
  type BuiltRequest,
  type Clock,
  type Decision,
  type Draft,
  type Intent,
  type Model,
  type Report,
  type State,
  type Verdict,
} from '@twelvefold/core';
import type { Driver } from './create-driver.ts';
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
  readonly submit: (command: Intent | Report) => Promise<Decision>;
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

/** After this long another runner may make a request again. */
const MODEL_LEASE_MS = 10 * 60_000;
/** How long to wait before a report is offered again to a store that failed: no result is lost, and no run gets stuck. */
const STORE_RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];
/** So often a report is offered again once its agent was disposed: after that the lease tells, and a program can end. */
const RETRIES_WHEN_DISPOSED = 3;

export function createHost(options: HostOptions): Host {
  const { definition, model, clock, secrets, exclusive, driver, state, submit, onDraft } = options;
  /** The claims that were performed here: each once, however often the machine asks. */
  const performed = new Set<string>();

  return {
    onFailure: options.onFailure,

    think: (signal) =>
      inTurn(signal, async () => {
        await untilVouched(signal);
        const runner = await driver.runner();
        for (let failures = 0; ;) {
          const { seq } = state();
          const due = plan(definition, state()).find((effect) => effect.type === 'model');
          if (!due) return;
          const { step, lease } = due;
          const takeOver = lease !== undefined && (await isGone(lease.runner, lease.leaseUntilMs, signal));
          signal.throwIfAborted();
          const attempt = state().attempts + 1;
          const builtAtSeq = state().seq;
          const built = build();
          const { promptVersion, contextHash } = built.ok ? built.value : { promptVersion: '', contextHash: '' };
          const request = {
            step,
            attempt,
            promptVersion,
            contextHash,
            modelId: model.id,
            runner,
            leaseMs: MODEL_LEASE_MS,
          };
          const won = await submit({ type: 'model.request', ...request, takeOver, builtAtSeq });
          signal.throwIfAborted();
          if (won.ok && built.ok) return answer(built.value, step, attempt, signal);
          if (won.ok && !built.ok) return report({ type: 'model.fail', step, attempt, thrown: built.thrown }, signal);
          if (!won.ok && won.rejection.code === 'store_failed') await untilStoreRetry(failures++, signal);
          else if (state().seq === seq) return;
        }
      }),

    claim: ({ callId }, signal) =>
      inTurn(signal, async () => report({ type: 'call.claim', callId, runner: await driver.runner() }, signal)),

    run: ({ callId, attempt, runner: holder, untilMs }, signal) =>
      unlessAborted(signal, async () => {
        // A claim that is delivered after its lease may have been settled by a person: it is lost, whoever made it.
        const isDue = driver.isMine(holder) && clock.now() < untilMs && isFirst(`${callId} ${attempt}`);
        if (isDue && (await performInTime(callId, untilMs, signal))) return;
        const takeOver = !driver.isMine(holder) && (await isGone(holder, untilMs, signal));
        if (!takeOver) await clock.sleepUntil(untilMs, signal);
        await underWay(async () =>
          report({ type: 'call.recover', callId, attempt, runner: await driver.runner(), takeOver }, signal),
        );
      }),

    wait: (effect, signal) =>
      unlessAborted(signal, async () => {
        await clock.sleepUntil(effect.untilMs, signal);
        const due: Report =
          effect.type === 'wait'
            ? { type: 'timer.fire', timerId: effect.timerId }
            : { type: 'call.expire', callId: effect.callId };
        await report(due, signal);
      }),

    visit: (name, signal) =>
      unlessAborted(signal, async () => {
        await untilVouched(signal);
        const thread = state();
        const verdict = await verdictOf(name, thread, signal);
        signal.throwIfAborted();
        await report({ type: 'flow.visit', state: name, step: thread.step, verdict }, signal);
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
    for (let failures = 0; !(await options.vouched()); failures++) await untilStoreRetry(failures, signal);
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

  function build():
    | { readonly ok: true; readonly value: BuiltRequest }
    | { readonly ok: false; readonly thrown: unknown } {
    try {
      return { ok: true, value: buildRequest(definition, state()) };
    } catch (thrown) {
      return { ok: false, thrown };
    }
  }

  /** A model that does not end is given up when its lease does. */
  async function answer({ request }: BuiltRequest, step: number, attempt: number, signal: AbortSignal): Promise<void> {
    const late = timeoutAfter(clock, MODEL_LEASE_MS, 'The model took longer than 10 minutes.', [signal]);
    try {
      const asked = askModel({
        model,
        request,
        step,
        attempt,
        signal: late.signal,
        onPart: (draft) => !late.signal.aborted && onDraft(draft),
      });
      const thrown = late.over.then((error) => Object.assign(error, { retryable: true }));
      const gaveUp = thrown.then((error): Report => ({ type: 'model.fail', step, attempt, thrown: error }));
      const outcome = await Promise.race([asked, gaveUp, aborted(signal)]);
      signal.throwIfAborted();
      await report(outcome, signal);
    } finally {
      late.stop();
      onDraft(undefined);
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
    await report(outcome);
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

  async function report(result: Report, signal?: AbortSignal): Promise<void> {
    for (let failures = 0, failuresWhenDisposed = 0; ;) {
      signal?.throwIfAborted();
      const decision = await submit(result);
      if (decision.ok || decision.rejection.code !== 'store_failed') return;
      if (options.isDisposed() && failuresWhenDisposed === RETRIES_WHEN_DISPOSED) return;
      await untilStoreRetry(options.isDisposed() ? failuresWhenDisposed++ : failures++, signal);
    }
  }

  function untilStoreRetry(failures: number, signal = new AbortController().signal): Promise<void> {
    return clock.sleepUntil(clock.now() + (STORE_RETRY_MS[failures] ?? 10_000), signal);
  }
}

/** Rejects when the signal is aborted: a model may not heed it. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
}

/** An effect that was stopped is over, and nothing went wrong. */
async function unlessAborted(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
