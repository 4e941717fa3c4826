/*
 * What a model gets to see of a thread, in the order in which every context format shows it.
 *
 *   the log    message ─ requested ─ message ─ replied ─ call.succeeded ─ requested …
 *   the turns  message ─ step (reply, calls with results) ─ message ─ …
 *
 * A step stays together, and what came in while it was under way comes after it: so the turns of an earlier request are
 * a prefix of the turns of every later one, and providers' prefix caches hit. [R65]
 */
import { isSettled } from './entries.ts';
import type { AskEntry, CallEntry, Entry, MessageEntry, PrefetchEntry, ReplyEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';

/** One thing a model gets to see. */
export type Turn =
  | { readonly kind: 'message'; readonly entry: MessageEntry }
  | { readonly kind: 'prefetch'; readonly entry: PrefetchEntry }
  /** A question that the engine or the flow put to a person, with its answer. Those of tools are calls. */
  | { readonly kind: 'answer'; readonly entry: AskEntry; readonly answer: NonNullable<AskEntry['answer']> }
  /** A call that took back another one, or was to, and is settled. No model made it: it is news. */
  | { readonly kind: 'undo'; readonly entry: CallEntry; readonly undone: CallEntry }
  /** A reply and its calls, all of them settled, in the order in which the model made them. */
  | { readonly kind: 'step'; readonly reply: ReplyEntry; readonly calls: readonly CallEntry[] };

/**
 * The turns of a thread. A step that still has an unsettled call is left out as a whole: no provider takes a call
 * without its result, and no model is asked before. Notices and unanswered questions are left out too.
 */
export function toTurns(state: State): readonly Turn[] {
  const { entries } = state;
  const inputs = entries.flatMap((entry) => inputTurn(entry, state) ?? []);
  const turns: Turn[] = [];
  let next = 0;
  for (const [index, reply] of entries.entries()) {
    if (reply.kind !== 'reply') continue;
    for (let input = inputs[next]; input && input.entry.seq < reply.requestSeq; input = inputs[++next])
      turns.push(input);
    const calls = callsAfter(entries, index);
    if (calls.every(isSettled)) turns.push({ kind: 'step', reply, calls });
  }
  return [...turns, ...inputs.slice(next)];
}

/** A reply's calls stand right behind it; what people had undone does so by accident. */
function callsAfter(entries: readonly Entry[], replyIndex: number): readonly CallEntry[] {
  const calls: CallEntry[] = [];
  let index = replyIndex;
  for (let entry = entries[++index]; entry?.kind === 'call' && entry.undoes === undefined; entry = entries[++index])
    calls.push(entry);
  return calls;
}

function inputTurn(entry: Entry, state: State): Exclude<Turn, { kind: 'step' }> | undefined {
  switch (entry.kind) {
    case 'message':
      return { kind: 'message', entry };
    case 'prefetch':
      return { kind: 'prefetch', entry };
    case 'ask':
      return entry.answer && entry.callId === undefined ? { kind: 'answer', entry, answer: entry.answer } : undefined;
    case 'call': {
      const undone = entry.undoes === undefined ? undefined : findCall(state, entry.undoes);
      return undone && isSettled(entry) ? { kind: 'undo', entry, undone } : undefined;
    }
    case 'reply':
    case 'notice':
    default:
      return undefined;
  }
}
