import type { Chart, ChartState, ChartTransition } from './chart.ts';
import { wordsOf } from './drawing-of.ts';

/** A state in words, as somebody hears it who does not see the drawing. */
export function stateWords(chart: Chart, state: ChartState, isActive: boolean): string {
  const own = chart.transitions.filter(({ source }) => source === state.id);
  const invokes = state.invokes.length > 0 ? [`runs ${state.invokes.map(({ src }) => src).join(', ')}`] : [];
  const kind = state.type === 'atomic' ? [] : [state.type];
  const leads = own.map((transition) => transitionWords(chart, transition));
  return `${[state.key, ...(isActive ? ['active'] : []), ...kind, ...invokes].join(', ')}. ${leads.join('. ')}`.trim();
}

/** `model.replied [isRequestOver] to route`. */
export function transitionWords(chart: Chart, transition: ChartTransition): string {
  const { targets, actions } = transition;
  const keys = targets.map((target) => chart.states.find(({ id }) => id === target)?.key ?? target);
  const where = keys.length === 0 ? 'stays' : `to ${keys.join(' and ')}`;
  return `${wordsOf(transition)} ${where}${actions.length > 0 ? `, does ${actions.join(', ')}` : ''}`;
}

/** The transitions of a state in words; many that do the same, as the root of an agent has them, in one. */
export function groupedWords(chart: Chart, state: ChartState): readonly string[] {
  const own = chart.transitions.filter(({ source }) => source === state.id);
  const alike = Map.groupBy(own, ({ kind, targets, guard, actions }) =>
    JSON.stringify([kind, targets, guard, actions]),
  );
  return [...alike.values()].map((group) => {
    const [first] = group;
    if (!first) return '';
    const rest = transitionWords(chart, { ...first, label: '', kind: 'event' });
    return group.length === 1 ? transitionWords(chart, first) : `${group.map(({ label }) => label).join(', ')}${rest}`;
  });
}
