/*
 * The one writer of a live agent. Everything that wants to be in the log comes through here, one after the other:
 *
 *   command ─ decide ─ refused ────────────────────────────────→ rejection
 *                └ events ─ append ─ ok ──────→ deliver(events) → accepted
 *                     ▲        └ conflict → read the tail → deliver(tail) ┐
 *                     └───────────────── decide again ───────────────────┘
 *
 * A second tab is nothing special: its appends are somebody's conflict, its events are somebody's tail.
 *
 * A checkpoint is good enough to look at, not to act on: before anything is written behind one, the log is folded from its
 * beginning, and where the two differ the log is right. [R154]
 */
import {
  decide,
  decideThen,
  fold,
  foldOnce,
  phaseOf,
  settle,
  TwelvefoldError,
  type AgentDefinition,
  type AppendNote,
  type AppendResult,
  type At,
  type Clock,
  type Decision,
  type Event,
  type Intent,
  type NextReport,
  type Rejection,
  type Report,
  type State,
  type Store,
} from '@twelvefold/core';
import { contiguous, isLastOf, threadGone } from './read-tail.ts';

export interface Journal {
  /**
   * Decides and appends, and in the same append what `next` asks in the state after it. Store failures come back as the
   * rejection `store_failed`.
   */
  submit(command: Intent | Report, next?: NextReport): Promise<Decision>;
  /** Reads what others appended, unless it is there up to `seq`, and appends the facts that the log owes. */
  sync(seq?: number): Promise<void>;
  /** Resolves when all that came before is done; rejects when the thread is gone. */
  settled(): Promise<void>;
  /** The log that the thread began with here, until the store was seen to have something of the thread. */
  saved(): readonly Event[];
  /** Gives it to the store. Why that failed comes back. */
  keep(): Promise<Rejection | undefined>;
  /** Begins with the state that `read` finds, unless something is there: nothing is decided on it before the log has vouched for it. */
  restore(read: (threadId: string) => Promise<State | undefined>): Promise<void>;
  /** Whether the state is what the log says: `false` when the store fails, so that nobody knows. */
  vouched(): Promise<boolean>;
}

export interface JournalOptions {
  readonly definition: AgentDefinition;
  readonly store: Store;
  readonly clock: Clock;
  /** The log that the thread began with here: given to a store that never had anything of the thread. */
  readonly saved?: readonly Event[];
  /** `false` where the agent begins with a checkpoint: nothing is decided before the log has vouched for it. Default true. */
  readonly isVouched?: boolean;
  /** The thread's id; asked for when the first thing is written. */
  readonly threadId: () => string;
  /** The state as delivered so far. */
  readonly state: () => State;
  /** Called with events that are durable, in order, each once: those appended here, or read after others appended. */
  readonly deliver: (events: readonly Event[], from: 'append' | 'read') => void;
  /** Called with a checkpoint to begin with, and with what the log amounts to where that is something else. */
  readonly correct: (state: State) => void;
  /** Called once: what the store has is not this thread any more. Nothing is written from then on. */
  readonly onGone: (problem: TwelvefoldError) => void;
  /** Called with what the store threw, and with `undefined` once it works again. */
  readonly onProblem: (problem: TwelvefoldError | undefined) => void;
}

export function createJournal(options: JournalOptions): Journal {
  const { definition, state, deliver } = options;
  let { saved = [], isVouched = true } = options;
  let gone: TwelvefoldError | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  /** A sync that has not begun: whoever asks for another one waits for it. */
  let due: Promise<unknown> | undefined;
  let newestSeq = 0;
  let isBehind = false;
  /** The append that is under way: what it comes to says what there is, so hearing of it is no news. */
  let appending: { readonly seq: number; isHeard: boolean } | undefined;

  const journal: Journal = {
    settled: async () => {
      await enqueue(async () => undefined);
      if (gone) throw gone;
    },
    saved: () => saved,
    keep: async () => (await enqueue(keep))?.rejection,
    // In the queue, so that no tail is read before it, nor anything decided.
    restore: (read) =>
      enqueue(async () => {
        if (state().seq > 0) return;
        const checkpoint = await read(options.threadId());
        if (!checkpoint || checkpoint.seq <= state().seq) return;
        isVouched = false;
        options.correct(checkpoint);
      }),
    vouched: async () => isVouched || (await enqueue(vouch)) === undefined,
    submit: (request, next) =>
      enqueue(() =>
        write((at) =>
          next ? decideThen(definition, state(), { request, next, at }) : decide(definition, state(), request, at),
        ),
      ),
    sync: async (seq = Infinity) => {
      if (seq === appending?.seq) return void (appending.isHeard = true);
      if (seq === state().seq && !due) return;
      newestSeq = Math.max(newestSeq, seq);
      // Old news, or there is less than there was.
      isBehind ||= seq < state().seq;
      due ??= enqueue(async () => {
        const isRead = newestSeq <= state().seq && !isBehind;
        due = undefined;
        isBehind = false;
        newestSeq = 0;
        if (isRead) return undefined;
        return (await readTail()) ?? write((at) => ({ ok: true, events: settle(definition, state(), at) }));
      });
      await due;
    },
  };
  return journal;

  function enqueue<T>(job: () => Promise<T>): Promise<T> {
    const done = queue.then(job);
    queue = done.catch(() => undefined);
    return done;
  }

  /** Appends what `decided` says of the newest state; decides again whenever somebody else was faster. */
  async function write(decided: (at: At) => Decision): Promise<Decision> {
    for (;;) {
      if (gone) return failed(gone);
      const at = { threadId: options.threadId(), nowMs: options.clock.now() };
      const decision = decided(at);
      if (decision.ok && decision.events.length === 0) return decision;
      if (!isVouched) {
        const failure = await vouch();
        if (failure) return failure;
        continue;
      }
      if (!decision.ok) return decision;
      const own = { seq: state().seq + decision.events.length, isHeard: false };
      appending = own;
      const result = await attempt(() => appendResult(append(at.threadId, decision.events)));
      appending = undefined;
      if (isFailure(result)) {
        if (own.isHeard) void journal.sync(own.seq);
        return result;
      }
      if (result.ok) {
        saved = [];
        deliver(decision.events, 'append');
        return decision;
      }
      const failure = await catchUp(at.threadId, result.seq);
      if (failure) return failure;
    }
  }

  /** Folds the log from its beginning, once. */
  async function vouch(): Promise<Failure | undefined> {
    if (isVouched) return undefined;
    const { seq } = state();
    const threadId = options.threadId();
    const log = await attempt(async () => contiguous(await options.store.read(threadId, 0, seq), threadId, 0));
    if (isFailure(log)) return log;
    const folded = fold(log);
    isVouched = true;
    if (JSON.stringify(folded) !== JSON.stringify(state())) options.correct(folded);
    return undefined;
  }

  function append(threadId: string, events: readonly Event[]): Promise<AppendResult> {
    const before = state();
    // Folded only for a store that keeps a list.
    const note: AppendNote = {
      ...(before.seq > 0 && { lastAtMs: before.atMs }),
      get phase() {
        return phaseOf(foldOnce(events, before), definition.flow);
      },
    };
    return options.store.append(threadId, before.seq, events, note);
  }

  /** After a conflict: reads what others appended. A store that never had anything of the thread is given the saved log. */
  async function catchUp(threadId: string, storedSeq: number): Promise<Failure | undefined> {
    const before = state();
    const failure = await readTail();
    if (failure || state() !== before) return failure;
    if (saved.length > 0) return keep();
    const message = `The store refuses event ${before.seq + 1} of thread ${threadId} because it has ${storedSeq}, and gives no more than ${before.seq}: load the thread from the store again.`;
    return attempt(() => Promise.reject(new TwelvefoldError('store_failed', message)));
  }

  /** Reads what is behind the state, and the event before that: a thread that was deleted may be there again, as another one. */
  async function readTail(): Promise<Failure | undefined> {
    if (gone) return failed(gone);
    const threadId = options.threadId();
    const before = state();
    const from = Math.max(before.seq - 1, 0);
    const log = await attempt(async () => contiguous(await options.store.read(threadId, from), threadId, from));
    if (isFailure(log)) return log;
    if (before.seq > 0 && !isLastOf(before, log[0])) return differs(threadId);
    if (log.length > 0) saved = [];
    const tail = before.seq > 0 ? log.slice(1) : log;
    if (tail.length > 0) deliver(tail, 'read');
    return undefined;
  }

  /** The store has not what the state was folded from: not yet, or a checkpoint was wrong, or not any more. */
  async function differs(threadId: string): Promise<Failure | undefined> {
    if (!isVouched) return (await vouch()) ?? readTail();
    if (saved.length > 0 && saved.length === state().seq) {
      const first = await attempt(() => options.store.read(threadId, 0, 1));
      if (isFailure(first)) return first;
      if (first.length === 0) return undefined;
    }
    gone = threadGone(threadId);
    options.onGone(gone);
    return failed(gone);
  }

  async function keep(): Promise<Failure | undefined> {
    const threadId = options.threadId();
    if (gone) return failed(gone);
    if (saved.length === 0) return undefined;
    const result = await attempt(() => appendResult(options.store.append(threadId, 0, saved)));
    if (isFailure(result)) return result;
    saved = [];
    return result.ok ? undefined : readTail();
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T | Failure> {
    try {
      const result = await work();
      options.onProblem(undefined);
      return result;
    } catch (cause) {
      const problem = TwelvefoldError.isInstance(cause)
        ? cause
        : new TwelvefoldError('store_failed', 'The store failed. Nothing was appended; try again.', { cause });
      options.onProblem(problem);
      return failed(problem);
    }
  }
}

/** What a store must answer; anything else is a broken store, and nothing is taken from it. */
async function appendResult(answer: Promise<AppendResult>): Promise<AppendResult> {
  const result: unknown = await answer;
  if (typeof result === 'object' && result !== null && 'ok' in result) return result as AppendResult;
  throw new TwelvefoldError(
    'store_failed',
    'The store did not say whether it appended: resolve to { ok: true } or { ok: false, seq }.',
  );
}

/** As the rejection of what was asked. */
function failed({ code, message }: TwelvefoldError): Failure {
  return { ok: false, rejection: { code: code === 'thread_gone' ? code : 'store_failed', message }, failure: true };
}

type Failure = Extract<Decision, { readonly ok: false }> & { readonly failure: true };

function isFailure(result: object): result is Failure {
  return 'failure' in result;
}
