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
  isIdempotent,
  runTool,
  timeoutMsOf,
  toErrorFact,
  toolOfCall,
  type AgentDefinition,
  type Clock,
  type Decision,
  type Draft,
  type Event,
  type Intent,
  type Model,
  type NextReport,
  type Report,
  type State,
  type Verdict,
} from '@twelvefold/core';
import { createAsker } from './create-asker.ts';
import { createDeadlines } from './create-deadlines.ts';
import type { Driver } from './create-driver.ts';
import { createReporter } from './create-reporter.ts';
import type { Host } from './host.ts';
import type { Scope } from './scope.ts';
import { sleepUntil } from './sleep-until.ts';

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
}

export function createHost(options: HostOptions): Host {
  const { definition, clock, secrets, exclusive, driver, state } = options;
  const { report, untilRetry } = createReporter(options);
  const deadlines = createDeadlines(clock);
  const asker = createAsker({ ...options, report, untilRetry, isGone, deadlines });
  /** The tools that run here. */
  const running = new Set<AbortController>();
  /** How much is under way. */
  let busy = 0;
  /** The claims that were performed here: each once, however often the machine asks. */
  const performed = new Set<string>();

  return {
    onFailure: options.onFailure,

    heed: (events) => {
      if (running.size === 0 || events.every(({ type }) => type !== 'run.cancelled')) return;
      const reason = new Error('The run was cancelled.');
      for (const working of [...running]) working.abort(reason);
    },

    giveBack: (events) => {
      for (const event of events) {
        if (event.type !== 'call.claimed') continue;
        const call = findCall(state(), event.callId);
        // Whoever comes next claims it again, as the log has it.
        if (call && isIdempotent(toolOfCall(definition.tools, state(), call))) continue;
        neverBegan(event, 'The agent was disposed').catch(options.onFailure);
      }
    },

    rest: deadlines.rest,

    think: (scope) =>
      underWay(() =>
        unlessOver(scope, async () => {
          const answered = asker.answerAsked(scope);
          if (answered) return answered;
          await turn(scope);
          await untilVouched(scope);
          await asker.think(scope);
        }),
      ),

    claim: ({ callId }, scope) =>
      underWay(() =>
        unlessOver(scope, async () => {
          await turn(scope);
          await report({ type: 'call.claim', callId, runner: await driver.runner() }, { scope });
        }),
      ),

    run: ({ callId, attempt, runner: holder, untilMs }, scope) =>
      unlessOver(scope, async () => {
        // A claim that is delivered after its lease may have been settled by a person: it is lost, whoever made it.
        const isDue = driver.isMine(holder) && clock.now() < untilMs && isFirst(`${callId} ${attempt}`);
        // Read together with the claim, where a store did not say that it took that.
        const stopped = state().run?.status;
        if (isDue && (stopped === 'paused' || stopped === 'cancelled'))
          return neverBegan({ callId, attempt }, `The run was ${stopped}`);
        if (isDue && (await performInTime(callId, untilMs, scope))) return;
        const takeOver = !driver.isMine(holder) && (await isGone(holder, untilMs, scope));
        if (!takeOver) await clock.sleepUntil(untilMs, scope.signal);
        await underWay(async () =>
          report({ type: 'call.recover', callId, attempt, runner: await driver.runner(), takeOver }, { scope }),
        );
      }),

    wait: (effect, scope) =>
      unlessOver(scope, async () => {
        await clock.sleepUntil(effect.untilMs, scope.signal);
        const due: Report =
          effect.type === 'wait'
            ? { type: 'timer.fire', timerId: effect.timerId }
            : { type: 'call.expire', callId: effect.callId };
        await report(due, { scope });
      }),

    visit: (name, scope) =>
      unlessOver(scope, async () => {
        await untilVouched(scope);
        const thread = state();
        const verdict = await verdictOf(name, thread, scope.signal);
        scope.throwIfOver();
        await report({ type: 'flow.visit', state: name, step: thread.step, verdict }, { scope });
      }),
  };

  /** Resolves when this runner should do what is due. */
  async function turn(scope: Scope): Promise<void> {
    if (driver.atOnce() === undefined) await driver.turn(scope.signal);
    scope.throwIfOver();
  }

  /** Whoever asks is told that this runner is there until the work is done. */
  async function underWay<T>(work: () => Promise<T>): Promise<T> {
    const done = driver.begin();
    busy++;
    try {
      return await work();
    } finally {
      busy--;
      if (busy === 0) deadlines.rest();
      done();
    }
  }

  function neverBegan(
    { callId, attempt }: Pick<Event<'call.claimed'>, 'callId' | 'attempt'>,
    why: string,
  ): Promise<void> {
    const thrown = new Error(`${why} before this call began; it did not run.`);
    return underWay(() => report({ type: 'call.fail', callId, attempt, thrown }));
  }

  /** What is built from the state, or given it, is given what the log says. */
  async function untilVouched(scope: Scope): Promise<void> {
    for (let failures = 0; !(await options.vouched()); failures++) await untilRetry(failures, scope);
    scope.throwIfOver();
  }

  /** Waits until a runner's lease has ended (`false`) or, before that, until it is known to be gone (`true`). */
  async function isGone(runner: string, leaseUntilMs: number, { signal }: Scope): Promise<boolean> {
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

  /**
   * Runs a tool that this runner claimed. Whether its end was reported before the lease was over; it is reported, whatever
   * happens in the meantime. A tool that gave up because its time was over may have done its work all the same: that is a lost
   * claim, so nothing is reported.
   */
  async function performInTime(callId: string, untilMs: number, scope: Scope): Promise<boolean> {
    const call = findCall(state(), callId);
    const tool = call && toolOfCall(definition.tools, state(), call);
    const timeoutMs = tool ? timeoutMsOf(tool) : 0;
    const working = new AbortController();
    let isLate = false;
    let giveUp = (): void => undefined;
    const lost = new Promise<false>((resolve) => (giveUp = () => resolve(false)));
    const stopLate = deadlines.at(clock.now() + timeoutMs, () => {
      isLate = true;
      working.abort(new Error(`The tool took longer than ${timeoutMs} ms and was stopped.`));
    });
    const stopLost = deadlines.at(untilMs, giveUp);
    // Also when nobody waits for it any more.
    const performed = underWay(async () => {
      const forget = scope.onOver((reason) => working.abort(reason));
      running.add(working);
      const outcome = await runTool(definition, state(), callId, { signal: working.signal, secrets });
      running.delete(working);
      forget();
      stopLate();
      stopLost();
      if (isLate && outcome.type === 'call.fail') return false;
      await report(outcome, { next: asker.askNext });
      return true;
    });
    return Promise.race([performed, lost]);
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
async function unlessOver(scope: Scope, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    if (!scope.isOver()) throw thrown;
  }
}
