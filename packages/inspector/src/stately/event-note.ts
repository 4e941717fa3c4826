import type { Event } from '@twelvefold/core';
import type { FedEvent } from './stately-inspector.ts';

export interface NoteOptions {
  /** The tool of the call that the event is about. */
  readonly tool: string | undefined;
  /** What the event says as well, already fit to be shown. */
  readonly payload?: unknown;
}

/** An event of the log without what it says: which one it is, who acted, and which call of which tool it is about. */
export function eventNote(event: Event, { tool, payload }: NoteOptions): FedEvent {
  const { type, seq, atMs } = event;
  return {
    type,
    seq,
    atMs,
    ...('by' in event && { by: { kind: event.by.kind, id: event.by.id } }),
    ...('callId' in event && event.callId !== undefined && { callId: event.callId }),
    ...(tool !== undefined && { tool }),
    ...(payload !== undefined && { payload }),
  };
}
