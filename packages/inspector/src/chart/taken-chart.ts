import { valueOf } from '@twelvefold/react';
import { activeOf } from './active-of.ts';
import type { Chart, ChartTransition } from './chart.ts';
import type { TakenStep } from './taken-steps.ts';

/** A kind of step, of which a log may have taken many. */
export type StepKind = Pick<TakenStep, 'from' | 'to' | 'label'>;

/** What an agent's log has of its chart: the states that it came to, and the steps between them as transitions. */
export function takenChart(chart: Chart, kinds: readonly StepKind[]): Chart {
  const place = (phase: StepKind['from']): string => activeOf(chart, valueOf(phase)).at(-1) ?? chart.id;
  const transitions = kinds.map((kind): ChartTransition => ({
    id: kindId(kind),
    source: place(kind.from),
    targets: [place(kind.to)],
    kind: 'event',
    label: kind.label,
    actions: [],
  }));
  const visited = new Set(transitions.flatMap(({ source, targets }) => [source, ...targets]));
  const shown = new Set([chart.id]);
  // From the innermost on, so that what is around them is there too.
  for (const { id, parent } of chart.states.toReversed()) {
    if (!visited.has(id) && !shown.has(id)) continue;
    shown.add(id);
    if (parent !== undefined) shown.add(parent);
  }
  const states = chart.states
    .filter(({ id }) => shown.has(id))
    .map(({ initial: _, ...state }) => {
      const first = state.id === chart.id ? transitions[0]?.source : undefined;
      return { ...state, entry: [], exit: [], ...(first !== undefined && { initial: first }) };
    });
  return { id: chart.id, states, transitions, isCounted: true };
}

/** How often each kind was taken, by the id of its transition; of those up to an event. */
export function takenCounts(steps: readonly TakenStep[], seq: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const step of steps) {
    if (step.seq > seq) break;
    counts.set(kindId(step), (counts.get(kindId(step)) ?? 0) + 1);
  }
  return counts;
}

/** The kinds among some steps, in the order in which they were first taken. */
export function stepKinds(steps: readonly TakenStep[]): readonly StepKind[] {
  const kinds = new Map(steps.map(({ from, to, label }) => [kindId({ from, to, label }), { from, to, label }]));
  return [...kinds.values()];
}

function kindId({ from, to, label }: StepKind): string {
  return `${from} ${label} ${to}`;
}
