import {
  decide,
  fold,
  initialState,
  type AgentDefinition,
  type Event,
  type Intent,
  type Report,
  type State,
} from '@twelvefold/core';
import type { AnyStateMachine, EventObject, StateValue } from 'xstate';
import { getShortestPaths } from 'xstate/graph';

export interface ExploreOptions {
  readonly definition: AgentDefinition;
  /** The machine of that definition. */
  readonly machine: AnyStateMachine;
  /** What may be tried in a state, with the time at which it is tried. What `decide` refuses is no edge. */
  readonly tries: (state: State) => readonly Try[];
  /** Two states with the same key are one node. Keep it coarse, or there is no end. */
  readonly key: (state: State) => string;
  /** More nodes than this is an error. Default 100,000. */
  readonly limit?: number;
}

export interface Try {
  readonly command: Intent | Report;
  readonly nowMs: number;
}

/** One node and the shortest way there. */
export interface Node {
  readonly value: StateValue;
  readonly state: State;
  /** The log that leads there. */
  readonly events: readonly Event[];
}

/**
 * Walks every state that an agent's machine can reach when the given things are tried in every order, without running
 * anything: the machine's pure transitions on the facts that `decide` allows.
 */
export function explore({ definition, machine, tries, key, limit = 100_000 }: ExploreOptions): readonly Node[] {
  const paths = getShortestPaths(machine, {
    input: { thread: initialState },
    limit,
    events: (snapshot: unknown) => edges(definition, threadOf(snapshot), tries),
    serializeState: (snapshot: unknown) => `${JSON.stringify(valueOf(snapshot))} ${key(threadOf(snapshot))}`,
    serializeEvent: (event: EventObject) => JSON.stringify(event),
  });
  return paths.map(({ state, steps }) => ({
    value: valueOf(state),
    state: threadOf(state),
    events: steps.flatMap(({ event }) => eventsOf(event)),
  }));
}

/** Every prefix of a log, folded, with the log itself. */
export function prefixes(events: readonly Event[]): readonly State[] {
  return events.map((_, index) => fold(events.slice(0, index + 1)));
}

function edges(definition: AgentDefinition, state: State, tries: ExploreOptions['tries']): readonly EventObject[] {
  return tries(state).flatMap(({ command, nowMs }) => {
    const decision = decide(definition, state, command, { threadId: 'thread', nowMs });
    const [first] = decision.ok ? decision.events : [];
    return decision.ok && first ? [{ type: first.type, events: decision.events }] : [];
  });
}

function threadOf(snapshot: unknown): State {
  return (snapshot as { readonly context: { readonly thread: State } }).context.thread;
}

function valueOf(snapshot: unknown): StateValue {
  return (snapshot as { readonly value: StateValue }).value;
}

/** The log is what the machine was sent; its own start is no part of it. */
function eventsOf(event: object): readonly Event[] {
  return 'events' in event ? (event.events as readonly Event[]) : [];
}
