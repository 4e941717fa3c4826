/*
 * Any XState machine's config as a chart:
 *
 *   config ─ read-states ─→ nodes ─ read-transitions ─→ { target: '.child', … } ─ find-target ─→ transitions between ids
 *
 * The config, since neither `machine.definition` nor `toJSON()` has the `always` transitions. It may come from another window:
 * nothing in it is believed or run, and however large, deep or wrong it is, the answer is a chart that can be drawn.
 */
import type { Chart, ChartTransition } from './chart.ts';
import { findTarget } from './find-target.ts';
import { readStates } from './read-states.ts';
import { readTransitions } from './read-transitions.ts';

/** A chart, and what of the config could not be read. */
export interface ReadChart {
  readonly chart: Chart;
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** Nobody looks at a drawing of more. */
const MOST_TRANSITIONS = 2_000;
const MOST_PROBLEMS = 50;

/**
 * The chart of a machine config: a live machine's `config`, with functions in it, or what an inspector's JSON left of one.
 * Never throws.
 */
export function chartOf(config: unknown): ReadChart {
  const problems: string[] = [];
  const report = (problem: string): void => {
    if (problems.length < MOST_PROBLEMS) problems.push(problem);
  };
  try {
    return { chart: read(config, report), problems };
  } catch {
    // A proxy may throw wherever it is touched.
    report('The machine could not be read.');
    return { chart: read(undefined, () => undefined), problems };
  }
}

function read(config: unknown, report: (problem: string) => void): Chart {
  const nodes = readStates(config, report);
  const root = nodes[0].state;
  const states = nodes.map(({ state }) => state);
  const transitions: ChartTransition[] = [];
  let count = 0;
  for (const node of nodes) {
    for (const { targets: wanted, ...rest } of readTransitions(node, report)) {
      if (count === MOST_TRANSITIONS) {
        report(`Only the first ${MOST_TRANSITIONS} transitions are shown.`);
        return { id: root.id, states, transitions };
      }
      count++;
      const targets = wanted.flatMap((target) => {
        const found = findTarget(nodes, node, target);
        if (!found) report(`A transition of ${node.state.id} leads to "${target}", which is no state.`);
        return found ? [found.state.id] : [];
      });
      // One whose targets are all unknown would look like one that stays where it is.
      if (wanted.length > 0 && targets.length === 0) continue;
      transitions.push({ ...rest, id: `${node.state.id}#${transitions.length}`, source: node.state.id, targets });
    }
  }
  return { id: root.id, states, transitions };
}
