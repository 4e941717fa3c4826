import type { AgentView } from '@twelvefold/react';

const WORDS = {
  idle: 'Nothing to do',
  thinking: 'The model is asked',
  backingOff: 'Waits before it asks the model again',
  running: 'Tools run',
  inDoubt: 'Waits for somebody to say what happened',
  awaitingApproval: 'Waits for a decision',
  awaitingHuman: 'Waits for an answer',
  limited: 'A limit is reached',
  paused: 'Paused',
  done: 'Done',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

/** What an agent in this phase does, in words. */
export function phaseWords(phase: AgentView['phase']): string {
  return phase.startsWith('flow:')
    ? `In the state “${phase.slice('flow:'.length)}” of its flow`
    : WORDS[phase as keyof typeof WORDS];
}
