import { labels } from '../../labels.ts';
import type { Tone } from '../../ui/badge.tsx';

/** Nothing happens in these before a person does something. */
export const WAITING: readonly string[] = [
  'awaitingApproval',
  'awaitingHuman',
  'inDoubt',
  'limited',
  'paused',
  'failed',
];

/** In these the copilot is at work. */
const BUSY: readonly string[] = ['thinking', 'running', 'backingOff'];

/** Something is to come yet, from the copilot or from a person. */
export const UNFINISHED: readonly string[] = [...BUSY, ...WAITING];

/** What a list says of a thread in this phase; nothing of one that is over. */
export function phaseBadge(phase: string): { readonly text: string; readonly tone: Tone } | undefined {
  const { waits, running, doubt, paused, failed } = labels.copilot.threads.phase;
  switch (phase) {
    case 'awaitingApproval':
    case 'awaitingHuman':
    case 'limited':
      return { text: waits, tone: 'busy' };
    case 'inDoubt':
      return { text: doubt, tone: 'bad' };
    case 'failed':
      return { text: failed, tone: 'bad' };
    case 'paused':
      return { text: paused, tone: 'quiet' };
    default:
      return BUSY.includes(phase) ? { text: running, tone: 'good' } : undefined;
  }
}

export function isBusyPhase(phase: string): boolean {
  return BUSY.includes(phase);
}
