import type { AgentView } from '@twelvefold/react';
import type { DeskTools } from './agent/desk-agent.ts';

type Waits = Pick<AgentView<DeskTools>, 'entries' | 'approvals' | 'questions' | 'doubts'>;

/** The ids of everything that waits for the person, in the order in which it stands in the conversation. */
export function waitingIds({ entries, approvals, questions, doubts }: Waits): readonly string[] {
  const ids = new Set([...approvals, ...questions, ...doubts].map(({ id }) => id));
  return [...new Set(entries.map(({ id }) => id))].filter((id) => ids.has(id));
}

/**
 * Whether taking the focus away would interrupt the person: they have written something, are in a field elsewhere, or
 * in a window of its own.
 */
export function isOccupied(focused: Element | null, composer: HTMLTextAreaElement | null): boolean {
  if (!focused) return false;
  if (focused.closest('dialog')) return true;
  if (focused === composer) return composer.value.trim() !== '';
  return focused.matches('input, select, textarea, [contenteditable]');
}
