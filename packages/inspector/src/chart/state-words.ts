import type { Chart, ChartState, ChartTransition } from './chart.ts';
import { wordsOf } from './drawing-of.ts';

/** Nobody listens to a list of more events: they are counted. */
const MOST_HEARD = 6;

/** A state in words, as somebody hears it who does not see the drawing. */
export function stateWords(chart: Chart, state: ChartState, isActive: boolean): string {
  const invokes = state.invokes.length > 0 ? [`runs ${state.invokes.map(({ src }) => src).join(', ')}`] : [];
  const kind = state.type === 'atomic' ? [] : [state.type];
  const head = [state.key, ...(isActive ? ['active'] : []), ...kind, ...invokes].join(', ');
  return [head, ...groupedWords(chart, state, MOST_HEARD)].join('. ');
}

/** `model.replied [isRequestOver] to route`. */
function transitionWords(chart: Chart, transition: ChartTransition): string {
  const { targets, actions } = transition;
  const keys = targets.map((target) => chart.states.find(({ id }) => id === target)?.key ?? target);
  const where = keys.length === 0 ? 'stays' : `to ${keys.join(' and ')}`;
  const when =
    transition.kind === 'always' && transition.guard !== undefined ? `if ${transition.guard}` : wordsOf(transition);
  return `${when} ${where}${actions.length > 0 ? `, does ${actions.join(', ')}` : ''}`;
}

/** The transitions of a state in words; many that do the same, as the root of an agent has them, in one. */
export function groupedWords(chart: Chart, state: ChartState, most: number = Infinity): readonly string[] {
  const own = chart.transitions.filter(({ source }) => source === state.id);
  const alike = Map.groupBy(own, ({ kind, targets, guard, actions }) =>
    JSON.stringify([kind, targets, guard, actions]),
  );
  return [...alike.values()].flatMap((group) => {
    const last = group.at(-1);
    if (!last || last.kind !== 'event') return group.map((transition) => transitionWords(chart, transition));
    if (group.length > most) return [transitionWords(chart, { ...last, label: `on ${group.length} events` })];
    return [[...group.slice(0, -1).map(({ label }) => label), transitionWords(chart, last)].join(', ')];
  });
}
