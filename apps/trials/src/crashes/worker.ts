/*
 * One process that works on threads until it is killed: `node worker.ts '<Post as JSON>'`, a `Job` a line on stdin, what
 * it does a line on stdout. Lines go out before the next step is made, so they outlive the process.
 */
import { createAgent, systemClock } from '@twelvefold/machine';
import type { Clock } from '@twelvefold/core';
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { createClerk } from '../desk/clerk.ts';
import { createDesk } from '../desk/desk.ts';
import { appendToLedger } from './ledger.ts';
import { openStore } from './open-store.ts';
import { attend } from './person.ts';
import { createPoints, type Points } from './points.ts';
import type { Job, Post, Said } from './protocol.ts';
import { watchStore } from './watch-store.ts';

const STDOUT = 1;

const { place, ledger, toolTimeoutMs } = JSON.parse(process.argv[2] ?? '') as Post;
let points: Points = { pass: () => undefined };
const pass = (point: string): void => points.pass(point);
const definition = createDesk({ record: (effect) => appendToLedger(ledger, effect), at: pass, toolTimeoutMs });
const model = createClerk(pass);
const opened = openStore(place);
const store = watchStore(opened, {
  pass,
  acknowledged: (events) => say({ type: 'acknowledged', events }),
  conflict: (what) => say({ type: 'conflict', what }),
});

for await (const line of createInterface({ input: process.stdin })) {
  try {
    await work(JSON.parse(line) as Job);
    await setImmediate();
    say({ type: 'finished' });
  } catch (thrown) {
    say({ type: 'failed', message: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  }
}
await opened.close();

async function work({ threadId, doubts, orders, stopAt, stopKind = 'hang', clockAheadMs = 0 }: Job): Promise<void> {
  points = createPoints({ stopAt, stopKind, say: (type, point) => say({ type, point }) });
  const clock = clockAheadMs === 0 ? systemClock : ahead(clockAheadMs);
  const agent = createAgent(definition, { model, store, thread: threadId, clock, user: { kind: 'person', id: 'ann' } });
  try {
    await attend(agent, doubts, orders);
  } finally {
    agent.dispose();
  }
}

function ahead(byMs: number): Clock {
  return {
    ...systemClock,
    now: () => systemClock.now() + byMs,
    sleepUntil: (untilMs, signal) => systemClock.sleepUntil(untilMs - byMs, signal),
  };
}

function say(said: Said): void {
  writeSync(STDOUT, `${JSON.stringify(said)}\n`);
}
