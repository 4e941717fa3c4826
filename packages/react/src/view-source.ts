import type { Actor } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';

/** What a view needs of an agent: its tools, and whom its approvals, questions and doubts ask. */
export interface ViewSource extends Pick<
  LiveAgent,
  'definition' | 'approve' | 'deny' | 'answer' | 'resolve' | 'undo' | 'refuse'
> {
  /** Nothing can be asked of it any more. */
  readonly isPast?: true;
  /** Who decides; nobody does in the past. */
  readonly getUser: () => Actor | undefined;
}
