import { phaseOf, type AgentDefinition, type State } from '@twelvefold/core';
import { agentMachine, valueOf } from '@twelvefold/react';
import { activeOf } from './active-of.ts';
import type { Chart } from './chart.ts';
import { chartOf } from './chart-of.ts';

const charts = new WeakMap<AgentDefinition, Chart>();

/** The statechart of an agent, with the states of its flow. */
export function chartOfAgent(definition: AgentDefinition): Chart {
  const chart = charts.get(definition) ?? chartOf(agentMachine(definition).config).chart;
  charts.set(definition, chart);
  return chart;
}

/** The ids of the states that an agent's machine is in with this log, from the root on; the last is the innermost. */
export function activeStates(definition: AgentDefinition, state: State): readonly string[] {
  return activeOf(chartOfAgent(definition), valueOf(phaseOf(state, definition.flow)));
}
