import type { Event } from '@twelvefold/core';
import type { Effect } from '../desk/desk.ts';
import type { Crew } from './crew.ts';
import { judgeTrial } from './judge-trial.ts';
import { readLedger } from './ledger.ts';
import { openStore } from './open-store.ts';
import type { Doubts, Post } from './protocol.ts';
import { acknowledgedBy } from './run-trial.ts';
import { nameOf } from './watch-store.ts';

/** A worker is frozen somewhere, another one takes over, and then the first goes on as if nothing had happened. */
export interface Zombie {
  readonly threadId: string;
  readonly freezeAt: string;
  /** The call that it is in. */
  readonly callId?: string;
  /** How the one who takes over settles doubts. With `leave` the zombie goes on as soon as its call is in doubt. */
  readonly doubts: Doubts;
  /** For leases that are longer than anybody waits. */
  readonly clockAheadMs?: number;
}

/** What a zombie's thread came to. */
export interface Aftermath {
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
  /** What the zombie wanted to append once it went on, and somebody else had been faster. */
  readonly refused: readonly string[];
  /** What it could append all the same. */
  readonly appended: readonly string[];
  readonly problems: readonly string[];
}

/** `shortLived` are workers whose claims end soon. */
export async function runZombie(shortLived: Crew, crew: Crew, post: Post, zombie: Zombie): Promise<Aftermath> {
  const { threadId, freezeAt, callId, doubts, clockAheadMs = 0 } = zombie;
  const frozen = shortLived.hire({ threadId, doubts: 'leave', orders: 1, stopAt: freezeAt, stopKind: 'freeze' });
  await frozen.until(['stopped']);
  const before = frozen.said().length;
  const successor = crew.hire({ threadId, doubts, clockAheadMs });
  if (doubts === 'leave') await successor.until(['acknowledged'], isDoubtOf(callId));
  else await successor.until(['finished']);
  if (frozen.said().length !== before) throw new Error('The zombie was not frozen.');
  frozen.thaw();
  await Promise.all([frozen.until(['finished']), successor.until(['finished'])]);

  const acknowledged = [...acknowledgedBy(frozen), ...acknowledgedBy(successor)];
  const later = frozen.said().slice(before);
  shortLived.release(frozen);
  crew.release(successor);
  const store = openStore(post.place);
  const events = await store.read(threadId);
  await store.close();
  const effects = readLedger(post.ledger).filter((effect) => effect.threadId === threadId);
  return {
    events,
    effects,
    refused: later.flatMap((one) => (one.type === 'conflict' ? [one.what] : [])),
    appended: later.flatMap((one) => (one.type === 'acknowledged' ? one.events.map(nameOf) : [])),
    problems: judgeTrial({ events, acknowledged, effects }).problems,
  };
}

function isDoubtOf(callId: string | undefined): (said: { readonly events: readonly Event[] }) => boolean {
  return ({ events }) => events.some((event) => event.type === 'call.doubted' && event.callId === callId);
}
