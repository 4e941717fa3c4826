import type { Chart } from './chart.ts';
import { own, ownEntries } from './own.ts';

const MOST = 500;

/** The ids of the states that an XState state value stands for, those around them too; nothing of what the chart has not. */
export function activeOf(chart: Chart, value: unknown): readonly string[] {
  const known = new Set(chart.states.map(({ id }) => id));
  const active = [chart.id];
  add(chart.id, value);
  return active;

  function add(parent: string, inner: unknown): void {
    if (typeof inner === 'string') return enter(`${parent}.${inner}`, undefined);
    for (const [key] of ownEntries(inner, MOST)) enter(`${parent}.${key}`, own(inner, key));
  }

  function enter(id: string, inner: unknown): void {
    if (!known.has(id) || active.includes(id)) return;
    active.push(id);
    add(id, inner);
  }
}
