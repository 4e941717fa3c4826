import type { State } from '@twelvefold/core';

/** What can be asked of a run as a whole. */
export type RunCommand = 'pause' | 'resume' | 'retry' | 'cancel';

/** What would not be refused in this state, the one that is most likely wanted first. */
export function runCommands({ run }: Pick<State, 'run'>): readonly RunCommand[] {
  switch (run?.status) {
    case 'active':
      return ['pause', 'cancel'];
    case 'paused':
      return ['resume', 'cancel'];
    case 'failed':
      return ['retry', 'cancel'];
    default:
      return [];
  }
}
