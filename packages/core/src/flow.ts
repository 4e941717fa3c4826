import { dismissPromise } from './dismiss-promise.ts';
import { describeError, toErrorFact } from './error-fact.ts';
import type { EventDraft, Verdict } from './event.ts';
import { isRecord } from './is-record.ts';
import type { Signal } from './ports.ts';
import type { State } from './state.ts';

/** A state that you add to the control flow: it runs once a step, and its verdict is logged as `flow.visited`. */
export interface FlowState {
  /** Decides how the run goes on. May be async; what it throws fails the run. */
  readonly run: (state: State, context: { readonly signal: Signal }) => Verdict | Promise<Verdict>;
}

/** Extra states between `acting` and `thinking`, and when to go there. */
export interface Flow<TName extends string = string> {
  readonly states: Readonly<Record<TName, FlowState>>;
  /** Looked at in order whenever the model would be asked next; the first that holds wins. `when` must be pure. */
  readonly route: readonly { readonly when: (state: State) => boolean; readonly to: TName }[];
}

/**
 * Types `route` by the names in `states`, so a target that is not there does not compile.
 *
 * @example
 * defineFlow({
 *   states: { checking: { run: (state) => (balanced(state) ? { then: 'continue' } : { then: 'finish', note: 'off' }) } },
 *   route: [{ when: toolsRan, to: 'checking' }],
 * });
 */
export function defineFlow<const TName extends string>(flow: {
  readonly states: Flow<TName>['states'];
  readonly route: Flow<NoInfer<TName>>['route'];
}): Flow<TName> {
  return flow;
}

/** A `when` for routes: the model called tools in this run, and has not been asked since. [R96] */
export function toolsRan({ entries, run, requestSeq }: State): boolean {
  const reply = entries.findLast((entry) => entry.kind === 'reply');
  if (!run || !reply || reply.seq < run.id || reply.requestSeq !== requestSeq) return false;
  return reply.content.some(({ type }) => type === 'call');
}

/** A verdict as the log can hold it; whatever is none fails the run, with a note that says so. [R95] */
export function readVerdict(name: string, verdict: unknown): Verdict {
  const { then, note, question } = isRecord(verdict) ? verdict : {};
  const noted = typeof note === 'string' && note !== '' ? { note } : {};
  if (then === 'continue' || then === 'finish') return { then, ...noted };
  if (then === 'fail') return { then, note: noted.note ?? `The state "${name}" gave up.` };
  if (then === 'ask' && typeof question === 'string' && question !== '') return { then, question };
  return { then: 'fail', note: `The state "${name}" gave no verdict: return { then: 'continue' }, for example.` };
}

/** Where the flow goes instead of asking the model, if anywhere: the first route that holds and was not taken in this step. */
export function flowTarget(flow: Flow, state: State): string | undefined {
  return nextRoute(flow, state)?.to;
}

/** What follows when a `when` throws: its state counts as visited, with a verdict that fails the run. [R96] */
export function brokenRoute(
  flow: Flow,
  state: State,
  redact: (text: string) => string,
): EventDraft<'flow.visited'> | undefined {
  const next = nextRoute(flow, state);
  if (!next?.failure) return undefined;
  const note = `The route to "${next.to}" failed: ${describeError(toErrorFact(next.failure.thrown, redact))}`;
  return { type: 'flow.visited', state: next.to, step: state.step, verdict: { then: 'fail', note } };
}

interface NextRoute {
  readonly to: string;
  /** Its `when` threw or promised: nobody knows whether it holds, so it is not passed over. */
  readonly failure?: { readonly thrown: unknown };
}

function nextRoute(flow: Flow, state: State): NextRoute | undefined {
  for (const { to, when } of flow.route) {
    if (state.run?.visited[to] === state.step) continue;
    try {
      const holds: unknown = when(state);
      if (dismissPromise(holds)) throw new Error('Its `when` answered with a promise; it must say true or false.');
      if (holds) return { to };
    } catch (thrown) {
      return { to, failure: { thrown } };
    }
  }
  return undefined;
}
