import { defineAgent, defineFlow } from '@twelvefold/react';
import { chartOfAgent } from '../chart-of-agent.ts';
import type { Chart } from '../chart.ts';

/** The chart of an agent with a state of its own, as in `examples/custom-flow`. */
export function bookkeeperChart(): Chart {
  return chartOfAgent(
    defineAgent({
      name: 'bookkeeper',
      instructions: '',
      flow: defineFlow({ states: { balancing: { run: () => ({ then: 'continue' }) } }, route: [] }),
    }),
  );
}
