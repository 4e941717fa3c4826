import type { EventDraft } from './event.ts';
import type { Rejection, RejectionCode } from './intent.ts';

/** Where and when something is decided. */
export interface At {
  readonly threadId: string;
  readonly nowMs: number;
}

/** Facts before their envelopes, or a refusal. */
export type Ruling = readonly EventDraft[] | Rejection;

/** A refusal with its code and its sentence. */
export function refuse(code: RejectionCode, message: string): Rejection {
  return { code, message };
}
