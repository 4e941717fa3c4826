import type { Chart, ChartTransition } from './chart.ts';

/** How a machine came from one state to another, as far as a log or an inspector tells. */
export interface Step {
  /** Ids of states, the innermost ones. */
  readonly from: string;
  readonly to: string;
  /** The event that led there. */
  readonly label: string;
}

/** The transitions of a chart that a step took, in their order: one, or two by way of a state that leads on at once. */
export function traceOf(chart: Chart, { from, to, label }: Step): readonly ChartTransition[] {
  const parents = new Map(chart.states.map(({ id, parent }) => [id, parent]));
  const around = (id: string): readonly string[] => {
    const parent = parents.get(id);
    return parent === undefined ? [id] : [id, ...around(parent)];
  };
  const origins = around(from);
  const aims = around(to).slice(0, -1);
  const leaving = chart.transitions.filter(({ source }) => origins.includes(source));
  const isThere = ({ targets }: ChartTransition): boolean => targets.some((target) => aims.includes(target));
  const direct = best(leaving.filter(isThere));
  if (direct) return [direct];
  if (from === to) return [];
  const first = best(leaving.filter(({ targets }) => targets.some((target) => onwards(target))));
  const second = first?.targets.map((target) => onwards(target)).find((next) => next !== undefined);
  return first && second ? [first, second] : [];

  /** Where the state leads at once, if that is where the step ended: to that very state rather than to one around it. */
  function onwards(id: string): ChartTransition | undefined {
    const all = chart.transitions.filter(({ source, kind }) => source === id && kind === 'always');
    return all.find(({ targets }) => targets.includes(to)) ?? all.find(isThere);
  }

  /** By that event, or by none, and from the state itself rather than from one around it. */
  function best(all: readonly ChartTransition[]): ChartTransition | undefined {
    const rate = (one: ChartTransition): number =>
      (one.label === label ? 4 : one.kind === 'always' ? 2 : 0) + (one.source === from ? 1 : 0);
    return all.reduce<ChartTransition | undefined>(
      (top, one) => (top && rate(top) >= rate(one) ? top : one),
      undefined,
    );
  }
}
