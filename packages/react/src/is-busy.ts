import type { AgentSnapshot } from '@twelvefold/machine';

/** Whether the agent does something by itself: the model writes, a tool runs, a retry is due, a state of the flow works. */
export function isBusy({ phase, problem }: Pick<AgentSnapshot, 'phase' | 'problem'>): boolean {
  // Whatever it was doing is done no more.
  if (problem?.code === 'thread_gone') return false;
  return phase === 'thinking' || phase === 'backingOff' || phase === 'running' || phase.startsWith('flow:');
}
