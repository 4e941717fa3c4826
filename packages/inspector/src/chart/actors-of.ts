import { findCall, openCalls, phaseOf, type AgentDefinition, type State } from '@twelvefold/core';
import type { ChartActor } from './state-chart.tsx';

/** The actors that a log has at work: the model that is asked, tools that were claimed, timers. */
export function actorsOf({ flow }: AgentDefinition, state: State): readonly ChartActor[] {
  const { request, run } = state;
  const phase = phaseOf(state, flow);
  const calls = openCalls(state).filter(({ status }) => status === 'running');
  return [
    ...(request && phase === 'thinking'
      ? [{ id: `model-${request.step}`, name: 'model', kind: 'model', status: 'running' }]
      : []),
    ...(phase.startsWith('flow:')
      ? [{ id: phase, name: phase.slice('flow:'.length), kind: 'flow', status: 'running' }]
      : []),
    ...calls.map(({ id, tool, claim }) => ({
      id: `run-${id}-${claim?.attempt ?? 1}`,
      name: tool,
      kind: 'tool',
      status: 'running',
    })),
    ...(phase === 'backingOff' && run?.timer
      ? [{ id: run.timer.timerId, name: 'next try', kind: 'timer', status: 'waiting' }]
      : []),
  ];
}

/** A child of a live agent's machine. */
export interface Child {
  readonly id: string;
  readonly src: string;
  readonly status: string;
}

/** The children of a live agent's machine, by the names that the log has for what they do. */
export function actorOfChild({ id, src, status }: Child, state: State): ChartActor {
  const [, callId] = /^(?:run|claim|expire)-(\d+\.\d+)/.exec(id) ?? [];
  const tool = callId === undefined ? undefined : findCall(state, callId)?.tool;
  const kind = src === 'timer' && tool !== undefined ? 'time to decide' : src;
  return { id, name: tool ?? id.replace(/^flow:/, ''), kind, status: status === 'active' ? 'running' : status };
}
