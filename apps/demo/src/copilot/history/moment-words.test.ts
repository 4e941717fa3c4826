import { fold, type Event, type EventDraft, stamp } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { labels } from '../../labels.ts';
import type { Row } from '../transcript/to-rows.ts';
import { momentWords } from './moment-words.ts';
import { pointsByRow } from './points-by-row.ts';

const by = { kind: 'person', id: 'desk' } as const;
const usage = { inputTokens: 1, outputTokens: 1 };
const drafts: readonly EventDraft[] = [
  { type: 'thread.started', agent: { name: 'invoicing-desk', version: '1' } },
  { type: 'message.received', source: 'ui', text: `A link\n\nfor ${'Jeff '.repeat(20)}`, by },
  {
    type: 'model.requested',
    step: 1,
    attempt: 1,
    promptVersion: '1',
    contextHash: 'x',
    modelId: 'm',
    runner: 'r',
    leaseUntilMs: 9,
  },
  {
    type: 'model.replied',
    step: 1,
    attempt: 1,
    content: [
      { type: 'text', text: 'Here \u202Eit is' },
      { type: 'call', callId: '1.0', providerCallId: 'p', tool: 'create_payment_link', input: { customerId: 5 } },
    ],
    finishReason: 'calls',
    usage,
  },
  { type: 'call.gated', callId: '1.0', inputHash: 'h', quorum: 1 },
  { type: 'call.denied', callId: '9.9', inputHash: 'h', by },
];
const events = stamp(drafts, { threadId: 't', seq: 0, atMs: 1 });

test('each moment of a log has its words, with the call or the beginning of what was said', () => {
  const state = fold(events);
  expect(events.map((event) => momentWords(event, state))).toEqual([
    'The conversation began',
    'A message, “A link for Jeff Jeff Jeff Jeff Jeff Jeff Jeff J…”',
    'The model was asked',
    'The model answered, “Here ⟨U+202E⟩it is”',
    'Waits for approval, Payment link',
    'Denied',
  ]);
});

test('every kind of event has words of its own', () => {
  const words = Object.values(labels.copilot.threads.events);
  expect(words.every((word) => word.length > 3)).toBe(true);
  expect(momentWords({ type: 'run.paused', by } as Event, fold(events))).toBe('Paused');
});

test('branches part at the row of the message or reply, at the calls of a reply without words, or at the end', () => {
  const point = { seq: 1, threadIds: ['a', 'b'], index: 0 };
  const rows = ['t/2', 'reply-1', 'calls-2'].map((key) => ({ kind: 'notice', key, notices: [] }) as Row);
  const points = [
    { ...point, entryId: 't/2' },
    { ...point, seq: 2, entryId: 'reply-1' },
    { ...point, seq: 3, entryId: 'reply-2' },
    { ...point, seq: 4 },
  ];
  expect([...pointsByRow(points, rows)].map(([key, { seq }]) => [key, seq])).toEqual([
    ['t/2', 1],
    ['reply-1', 2],
    ['calls-2', 3],
    ['', 4],
  ]);
});
