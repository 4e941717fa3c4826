import { fold, hashJson, phaseOf, type Event, type Json } from '@twelvefold/core';
import { verify } from '@twelvefold/core/audit';
import { readThreadFile, writeThreadFile } from '@twelvefold/core/thread-file';
import type { Effect } from '../desk/desk.ts';
import { effectProblems } from '../desk/effect-problems.ts';
import { ORDERS } from './person.ts';

/** What a thread came to. */
export interface Judgement {
  /** Acknowledged events that are not in the log as they were. */
  readonly lost: number;
  readonly unapproved: number;
  readonly doubled: number;
  readonly isFinished: boolean;
  /** Claims whose outcome a person had to say. */
  readonly inDoubt: number;
  /** Claims of idempotent tools that the engine made again by itself. */
  readonly claimedAgain: number;
  /** All that is wrong, in sentences: must be empty. */
  readonly problems: readonly string[];
}

export interface Evidence {
  /** The log in the end. */
  readonly events: readonly Event[];
  /** What any worker was told to be durable. */
  readonly acknowledged: readonly Event[];
  /** What the ledger has of the thread. */
  readonly effects: readonly Effect[];
}

export function judgeTrial({ events, acknowledged, effects }: Evidence): Judgement {
  const logged = new Set(events.map(fingerprint));
  const lost = acknowledged.filter((event) => !logged.has(fingerprint(event)));
  const wrong = effectProblems(events, effects);
  const messages = events.filter(({ type }) => type === 'message.received').length;
  const isFinished = messages === ORDERS.length && phaseOf(fold(events)) === 'done';
  return {
    lost: lost.length,
    unapproved: wrong.filter(({ kind }) => kind === 'unapproved').length,
    doubled: wrong.filter(({ kind }) => kind === 'doubled').length,
    isFinished,
    inDoubt: events.filter(({ type }) => type === 'call.doubted').length,
    claimedAgain: events.filter((event, index) => isClaimedAgain(event, events.slice(0, index))).length,
    problems: [
      ...lost.map(({ id, type }) => `${id} (${type}) was acknowledged and is lost.`),
      ...wrong.map(({ text }) => text),
      ...(isFinished ? [] : [`The thread ends in "${phaseOf(fold(events))}" after ${messages} messages.`]),
      ...logProblems(events),
    ],
  };
}

/** Every event valid, none missing, none changed. */
function logProblems(events: readonly Event[]): readonly string[] {
  const verdict = verify(events);
  try {
    readThreadFile(writeThreadFile(events));
  } catch (thrown) {
    return [String(thrown)];
  }
  return verdict.ok && verdict.from === 1 ? [] : [`The log does not verify: ${JSON.stringify(verdict)}`];
}

function isClaimedAgain(event: Event, before: readonly Event[]): boolean {
  if (event.type !== 'call.claimed' || event.attempt === 1) return false;
  const last = before.findLast((other) => 'callId' in other && other.callId === event.callId);
  return last?.type !== 'call.resolved';
}

/** The same for the same event, in whatever order a store keeps its fields. */
function fingerprint(event: Event): string {
  return hashJson(event as unknown as Json);
}
