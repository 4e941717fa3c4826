import type { Event } from '@twelvefold/core';

/** What an event does not say itself: which tool a call is of, and which call asked a question. */
export interface LogIndex {
  readonly toolOf: (callId: string) => string | undefined;
  readonly callOf: (event: Event) => string | undefined;
  /** The ids of all calls, oldest first. */
  readonly callIds: readonly string[];
}

/** Reads a log once. */
export function indexLog(events: readonly Event[]): LogIndex {
  const tools = new Map<string, string>();
  const asks = new Map<string, string>();
  for (const event of events) {
    if (event.type === 'model.replied') {
      for (const part of event.content) if (part.type === 'call') tools.set(part.callId, part.tool);
    } else if (event.type === 'undo.requested') {
      tools.set(event.callId, tools.get(event.undoes) ?? '');
    } else if (event.type === 'human.asked' && event.callId !== undefined) {
      asks.set(event.askId, event.callId);
    }
  }
  return {
    toolOf: (callId) => tools.get(callId),
    callOf: (event) => {
      if ('callId' in event) return event.callId;
      return event.type === 'human.answered' ? asks.get(event.askId) : undefined;
    },
    callIds: [...tools.keys()],
  };
}

/** Whether an event belongs to the life of a call: its selection by the model and its undoing do. */
export function isOfCall(event: Event, callId: string, index: LogIndex): boolean {
  if (index.callOf(event) === callId) return true;
  if (event.type === 'undo.requested') return event.undoes === callId;
  if (event.type !== 'model.replied') return false;
  return event.content.some((part) => part.type === 'call' && part.callId === callId);
}
