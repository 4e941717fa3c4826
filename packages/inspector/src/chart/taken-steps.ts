import { fold, initialState, phaseOf, type AgentDefinition, type Event, type State } from '@twelvefold/core';

type Phase = ReturnType<typeof phaseOf>;

/** A change of what an agent does. */
export interface TakenStep {
  /** The event behind which it does the other thing. */
  readonly seq: number;
  readonly from: Phase;
  readonly to: Phase;
  /** The type of that event. */
  readonly label: string;
}

interface Read {
  readonly definition: AgentDefinition;
  readonly count: number;
  readonly last: Event;
  readonly state: State;
  readonly steps: TakenStep[];
}

/** By the first event of a log. */
const known = new WeakMap<Event, Read>();

/** Every step that a log took, oldest first. Each event is folded once: of a log that has grown, only what is new. */
export function takenSteps(definition: AgentDefinition, events: readonly Event[]): readonly TakenStep[] {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last) return [];
  const before = known.get(first);
  const isGrown = before?.definition === definition && events[before.count - 1] === before.last;
  let state = isGrown ? before.state : initialState;
  const steps = isGrown ? [...before.steps] : [];
  let from = phaseOf(state, definition.flow);
  for (const event of events.slice(isGrown ? before.count : 0)) {
    state = fold([event], state);
    const to = phaseOf(state, definition.flow);
    if (to !== from) steps.push({ seq: event.seq, from, to, label: event.type });
    from = to;
  }
  if (!isGrown || before.count < events.length)
    known.set(first, { definition, count: events.length, last, state, steps });
  return steps;
}
