import type { AskEntry, CallEntry, Entry } from './entry.ts';
import { entryCount, entryOf, type Folding } from './folding.ts';
import type { State } from './state.ts';

const NONE: readonly never[] = [];

/** The call with this id while it is unsettled. */
export function openCall(state: State | Folding, callId: string): CallEntry | undefined {
  const index = openIndex(state, callId);
  const entry = index === undefined ? undefined : entryOf(state, index);
  return entry?.kind === 'call' ? entry : undefined;
}

/** Where the unsettled call with this id stands in the entries. */
export function openIndex(state: State | Folding, callId: string): number | undefined {
  for (const index of state.open) if (entryOf(state, index)?.id === callId) return index;
  return undefined;
}

/** Every unsettled call, in the order in which the model made them. */
export function openCalls(state: State | Folding): readonly CallEntry[] {
  if (state.open.length === 0) return NONE;
  const calls: CallEntry[] = [];
  for (const index of state.open) {
    const entry = entryOf(state, index);
    if (entry?.kind === 'call') calls.push(entry);
  }
  return calls;
}

/** The question with this id while it is unanswered. */
export function openAsk(state: State | Folding, askId: string): AskEntry | undefined {
  const index = askIndex(state, askId);
  const entry = index === undefined ? undefined : entryOf(state, index);
  return entry?.kind === 'ask' ? entry : undefined;
}

/** Where the unanswered question with this id stands in the entries. */
export function askIndex(state: State | Folding, askId: string): number | undefined {
  return state.asks.find((index) => entryOf(state, index)?.id === askId);
}

/** Every unanswered question, oldest first. */
export function openAsks(state: State | Folding): readonly AskEntry[] {
  return state.asks.flatMap((index) => {
    const entry = entryOf(state, index);
    return entry?.kind === 'ask' ? [entry] : [];
  });
}

/** The calls of the thread, settled or not, that are of that kind, oldest first. */
export function callsWhere(state: State | Folding, isOne: (call: CallEntry) => boolean): readonly CallEntry[] {
  const calls: CallEntry[] = [];
  for (let index = 0; index < entryCount(state); index++) {
    const entry = entryOf(state, index);
    if (entry?.kind === 'call' && isOne(entry)) calls.push(entry);
  }
  return calls;
}

/** Any call of the thread, settled or not. */
export function findCall(state: State | Folding, callId: string): CallEntry | undefined {
  const isIt = (entry: Entry): boolean => entry.kind === 'call' && entry.id === callId;
  const entry = openCall(state, callId) ?? findLastEntry(state, isIt);
  return entry?.kind === 'call' ? entry : undefined;
}

/** The newest entry of that kind: the recent ones are found at once. */
export function findLastEntry(state: State | Folding, isIt: (entry: Entry) => boolean): Entry | undefined {
  for (let index = entryCount(state) - 1; index >= 0; index--) {
    const entry = entryOf(state, index);
    if (entry && isIt(entry)) return entry;
  }
  return undefined;
}
