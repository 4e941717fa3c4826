/*
 * Asks the model. The request is claimed in the log before anybody streams:
 *
 *   think   model.request ─ won ─┬─ stream → draft ─ model.reply (+ call.claim) │ model.fail
 *           requested with a ────┘
 *           tool's result                        another's request: wait for its end ─ again
 *
 * What surely comes next rides in the same append: the claim of a lone call in that of the reply, the next request in that
 * of the last result. [R165]
 */
import {
  askModel,
  buildRequest,
  openCalls,
  plan,
  type AgentDefinition,
  type BuiltRequest,
  type Clock,
  type Decision,
  type Draft,
  type Effect,
  type Model,
  type NextReport,
  type OpenRequest,
  type Report,
  type State,
} from '@twelvefold/core';
import type { Driver } from './create-driver.ts';
import type { Reporter } from './create-reporter.ts';
import type { Deadlines } from './create-deadlines.ts';
import type { Scope } from './scope.ts';

export interface AskerOptions extends Reporter {
  readonly definition: AgentDefinition;
  readonly model: Model;
  readonly clock: Clock;
  readonly driver: Driver;
  readonly deadlines: Deadlines;
  readonly state: () => State;
  readonly submit: (request: Report) => Promise<Decision>;
  /** Whether the runner is gone (`true`) or its lease ended (`false`), when one of them is. */
  readonly isGone: (runner: string, leaseUntilMs: number, scope: Scope) => Promise<boolean>;
  readonly onDraft: (draft: (() => Draft) | undefined) => void;
  readonly isDisposed: () => boolean;
}

export interface Asker {
  /** Answers the request that was logged with a result, if this is it. */
  readonly answerAsked: (scope: Scope) => Promise<void> | undefined;
  /** Asks until the model was answered, or is not due any more. */
  readonly think: (scope: Scope) => Promise<void>;
  /** Requests the next step in the state that a result leaves, if it is due there and this runner would be the one to ask. */
  readonly askNext: NextReport;
}

/** After this long another runner may make a request again. */
const MODEL_LEASE_MS = 10 * 60_000;

type ModelEffect = Extract<Effect, { readonly type: 'model' }>;

export function createAsker(options: AskerOptions): Asker {
  const { definition, model, clock, driver, deadlines, state, report, untilRetry, onDraft } = options;
  /** What the model is to be asked for the request that has this `seq`, once it is logged. */
  let asked: { readonly seq: number; readonly built: BuiltRequest } | undefined;

  return {
    answerAsked: (scope) => {
      const { request } = state();
      const built = request && takeAsked(request);
      return request && built && answer(built, request, scope);
    },
    think: async (scope) => {
      const runner = await driver.runner();
      for (let failures = 0; ;) {
        const { seq } = state();
        const due = dueIn(state());
        if (!due) return;
        const { step, lease } = due;
        const takeOver = lease !== undefined && (await options.isGone(lease.runner, lease.leaseUntilMs, scope));
        scope.throwIfOver();
        const attempt = state().attempts + 1;
        const built = build(state());
        const request = requestOf({ step, attempt }, built, runner);
        const won = await options.submit({ ...request, takeOver, builtAtSeq: state().seq });
        scope.throwIfOver();
        if (won.ok && built.ok) return answer(built.value, request, scope);
        if (won.ok && !built.ok) return report({ type: 'model.fail', step, attempt, thrown: built.thrown }, { scope });
        if (!won.ok && won.rejection.code === 'store_failed') await untilRetry(failures++, scope);
        else if (state().seq === seq) return;
      }
    },
    askNext: (after) => {
      const runner = driver.atOnce();
      const due = dueIn(after);
      if (runner === undefined || !due || due.lease || options.isDisposed()) return undefined;
      const built = build(after);
      if (!built.ok) return undefined;
      asked = { seq: after.seq + 1, built: built.value };
      return requestOf(due, built, runner);
    },
  };

  function dueIn(thread: State): ModelEffect | undefined {
    return plan(definition, thread).find((effect) => effect.type === 'model');
  }

  /** What was built for this very request here, while it is this runner's. */
  function takeAsked({ seq, runner, leaseUntilMs }: OpenRequest): BuiltRequest | undefined {
    const begun = asked?.seq === seq && driver.isMine(runner) && clock.now() < leaseUntilMs ? asked.built : undefined;
    asked = undefined;
    return begun;
  }

  function requestOf({ step, attempt }: Pick<ModelEffect, 'step' | 'attempt'>, built: Built, runner: string) {
    const { promptVersion, contextHash } = built.ok ? built.value : { promptVersion: '', contextHash: '' };
    const request = { type: 'model.request' as const, step, attempt, promptVersion, contextHash };
    return { ...request, modelId: model.id, runner, leaseMs: MODEL_LEASE_MS };
  }

  function build(thread: State): Built {
    try {
      return { ok: true, value: buildRequest(definition, thread) };
    } catch (thrown) {
      return { ok: false, thrown };
    }
  }

  /** A model that does not end is given up when its lease does. */
  async function answer(
    { request }: BuiltRequest,
    { step, attempt }: Pick<ModelEffect, 'step' | 'attempt'>,
    scope: Scope,
  ): Promise<void> {
    const asking = new AbortController();
    let stop = (): void => undefined;
    const late = new Promise<Report>((resolve) => {
      stop = deadlines.at(clock.now() + MODEL_LEASE_MS, () => {
        const thrown = Object.assign(new Error('The model took longer than 10 minutes.'), { retryable: true });
        asking.abort(thrown);
        resolve({ type: 'model.fail', step, attempt, thrown });
      });
    });
    // A model may not heed its signal.
    let forget = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      forget = scope.onOver((reason) => {
        asking.abort(reason);
        reject(reason);
      });
    });
    const onPart = (draft: () => Draft): void => {
      if (!asking.signal.aborted) onDraft(draft);
    };
    try {
      const asked = askModel({ model, request, step, attempt, signal: asking.signal, onPart });
      const outcome = await Promise.race([asked, late, left]);
      stop();
      scope.throwIfOver();
      await report(outcome, { scope, next: claimLone });
    } finally {
      forget();
      stop();
      onDraft(undefined);
    }
  }

  /**
   * Claims the call of a reply when it is the only one that may run, and its policy alone let it. Each of several is claimed
   * when its turn comes, so that one that takes the process with it leaves no other in doubt; what a rule let through can
   * be stopped by taking back the rule until it is claimed.
   */
  function claimLone(after: State): Report | undefined {
    const runner = driver.atOnce();
    const [call, ...others] = openCalls(after).filter(({ status }) => status === 'ready' || status === 'running');
    const isLone = call?.status === 'ready' && call.ruleId === undefined && others.length === 0;
    if (runner === undefined || !isLone || options.isDisposed()) return undefined;
    return { type: 'call.claim', callId: call.id, runner };
  }
}

type Built = { readonly ok: true; readonly value: BuiltRequest } | { readonly ok: false; readonly thrown: unknown };
