import { createTimeline, stamp, type CallEntry, type Event, type EventDraft } from '@twelvefold/core';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agents, moves } from '../../../core/src/test-support/engine-arbitrary.ts';
import { walk } from '../../../core/src/test-support/random-walk.ts';
import type { Bar } from './bar.ts';
import { toWaterfall } from './to-waterfall.ts';
import { requested } from '../test-support/requested.ts';

const ann = { kind: 'person', id: 'ann' } as const;
const error = { name: 'Error', message: 'No.', frames: [] };
const usage = { inputTokens: 9, outputTokens: 3 };
const replied = (step: number, ...tools: readonly string[]): EventDraft => ({
  type: 'model.replied',
  step,
  attempt: 1,
  content: tools.map((tool, index) => ({
    type: 'call',
    callId: `${step}.${index}`,
    providerCallId: 'c',
    tool,
    input: 1,
  })),
  finishReason: 'calls',
  usage,
});
const claimed = (callId: string, attempt = 1): EventDraft => ({
  type: 'call.claimed',
  callId,
  attempt,
  inputHash: 'h',
  idempotencyKey: 'k',
  runner: 'r',
  leaseUntilMs: 0,
});
const said: EventDraft = { type: 'message.received', source: 'ui', text: 'Hi', by: ann };

/** Facts with the milliseconds at which they happened. */
function log(...facts: readonly (readonly [atMs: number, fact: EventDraft])[]): readonly Event[] {
  return facts.flatMap(([atMs, fact], index) => stamp([fact], { threadId: 't', seq: index, atMs }));
}

/** `kind name outcome: part from–to …` */
const drawn = ({ kind, name, outcome, segments, attempt }: Bar): string =>
  `${kind} ${name}${attempt > 1 ? ` #${attempt}` : ''} ${outcome || 'goes on'}: ${segments.map((part) => `${part.kind} ${part.fromMs}–${part.toMs ?? ''}`).join(', ')}`;

test('a request, a call that ran, one that waited for two people, and one that was denied', () => {
  const gated = (callId: string): EventDraft => ({ type: 'call.gated', callId, inputHash: 'h', quorum: 2 });
  const approved = (callId: string): EventDraft => ({ type: 'call.approved', callId, inputHash: 'h', by: ann });
  const events = log(
    [0, said],
    [1, requested(1)],
    [5, replied(1, 'look', 'pay', 'wire')],
    [5, { type: 'call.admitted', callId: '1.0', inputHash: 'h' }],
    [5, gated('1.1')],
    [5, gated('1.2')],
    [6, claimed('1.0')],
    [9, { type: 'call.succeeded', callId: '1.0', attempt: 1, output: null }],
    [20, approved('1.1')],
    [30, { type: 'call.denied', callId: '1.2', inputHash: 'h', by: ann }],
    [40, approved('1.1')],
    [41, claimed('1.1')],
    [50, { type: 'call.failed', callId: '1.1', attempt: 1, error }],
  );
  const bars = toWaterfall(events);
  expect(bars.map(drawn)).toEqual([
    'model m replied: thinking 1–5',
    'call look succeeded: queued 5–6, running 6–9',
    'call pay failed: queued 5–5, waiting 5–40, queued 40–41, running 41–50',
    'call wire denied: queued 5–5, waiting 5–30',
  ]);
  expect(bars[0]).toMatchObject({ seq: 2, endSeq: 3, step: 1, usage });
  expect(bars[2]).toMatchObject({ id: '1.1', seq: 3, endSeq: 13 });
});

test('retries, a reply that came too late, and a request that was dropped', () => {
  const failed: EventDraft = { type: 'model.failed', step: 1, attempt: 1, error, retryable: true };
  const bars = toWaterfall(
    log(
      [0, said],
      [0, requested(1)],
      [4, failed],
      [4, { type: 'timer.set', timerId: 'b', untilMs: 9 }],
      [9, { type: 'timer.fired', timerId: 'b' }],
      [9, requested(1, 2)],
      [10, { ...replied(1), attempt: 1 } as EventDraft],
      [15, { type: 'run.paused', by: ann }],
      [70, { type: 'run.resumed', by: ann }],
      [71, requested(1, 3)],
    ),
  );
  expect(bars.map(drawn)).toEqual([
    'model m failed: thinking 0–4',
    'wait backs off over: waiting 4–9',
    'model m #2 dropped: thinking 9–15',
    'wait paused resumed: waiting 15–70',
    'model m #3 goes on: thinking 71–',
  ]);
});

test('a doubt, a limit, a question of the engine, and the end of the run', () => {
  const bars = toWaterfall(
    log(
      [0, said],
      [0, requested(1)],
      [2, replied(1, 'pay')],
      [3, claimed('1.0')],
      [60, { type: 'call.doubted', callId: '1.0', attempt: 1 }],
      [90, { type: 'call.resolved', callId: '1.0', attempt: 1, resolution: { kind: 'retry' }, by: ann }],
      [91, claimed('1.0', 2)],
      [95, { type: 'call.succeeded', callId: '1.0', attempt: 2, output: 1 }],
      [95, { type: 'limit.reached', limit: 'steps', used: 1, max: 1 }],
      [99, { type: 'limit.raised', limit: 'steps', max: 2, by: ann }],
      [
        99,
        {
          type: 'human.asked',
          askId: 'ask-9',
          question: '?',
          format: { kind: 'text' },
          urgency: 'normal',
          reason: 'errors',
        },
      ],
      [120, { type: 'run.cancelled', by: ann }],
    ),
  );
  expect(bars.map(drawn)).toEqual([
    'model m replied: thinking 0–2',
    'call pay #2 succeeded: queued 2–3, running 3–60, doubt 60–90, queued 90–91, running 91–95',
    'wait limit of steps raised: waiting 95–99',
    'wait asks for help over: waiting 99–120',
  ]);
});

/** What a call's bar is to show of where the fold says that it stands. */
const PART: Readonly<Record<string, string>> = {
  selected: 'queued',
  ready: 'queued',
  gated: 'waiting',
  asked: 'waiting',
  running: 'running',
  doubted: 'doubt',
};

function expectToFollow(events: readonly Event[]): void {
  const timeline = createTimeline(events);
  for (let seq = 1; seq <= events.length; seq++) {
    const calls = timeline.stateAt(seq).entries.filter((entry): entry is CallEntry => entry.kind === 'call');
    const bars = toWaterfall(events.slice(0, seq)).filter(({ kind }) => kind === 'call');
    const shown = bars.map(({ id, name, outcome, segments }) => [id, name, outcome || segments.at(-1)?.kind]);
    expect(shown, `behind event ${seq}, ${events[seq - 1]?.type}`).toEqual(
      calls.map(({ id, tool, status }) => [id, tool, PART[status] ?? status]),
    );
  }
}

describe('the bars of calls stand where the fold says that the calls stand, behind every event', () => {
  const corpus = join(import.meta.dirname, '../../../core/corpus');
  const logs = readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.jsonl'));

  test.each(logs)('%s', (name) => {
    const lines = readFileSync(join(corpus, name), 'utf8').trim().split('\n');
    expectToFollow(lines.map((line) => JSON.parse(line) as Event));
  });

  test('threads that lived a random life', () => {
    fc.assert(
      fc.property(agents, moves, (agent, made) => expectToFollow(walk(agent, made).log)),
      { numRuns: 40 },
    );
  }, 60_000);
});

test('no time is in two parts of a bar, and a bar that is over lasts no more', () => {
  fc.assert(
    fc.property(agents, moves, (agent, made) => {
      for (const { segments, outcome } of toWaterfall(walk(agent, made).log)) {
        const ends = segments.slice(0, -1).map(({ toMs }) => toMs);
        expect(ends).toEqual(segments.slice(1).map(({ fromMs }) => fromMs));
        expect(segments.at(-1)?.toMs === undefined).toBe(outcome === '');
      }
    }),
    { numRuns: 20 },
  );
}, 60_000);
