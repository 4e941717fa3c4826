/*
 * A live agent's log as a whole, and the forks that begin in it. Nothing here touches the thread itself: a fork is
 * written beside it, while it runs on.
 *
 *   fork ─ at the newest event: the live state ┐
 *        └ at an older one: fold to it ────────┴ decideForkAt ─→ store.fork │ append a copy, where the store cannot ─→ { threadId }
 *
 * A fork at the newest event reads that event and no other, however long the log is; one at an older event begins at the last
 * state that was kept before it.
 */
import {
  decideForkAt,
  fold,
  initialState,
  isThreadStore,
  keptState,
  originOf,
  phaseOf,
  seqBefore,
  toThread,
  TwelvefoldError,
  type Actor,
  type AgentDefinition,
  type AppendNote,
  type Clock,
  type Event,
  type ForkOrigin,
  type JsonObject,
  type MessageEntry,
  type MessageSource,
  type Rejection,
  type ReplyEntry,
  type State,
  type Store,
} from '@twelvefold/core';
import { checkThreadId } from '@twelvefold/core/store';
import type { By } from './agent-commands.ts';
import { contiguous, isLastOf, threadGone } from './read-tail.ts';

export interface AgentHistory {
  /**
   * The thread's events from the store, after all that is under way was written.
   *
   * @throws TwelvefoldError what the store throws, or `store_failed`.
   */
  readonly readEvents: (range?: EventRange) => Promise<readonly Event[]>;
  /**
   * Begins another thread with what happened in this one up to an event, the newest by default. It inherits no request in
   * flight and no rule; a call that waits for a decision or for its turn is decided anew, and one that was claimed and not
   * settled is in doubt. This thread goes on untouched; whoever wants to see the other makes an agent with its id and the
   * same store. Never throws: what the store fails with is a rejection as well.
   *
   * @example
   * await agent.fork({ before: message, message: 'Bill F-2 instead' }); // a past message edited
   * await agent.fork({ before: reply }); // a reply regenerated: it is asked for again when an agent is made for the fork
   */
  readonly fork: (options?: ForkOptions) => Promise<Fork>;
}

/** Events with `afterSeq < seq <= throughSeq`. */
export interface EventRange {
  readonly afterSeq?: number;
  readonly throughSeq?: number;
}

export interface ForkOptions extends By {
  /** The last event to keep. */
  readonly at?: number;
  /** Instead of `at`: the message or reply to replace, as the entries show it. */
  readonly before?: Pick<MessageEntry | ReplyEntry, 'kind' | 'id'>;
  /** What is said in the fork at once. */
  readonly message?: string | { readonly text: string; readonly source?: MessageSource; readonly data?: JsonObject };
  /** The fork's id. Default: a new one. */
  readonly thread?: string;
}

/** The fork's thread id and its first own events, or why there is none. */
export type Fork =
  | { readonly ok: true; readonly threadId: string; readonly events: readonly Event[] }
  | { readonly ok: false; readonly rejection: Rejection };

export interface HistoryOptions {
  readonly definition: AgentDefinition;
  readonly store: Store;
  readonly clock: Clock;
  /** The log that the thread began with here, which the store may not have yet. */
  readonly saved: () => readonly Event[];
  /** Gives it to the store, which cannot fork what it was never given. Why that failed comes back. */
  readonly keep: () => Promise<Rejection | undefined>;
  /** Whether the state is what the log says: `false` when the store fails, so that nobody knows. */
  readonly vouched: () => Promise<boolean>;
  readonly threadId: () => string | undefined;
  readonly state: () => State;
  /** Resolves when all that was asked for before is read and written. Nothing begins, or is listened to, because of it. */
  readonly settled: () => Promise<void>;
  /** Whether the state follows what others append. */
  readonly isAttached: () => boolean;
  /** Why nothing is forked any more. */
  readonly over: () => Rejection | undefined;
  readonly me: () => Actor;
  /** Told why there is no fork, or with `undefined` that there is one. */
  readonly onRejection: (rejection: Rejection | undefined) => void;
}

export function createHistory(options: HistoryOptions): AgentHistory {
  const { definition, store, clock, state } = options;
  return {
    readEvents: async ({ afterSeq = 0, throughSeq = Infinity } = {}) => {
      await options.settled();
      const threadId = options.threadId();
      return threadId === undefined ? [] : readRange(threadId, afterSeq, throughSeq);
    },
    fork: async (request = {}) => {
      const result = await fork(request).catch(failure);
      options.onRejection(result.ok ? undefined : result.rejection);
      return result;
    },
  };

  async function fork({ by = options.me(), ...request }: ForkOptions): Promise<Fork> {
    const over = options.over();
    if (over) return { ok: false, rejection: over };
    if (request.thread !== undefined) checkThreadId(request.thread);
    await options.settled();
    if (!(await options.vouched())) throw failed();
    const source = options.threadId();
    const newest = source === undefined ? state() : await newestOf(source, request);
    const seq = seqOf(newest, request);
    if (seq === undefined || source === undefined)
      return refused('no_such_event', 'This thread has no such message or reply yet: fork before one that is logged.');
    const isOlder = Number.isInteger(seq) && seq >= 1 && seq < newest.seq;
    const there = isOlder ? await stateAt(newest, source, seq) : newest;
    const from = seq === there.seq ? await originIn(newest, source, seq) : { threadId: source, seq };
    const message = messageOf(request.message);
    const at = { threadId: request.thread ?? clock.newId(), nowMs: clock.now() };
    const decision = decideForkAt(
      definition,
      there,
      { from, ...(message && { message: { type: 'message.send', by, ...message } }) },
      at,
    );
    if (!decision.ok) return decision;
    const unkept = await options.keep();
    if (unkept) return { ok: false, rejection: unkept };
    const note: AppendNote = { phase: phaseOf(fold(decision.events, there), definition.flow) };
    const made = isThreadStore(store)
      ? await store.fork(at.threadId, from, decision.events, note)
      : await store.append(at.threadId, 0, [...(await copyOf(source, seq, at.threadId)), ...decision.events], note);
    return made.ok
      ? { ok: true, threadId: at.threadId, events: decision.events }
      : refused('thread_exists', `There is a thread ${at.threadId} already: fork into another one.`);
  }

  /** The thread's state after the last event that is asked for, or there is: what this agent has not heard of is read. */
  async function newestOf(source: string, { at = 0 }: ForkOptions): Promise<State> {
    const known = state();
    const isEnough = options.isAttached() && !(at > known.seq);
    const afterSeq = Math.max(known.seq - 1, 0);
    const [last, ...more] = await readRange(source, afterSeq, isEnough ? known.seq : Infinity);
    if (known.seq > 0 && !isLastOf(known, last)) throw threadGone(source);
    if (isEnough) return known;
    return fold(known.seq === 0 && last ? [last, ...more] : more, known);
  }

  /** A state that this agent was in: from the last one that was kept before it. */
  async function stateAt(newest: State, source: string, seq: number): Promise<State> {
    const kept = keptState(newest, seq) ?? initialState;
    return fold(kept.seq < seq ? await readRange(source, kept.seq, seq) : [], kept);
  }

  function seqOf(thread: State, { at, before }: ForkOptions): number | undefined {
    if (!before) return at ?? thread.seq;
    const entry = thread.entries.findLast(({ id, kind }) => id === before.id && kind === before.kind);
    return entry?.kind === 'message' || entry?.kind === 'reply' ? seqBefore(thread, entry) : undefined;
  }

  async function copyOf(source: string, seq: number, threadId: string): Promise<readonly Event[]> {
    return toThread(await readRange(source, 0, seq), threadId);
  }

  /** The thread that has the event as its own, so that forks of forks lie side by side; this one when that is gone. */
  async function originIn(thread: State, threadId: string, seq: number): Promise<ForkOrigin> {
    const here = { threadId, seq };
    const origin = originOf(thread, seq);
    if (origin.threadId === threadId) return here;
    const [[own], [found]] = await Promise.all([
      readRange(threadId, seq - 1, seq),
      readStore(() => store.read(origin.threadId, seq - 1, seq)),
    ]);
    // Another thread may have been begun under its id.
    const isThere = own && found && JSON.stringify(toThread([found], threadId)) === JSON.stringify([own]);
    return isThere ? origin : here;
  }

  async function readRange(threadId: string, afterSeq: number, throughSeq: number): Promise<readonly Event[]> {
    const isWithin = ({ seq }: Event): boolean => seq > afterSeq && seq <= throughSeq;
    const after = afterSeq > 0 ? Math.floor(afterSeq) : 0;
    const events = contiguous(await readStore(() => store.read(threadId, after, throughSeq)), threadId, after);
    // Only a thread of which the store has nothing is not there yet.
    return (events.length > 0 || !(await isUnwritten(threadId)) ? events : options.saved()).filter(isWithin);
  }

  async function isUnwritten(threadId: string): Promise<boolean> {
    return options.saved().length > 0 && (await readStore(() => store.read(threadId, 0, 1))).length === 0;
  }
}

async function readStore(read: () => Promise<readonly Event[]>): Promise<readonly Event[]> {
  try {
    return await read();
  } catch (cause) {
    throw TwelvefoldError.isInstance(cause) ? cause : failed(cause);
  }
}

function failed(cause?: unknown): TwelvefoldError {
  return new TwelvefoldError('store_failed', 'The store failed. Nothing was written; try again.', { cause });
}

function failure(cause: unknown): Fork {
  const { code, message } = TwelvefoldError.isInstance(cause) ? cause : failed(cause);
  return refused(code === 'invalid_use' || code === 'thread_gone' ? code : 'store_failed', message);
}

function refused(code: Rejection['code'], message: string): Fork {
  return { ok: false, rejection: { code, message } };
}

function messageOf(
  message: ForkOptions['message'],
): { readonly text: string; readonly source?: MessageSource; readonly data?: JsonObject } | undefined {
  return typeof message === 'string' ? { text: message } : message;
}
