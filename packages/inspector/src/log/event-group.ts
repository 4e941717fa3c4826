import type { EventType } from '@twelvefold/core';

/** What kind of thing an event is about. */
export type EventGroup = 'thread' | 'in' | 'model' | 'call' | 'person' | 'run';

export const EVENT_GROUPS: readonly { readonly group: EventGroup; readonly words: string }[] = [
  { group: 'in', words: 'Messages and data' },
  { group: 'model', words: 'Model' },
  { group: 'call', words: 'Tool calls' },
  { group: 'person', words: 'People decide' },
  { group: 'run', words: 'Run' },
  { group: 'thread', words: 'Thread' },
];

const BY_PEOPLE: readonly string[] = [
  'call.approved',
  'call.denied',
  'call.expired',
  'call.resolved',
  'undo.requested',
] satisfies readonly EventType[];

const BY_NOUN: Readonly<Record<string, EventGroup>> = {
  thread: 'thread',
  message: 'in',
  context: 'in',
  model: 'model',
  call: 'call',
  human: 'person',
  rule: 'person',
};

/** The group of an event's type; of one that is not known here, the run's. */
export function groupOf(type: string): EventGroup {
  if (BY_PEOPLE.includes(type)) return 'person';
  return BY_NOUN[type.slice(0, type.indexOf('.'))] ?? 'run';
}
