import type { Event } from '@twelvefold/core';

/** A request that is in the log, and how it ended, where it did. */
export interface LoggedRequest {
  readonly event: Event<'model.requested'>;
  readonly answer: Event<'model.replied' | 'model.failed'> | undefined;
}

/** All requests of a log, oldest first. */
export function listRequests(events: readonly Event[]): readonly LoggedRequest[] {
  const requests: LoggedRequest[] = [];
  for (const event of events) {
    const last = requests.at(-1);
    if (event.type === 'model.requested') requests.push({ event, answer: undefined });
    // One request is in flight at a time: an answer to any other one was refused.
    else if (last && isAnswer(event) && answers(event, last))
      requests[requests.length - 1] = { ...last, answer: event };
  }
  return requests;
}

/** The newest request at or before event `seq`. */
export function requestAt(requests: readonly LoggedRequest[], seq: number): LoggedRequest | undefined {
  return requests.findLast(({ event }) => event.seq <= seq);
}

function isAnswer(event: Event): event is Event<'model.replied' | 'model.failed'> {
  return event.type === 'model.replied' || event.type === 'model.failed';
}

function answers(
  { step, attempt }: Event<'model.replied' | 'model.failed'>,
  { event, answer }: LoggedRequest,
): boolean {
  return !answer && event.step === step && event.attempt === attempt;
}
