/*
 * What a component sees of an agent: the snapshot, typed by the tools, with the streaming reply at the end of the
 * entries. Derived once a snapshot; whatever did not change keeps its identity, so that `memo` and the React Compiler
 * skip it.
 */
import type {
  AskEntry,
  ErrorFact,
  MessageEntry,
  NoticeEntry,
  PrefetchEntry,
  ReplyEntry,
  Tools,
} from '@twelvefold/core';
import type { AgentSnapshot } from '@twelvefold/machine';
import type { Approval } from './approval.ts';
import type { Doubt } from './doubt.ts';
import type { OpenQuestion } from './open-question.ts';
import type { ViewCall } from './view-call.ts';

/** What the model is saying. */
export interface StreamingReply {
  readonly kind: 'reply';
  /** The id that the reply will have in the log. */
  readonly id: string;
  readonly isStreaming: true;
  readonly step: number;
  readonly text: string;
  readonly reasoning: string;
}

/** What the model said. */
export interface FinishedReply extends ReplyEntry {
  readonly isStreaming?: never;
}

/** One thing that happened, or that is being said. Narrow it by `kind`, a call by `tool`, then by `status`. */
export type ViewEntry<TTools extends Tools = Tools> =
  | MessageEntry
  | PrefetchEntry
  | FinishedReply
  | StreamingReply
  | ViewCall<TTools>
  | AskEntry
  | NoticeEntry;

export interface AgentView<TTools extends Tools = Tools> extends AgentSnapshot {
  readonly entries: readonly ViewEntry<TTools>[];
  /** The calls that wait for a decision, oldest first. */
  readonly approvals: readonly Approval<TTools>[];
  /** The questions that wait for an answer, oldest first. */
  readonly questions: readonly OpenQuestion[];
  /** The calls of which nobody knows whether they happened, oldest first. */
  readonly doubts: readonly Doubt<TTools>[];
  /** The model writes, a tool runs, or a retry is due. */
  readonly isBusy: boolean;
  /** Why the run failed, a wrong key for example, until `retry` or another message. */
  readonly error: ErrorFact | undefined;
  /** This is over, and whatever is asked of it is refused: see `lookAt`, `useHistory` and `viewAt`. */
  readonly isPast: boolean;
}
