/*
 * What the components of an agent see of it, all the same: the agent as it is or, while somebody looks there, a place in its
 * past.
 *
 *   agent ─ snapshot ──────────▶ view, whose handles ask the agent ─┐
 *                                                                   ├─▶ useAgent · useEntry · useEntryIds
 *   look ─ log ─ state at seq ─▶ view, whose handles refuse ────────┘
 */
import { phaseOf, type Decision, type Rejection, type State } from '@twelvefold/core';
import type { AgentSnapshot, LiveAgent } from '@twelvefold/machine';
import { logOf } from './agent-log.ts';
import type { AgentView } from './agent-view.ts';
import { inThePast, pastSource } from './past-source.ts';
import { once } from './once.ts';
import { toView, viewerOf } from './to-view.ts';

export interface Sight {
  /** Calls `listener` after the agent's changes, as the agent does, and whenever another place is looked at. */
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something that is seen changes. */
  readonly getSnapshot: () => AgentView;
  /** As the agent was when it was made, wherever somebody looks: what a server rendered. */
  readonly getInitialSnapshot: () => AgentView;
  /** Shows another place; `undefined` is the agent as it is. Returns how to end that, which does nothing once it is over. */
  readonly look: (seq: number | undefined) => () => void;
  /** What is asked of the agent while its past is seen: refused, for all to see. Otherwise nothing. */
  readonly refusePast: () => Decision | undefined;
}

/** One for all components; while nobody looks at the past, it costs them one comparison. */
export const sightOf: (agent: LiveAgent) => Sight = once((agent: LiveAgent): Sight => {
  const listeners = new Set<() => void>();
  const viewPast = viewerOf(pastSource(agent.definition, () => refuse()));
  let now: { readonly snapshot: AgentSnapshot; readonly view: AgentView } | undefined;
  let past: AgentView | undefined;
  let looks = 0;
  let stopWaiting: (() => void) | undefined;

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      const unsubscribe = agent.subscribe(listener);
      return () => {
        listeners.delete(listener);
        unsubscribe();
      };
    },
    getSnapshot: () => past ?? viewNow(),
    getInitialSnapshot: () => toView(agent, agent.getInitialSnapshot()),
    look: (seq) => {
      const look = ++looks;
      stopWaiting?.();
      stopWaiting = undefined;
      if (seq === undefined) show(undefined);
      else showPast(Math.max(Math.trunc(seq) || 0, 0));
      return () => {
        if (look !== looks) return;
        stopWaiting?.();
        stopWaiting = undefined;
        show(undefined);
      };
    },
    refusePast: () => (past ? refuse() : undefined),
  };

  function viewNow(): AgentView {
    const snapshot = agent.getSnapshot();
    if (now?.snapshot !== snapshot) now = { snapshot, view: toView(agent, snapshot) };
    return now.view;
  }

  /** Shows that place as soon as the log was read that far. It stays where it is, however much is logged. */
  function showPast(seq: number): void {
    const log = logOf(agent);
    const isShown = (): boolean => {
      const { events, stateAt } = log.get().value;
      if (events.length === 0 || events.length < Math.min(seq, agent.getState().seq)) return false;
      showState(stateAt(seq));
      return true;
    };
    if (isShown()) return;
    const unsubscribe = log.subscribe(() => {
      if (isShown()) stop();
    });
    const stop = (): void => {
      unsubscribe();
      if (stopWaiting === stop) stopWaiting = undefined;
    };
    stopWaiting = stop;
  }

  function showState(state: State, rejection?: Rejection): void {
    const isSame = past?.state === state && past.rejection === rejection;
    if (isSame) return;
    const { flow } = agent.definition;
    const phase = phaseOf(state, flow);
    show(viewPast({ state, phase, draft: undefined, isRestoring: false, problem: undefined, rejection }));
  }

  function refuse(): Decision {
    if (past) showState(past.state, inThePast.rejection);
    return inThePast;
  }

  function show(view: AgentView | undefined): void {
    if (view === past) return;
    past = view;
    for (const listener of [...listeners]) listener();
  }
});
