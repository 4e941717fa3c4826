/*
 * Performs the machine's effects with real ports. Each one is claimed in the log first and reported to it afterwards:
 *
 *   think   model.request ─ won ─ stream → draft ─ model.reply │ model.fail
 *   claim   call.claim
 *   run     mine: run the tool ─ call.succeed │ call.fail        another's: wait for the lease ─ call.recover
 *   wait    sleep ─ timer.fire │ call.expire                     visit: run the state ─ flow.visit
 */
import {
  askModel,
  buildRequest,
  findCall,
  plan,
  runTool,
  timeoutMsOf,
  toolNamed,
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
import type { Host } from './host.ts';

export interface HostOptions {
  readonly definition: AgentDefinition;
  readonly model: Model;
  readonly clock: Clock;
  readonly secrets: Readonly<Record<string, string>>;
  /** Nobody else drives this thread: what other runners hold is lost. */
  readonly exclusive: boolean;
  readonly runner: () => string;
  readonly state: () => State;
  readonly submit: (command: Intent | Report) => Promise<Decision>;
  readonly onDraft: (draft: (() => Draft) | undefined) => void;
  /** Aborts when a person cancels the run. */
  readonly cancelled: () => AbortSignal;
}

/** After this long another runner may make a request again. */
const MODEL_LEASE_MS = 10 * 60_000;
/** How long to wait before a report is offered again to a store that failed: no result is lost, and no run gets stuck. */
const STORE_RETRY_MS = [500, 1_000, 2_000, 5_000, 10_000];

export function createHost(options: HostOptions): Host {
  const { definition, model, clock, secrets, exclusive, runner, state, submit, onDraft } = options;

  return {
    think: (signal) =>
      unlessAborted(signal, async () => {
        for (let failures = 0; ;) {
          const { seq } = state();
          const due = plan(definition, state()).find((effect) => effect.type === 'model');
          if (!due) return;
          const { step, lease } = due;
          const takeOver = lease !== undefined && (exclusive || lease.runner === runner());
          if (lease && !takeOver) await clock.sleepUntil(lease.leaseUntilMs, signal);
          const attempt = state().attempts + 1;
          const built = build();
          const { promptVersion, contextHash } = built.ok ? built.value : { promptVersion: '', contextHash: '' };
          const request = {
            step,
            attempt,
            promptVersion,
            contextHash,
            modelId: model.id,
            runner: runner(),
            leaseMs: MODEL_LEASE_MS,
          };
          const won = await submit({ type: 'model.request', ...request, takeOver });
          signal.throwIfAborted();
          if (won.ok && built.ok) return answer(built.value, step, attempt, signal);
          if (won.ok && !built.ok) return report({ type: 'model.fail', step, attempt, thrown: built.thrown }, signal);
          if (!won.ok && won.rejection.code === 'store_failed') await untilStoreRetry(failures++, signal);
          else if (state().seq === seq) return;
        }
      }),

    claim: ({ callId }, signal) =>
      unlessAborted(signal, () => report({ type: 'call.claim', callId, runner: runner() }, signal)),

    run: ({ callId, attempt, runner: holder, untilMs }, signal) =>
      unlessAborted(signal, async () => {
        const isMine = holder === runner();
        const takeOver = exclusive && !isMine;
        const settled = isMine ? perform(callId, signal).then(() => true) : new Promise<never>(() => {});
        // Whoever stops waiting stops the clock: a timer that is left over would keep a program from ending.
        const over = new AbortController();
        const untilOver = AbortSignal.any([signal, over.signal]);
        const leaseEnd = takeOver ? Promise.resolve(false) : clock.sleepUntil(untilMs, untilOver).then(() => false);
        leaseEnd.catch(() => undefined);
        if (await Promise.race([settled, leaseEnd]).finally(() => over.abort())) return;
        await report({ type: 'call.recover', callId, attempt, runner: runner(), takeOver }, signal);
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

    visit: (name, thread, signal) =>
      unlessAborted(signal, async () => {
        const verdict = await verdictOf(name, thread, signal);
        signal.throwIfAborted();
        await report({ type: 'flow.visit', state: name, step: thread.step, verdict }, signal);
      }),
  };

  function build():
    | { readonly ok: true; readonly value: BuiltRequest }
    | { readonly ok: false; readonly thrown: unknown } {
    try {
      return { ok: true, value: buildRequest(definition, state()) };
    } catch (thrown) {
      return { ok: false, thrown };
    }
  }

  async function answer({ request }: BuiltRequest, step: number, attempt: number, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await askModel({
        model,
        request,
        step,
        attempt,
        signal,
        onPart: (draft) => !signal.aborted && onDraft(draft),
      });
      signal.throwIfAborted();
      await report(outcome, signal);
    } finally {
      onDraft(undefined);
    }
  }

  /** Runs a tool that this runner claimed. Its result is reported whatever happened in the meantime. */
  async function perform(callId: string, signal: AbortSignal): Promise<void> {
    const call = findCall(state(), callId);
    const tool = call && toolNamed(definition.tools, call.tool);
    const over = new AbortController();
    const timeout = new AbortController();
    const timeoutMs = tool ? timeoutMsOf(tool) : 0;
    clock.sleepUntil(clock.now() + timeoutMs, over.signal).then(
      () => timeout.abort(new Error(`The tool took longer than ${timeoutMs} ms and was stopped.`)),
      () => undefined,
    );
    const stop = AbortSignal.any([signal, options.cancelled(), timeout.signal]);
    const outcome = await runTool(definition, state(), callId, { signal: stop, secrets });
    over.abort();
    await report(outcome, new AbortController().signal);
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
        note: `The state "${name}" threw: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
      };
    }
  }

  async function report(result: Report, signal: AbortSignal): Promise<void> {
    for (let failures = 0; ; failures++) {
      const decision = await submit(result);
      if (decision.ok || decision.rejection.code !== 'store_failed') return;
      await untilStoreRetry(failures, signal);
    }
  }

  function untilStoreRetry(failures: number, signal: AbortSignal): Promise<void> {
    return clock.sleepUntil(clock.now() + (STORE_RETRY_MS[failures] ?? 10_000), signal);
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
