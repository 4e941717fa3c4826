/*
 * A state from the inside. Reducers fold this one, and what is handed out is the plain `State`:
 *
 *   State ─ toFolding ─→ Folding ─ one reducer for each event ─→ Folding ─ toState ─→ State
 *
 * Every field is there in every Folding, so that engines copy it fast. A reducer is given one that nobody else has, and may
 * write on it: a copy for each event is most of what folding a long log would cost. The `entries` of a State are made an array when
 * somebody reads them; behind them it keeps the Folding, so that nobody has to read them to fold on.
 */
import { entryAt, toArray, toEntryList, type EntryList } from './entry-list.ts';
import type { Entry } from './entry.ts';
import type { Event } from './event.ts';
import { initialState, type State } from './state.ts';

type Optional = 'agent' | 'run' | 'request' | 'origins' | 'head' | 'lastReply';

export type Folding = { -readonly [Name in keyof Omit<State, 'entries' | Optional>]: State[Name] } & {
  [Name in Optional]: State[Name] | undefined;
} & {
  entries: EntryList;
  /** Whether this one made that list for itself. A copy begins without one: `nextOf` says so, `ownList` makes it. */
  ownsEntries: boolean;
  /** An earlier one that was folded on to this one: every 512th is kept, and shares what it can. */
  kept: Folding | undefined;
};

const FOLDING = Symbol('folding');

interface Folded {
  readonly [FOLDING]?: Folding;
}

/** What was folded so far; made of its fields where it is not a state that was folded here, such as one read from JSON. */
export function toFolding(state: State): Folding {
  return (state as Folded)[FOLDING] ?? foldingOf(state);
}

/** Each has the same fields in the same order. */
function foldingOf(state: State): Folding {
  const absent = undefined;
  return {
    ...initialState,
    agent: absent,
    run: absent,
    request: absent,
    origins: absent,
    head: absent,
    lastReply: absent,
    kept: absent,
    ownsEntries: false,
    ...state,
    entries: toEntryList(state.entries),
  };
}

const KEPT_APART = 512;

/** What every event changes, on a copy; one that nobody else has needs none, unless it is to be kept. */
export function nextOf(folding: Folding, { threadId, seq, atMs, hash }: Event, isOurs: boolean): Folding {
  const isKept = folding.seq > 0 && folding.seq % KEPT_APART === 0;
  const next = isOurs && !isKept ? folding : { ...folding, ownsEntries: false };
  next.threadId = threadId;
  next.seq = seq;
  next.atMs = atMs;
  next.head = hash ?? next.head;
  if (isKept) next.kept = folding;
  return next;
}

/**
 * The last state up to `seq` that was kept on the way to this one: who wants to know what was then begins there. None is kept
 * of what lies before a state that was read from JSON.
 */
export function keptState(state: State, seq: number): State | undefined {
  let folding: Folding | undefined = toFolding(state);
  while (folding && folding.seq > seq) folding = folding.kept;
  return folding && toState(folding);
}

/** The state as it is handed out: JSON, with nothing in it that is not there. */
export function toState(folding: Folding): State {
  const { threadId, agent, seq, atMs, open, asks, run, request, step } = folding;
  const { attempts, inputSeq, requestSeq, rules, origins, head, lastReply } = folding;
  const state = {
    threadId,
    ...(agent && { agent }),
    seq,
    atMs,
    open,
    asks,
    ...(run && { run }),
    ...(request && { request }),
    step,
    attempts,
    inputSeq,
    requestSeq,
    rules,
    ...(origins && { origins }),
    ...(head !== undefined && { head }),
    ...(lastReply && { lastReply }),
  };
  Object.defineProperty(state, 'entries', { get: readEntries, enumerable: true });
  Object.defineProperty(state, FOLDING, { value: folding });
  return state as typeof state & Pick<State, 'entries'>;
}

/** One entry, also where they were never made an array. */
export function entryOf(state: State | Folding, index: number): Entry | undefined {
  const entries = entriesOf(state);
  return 'chunks' in entries ? entryAt(entries, index) : entries[index];
}

/** How many entries there are. */
export function entryCount(state: State | Folding): number {
  return entriesOf(state).length;
}

function entriesOf(state: State | Folding): EntryList | readonly Entry[] {
  return (state as Folded)[FOLDING]?.entries ?? state.entries;
}

function readEntries(this: Folded): readonly Entry[] {
  return this[FOLDING] ? toArray(this[FOLDING].entries) : [];
}
