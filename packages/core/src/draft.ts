import type { Json } from './json.ts';

/** What the model is writing right now. Never in the log; gone when the reply is. */
export interface Draft {
  readonly step: number;
  readonly parts: readonly DraftPart[];
}

export type DraftPart = DraftText | DraftCall;

export interface DraftText {
  readonly type: 'text' | 'reasoning';
  readonly text: string;
}

export interface DraftCall {
  readonly type: 'call';
  /** The id that the call will have in the log, if this attempt makes it there. */
  readonly callId: string;
  readonly tool: string;
  /** The input as far as it has arrived; finished subtrees keep their identity from one draft to the next. */
  readonly input: Json | undefined;
  readonly done: boolean;
}
