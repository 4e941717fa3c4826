import { decide, fold, type Event } from '@twelvefold/core';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDesk } from '../desk/desk.ts';
import { bundleWorker } from './bundle-worker.ts';
import { createCrew, type Crew } from './crew.ts';
import { kindsHere, openPlace, type OpenPlace } from './open-places.ts';
import type { Post } from './protocol.ts';
import { runZombie, type Aftermath, type Zombie } from './run-zombie.ts';

/** With the engine's own grace of 5 s a claim holds for 6.5 s, and then a frozen worker has lost it. */
const SHORT_MS = 1_500;
const ELEVEN_MINUTES_MS = 11 * 60_000;

interface Case {
  readonly title: string;
  readonly zombie: Omit<Zombie, 'threadId' | 'callId'>;
  readonly callId: string;
  /** What the log says of the call, from its first claim on. */
  readonly story: readonly string[];
  /** The attempts that did their work, in that order. */
  readonly ran: readonly number[];
  /** What the zombie surely wanted to append and could not. */
  readonly refused?: string;
  /** The zombie's own result is the one that counts. */
  readonly settles?: true;
}

const cases: readonly Case[] = [
  {
    title: 'a tool: in doubt, and what comes after a person gave up is refused',
    zombie: { freezeAt: 'look: before #1', doubts: 'give_up' },
    callId: '1.0',
    story: ['claimed 1', 'doubted 1', 'resolved 1'],
    ran: [1],
  },
  {
    title: 'an idempotent tool: claimed again with the same key, and the first result is refused',
    zombie: { freezeAt: 'note: before #1', doubts: 'give_up' },
    callId: '1.1',
    story: ['claimed 1', 'claimed 2', 'succeeded 2'],
    ran: [2, 1],
  },
  {
    title: 'an approved tool: in doubt, and its late result settles it',
    zombie: { freezeAt: 'pay: after #1', doubts: 'leave' },
    callId: '1.2',
    story: ['claimed 1', 'doubted 1', 'succeeded 1'],
    ran: [1],
    settles: true,
  },
  {
    title: 'an approved tool that a person had run again: each attempt once, and the first result is refused',
    zombie: { freezeAt: 'pay: before #1', doubts: 'retry' },
    callId: '1.2',
    story: ['claimed 1', 'doubted 1', 'resolved 1', 'claimed 2', 'succeeded 2'],
    ran: [2, 1],
  },
  {
    title: 'an approved tool of which a person said that it happened: what it says then is refused',
    zombie: { freezeAt: 'pay: after #1', doubts: 'happened' },
    callId: '1.2',
    story: ['claimed 1', 'doubted 1', 'resolved 1'],
    ran: [1],
  },
  {
    title: 'an approved idempotent tool: claimed again with the same key, and the first result is refused',
    zombie: { freezeAt: 'post: after #1', doubts: 'give_up' },
    callId: '1.3',
    story: ['claimed 1', 'claimed 2', 'succeeded 2'],
    ran: [1, 2],
  },
  {
    title: 'between its claim and its work: the lease is over when it wakes, so it does not begin',
    zombie: { freezeAt: 'append call.claimed 1.2: on the disk #1', doubts: 'give_up' },
    callId: '1.2',
    story: ['claimed 1', 'doubted 1', 'resolved 1'],
    ran: [],
  },
  {
    title: 'with the lead, before its claim: the other waits for a moment only, and claims; then this claim is refused',
    zombie: { freezeAt: 'append call.claimed 1.2: before #1', doubts: 'give_up' },
    callId: '1.2',
    story: ['claimed 1', 'succeeded 1'],
    ran: [1],
    refused: 'call.claimed 1.2',
  },
];

const folder = mkdtempSync(join(tmpdir(), 'twelvefold-zombies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.concurrent.each(kindsHere())(
  '%s: a worker is frozen, another one takes over, and the first goes on',
  (kind) => {
    let opened: OpenPlace;
    let post: Post;
    let shortLived: Crew;
    let crew: Crew;
    beforeAll(async () => {
      const program = await bundleWorker(join(folder, kind));
      opened = await openPlace(kind, folder);
      post = { place: opened.place, ledger: join(folder, `${kind}.jsonl`), toolTimeoutMs: 60_000 };
      shortLived = createCrew(program, { ...post, toolTimeoutMs: SHORT_MS }, { ahead: 0 });
      crew = createCrew(program, post, { ahead: 0 });
    });
    afterAll(async () => {
      await Promise.all([shortLived.dismiss(), crew.dismiss()]);
      await opened.close();
    });

    test.each(cases.map((one) => [one.title, one] as const))('%s', async (_, one) => {
      const { zombie, callId, story, ran, refused = '', settles = false } = one;
      const threadId = `${zombie.freezeAt} ${zombie.doubts}`;
      const after = await runZombie(shortLived, crew, post, { threadId, callId, ...zombie });
      expect(after.problems).toEqual([]);
      expect({
        story: storyOf(after, callId),
        ran: ranOf(after, callId),
        isTooLate: after.refused.some((what) => what.includes(refused)),
        settles: after.appended.includes(`call.succeeded ${callId}`),
        late: late(after, callId),
      }).toEqual({ story, ran, isTooLate: true, settles, late: 'superseded' });
    });

    test('in the middle of a reply: the model is asked again, and the first reply is refused', async () => {
      const after = await runZombie(shortLived, crew, post, {
        threadId: 'model',
        freezeAt: 'model: streaming #1',
        doubts: 'give_up',
        clockAheadMs: ELEVEN_MINUTES_MS,
      });
      expect(after.problems).toEqual([]);
      const first = after.events.filter((event) => 'step' in event && event.step === 1);
      expect(first.map((event) => `${event.type} ${'attempt' in event ? event.attempt : ''}`)).toEqual([
        'model.requested 1',
        'model.requested 2',
        'model.replied 2',
      ]);
      expect(after.refused).toEqual([expect.stringMatching(/^model\.replied /)]);
      expect(after.appended).toEqual([]);
    });
  },
);

function storyOf({ events }: Aftermath, callId: string): readonly string[] {
  const about = events.filter((event) => 'callId' in event && event.callId === callId && 'attempt' in event);
  return about.map((event) => `${event.type.slice('call.'.length)} ${'attempt' in event ? event.attempt : ''}`);
}

function ranOf({ effects }: Aftermath, callId: string): readonly number[] {
  return effects.filter((effect) => effect.callId === callId).map(({ attempt }) => attempt);
}

/** What the engine answers to the first attempt's result now. */
function late({ events }: { readonly events: readonly Event[] }, callId: string): string {
  const at = { threadId: events[0]?.threadId ?? '', nowMs: Date.now() };
  const report = { type: 'call.succeed', callId, attempt: 1, output: 'late' } as const;
  const decision = decide(createDesk({ record: () => undefined }), fold(events), report, at);
  return decision.ok ? 'accepted' : decision.rejection.code;
}
