import { stamp, type EventDraft } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { createIndexedDbStore } from './create-indexed-db-store.ts';

const by = { kind: 'person', id: 'ann' } as const;
const start: EventDraft = { type: 'thread.started', agent: { name: 'desk', version: '1' } };
const say = (text: string): EventDraft => ({ type: 'message.received', source: 'ui', text, by });
const log = (threadId: string, drafts: readonly EventDraft[], seq = 0) => stamp(drafts, { threadId, seq, atMs: 1_000 });
let databases = 0;
const newName = () => `test-${++databases}-${crypto.randomUUID()}`;

test('keeps what was appended', async () => {
  const store = createIndexedDbStore({ name: newName() });
  const events = log('t', [start, say('Hello')]);
  expect(await store.append('t', 0, events)).toEqual({ ok: true });
  expect(await store.read('t')).toEqual(events);
});
