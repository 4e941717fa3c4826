/*
 * Branches of a thread: another one that begins with what happened in it, up to an event.
 *
 *   thread a   1 ─ 2 ─ 3 ─ 4 ─ 5 ─ …                        goes on, untouched
 *   thread b   1 ─ 2 ─ 3 ─ thread.forked ─ what follows ─ …     shares 1 to 3, under its own id
 *
 * Editing a message is a fork before it with another message; regenerating a reply is a fork before its request.
 * Invariants: [R5] [R143] [R144] [R145]
 */
import type { AgentDefinition } from './agent-definition.ts';
import { decide, settle, type Decision } from './decide.ts';
import type { Event } from './event.ts';
import type { Intent } from './intent.ts';
import { fold } from './reduce.ts';
import { refuse, type At } from './ruling.ts';
import { stampAfter } from './stamp-after.ts';
import type { MessageEntry, ReplyEntry } from './entry.ts';
import type { ForkOrigin, State } from './state.ts';
import { toThreadState } from './to-thread.ts';

/** What a fork begins with. */
export interface ForkRequest {
  /** Where the prefix comes from. */
  readonly from: ForkOrigin;
  /** What is said in the fork at once. */
  readonly message?: Extract<Intent, { readonly type: 'message.send' }>;
}

/**
 * Decides what the first events of a fork are, behind its prefix: `thread.forked`, what the log then owes, the message.
 * Pure: `store.fork` makes the thread of them.
 *
 * @param prefix The events of the other thread from its first on, at least up to `from.seq`.
 * @param at The fork's own thread id.
 */
export function decideFork(
  definition: AgentDefinition,
  prefix: readonly Event[],
  request: ForkRequest,
  at: At,
): Decision {
  return decideForkAt(definition, fold(prefix.slice(0, request.from.seq)), request, at);
}

/**
 * The same where the state is known: what it costs depends on the fork alone, and not on how long the log is.
 *
 * @param there The other thread's state after the event `from.seq`, under its id or that of a fork of it.
 */
export function decideForkAt(
  definition: AgentDefinition,
  there: State,
  { from, message }: ForkRequest,
  at: At,
): Decision {
  const { name } = definition;
  const rejection = forkProblem(there, from, at);
  if (rejection) return { ok: false, rejection };
  const before = toThreadState(there, at.threadId);
  if (before.agent?.name !== name) {
    const whose = `This thread belongs to agent "${before.agent?.name}", not "${name}".`;
    return { ok: false, rejection: refuse('wrong_agent', whose) };
  }
  const forked = stampAfter(definition, before, [{ type: 'thread.forked', from }], at);
  const owing = fold(forked, before);
  const owed = settle(definition, owing, at);
  const events = [...forked, ...owed];
  if (!message) return { ok: true, events };
  const said = decide(definition, fold(owed, owing), message, at);
  return said.ok ? { ok: true, events: [...events, ...said.events] } : said;
}

function forkProblem(there: State, from: ForkOrigin, at: At): ReturnType<typeof refuse> | undefined {
  const { seq, threadId } = from;
  if (at.threadId === threadId || at.threadId === '') return refuse('wrong_thread', 'A fork needs an id of its own.');
  if (seq >= 1 && seq === there.seq) return undefined;
  return refuse(
    'no_such_event',
    `Thread ${threadId} has no event ${seq}: fork it at one that it has, from 1 to its last.`,
  );
}

/**
 * The last event before an entry: fork there to say or to answer that anew. For a reply it is the one before its request,
 * with all that the model had seen. Forks of forks lie side by side: what only began a fork is not repeated.
 */
export function seqBefore({ origins = [] }: State, entry: MessageEntry | ReplyEntry): number {
  let seq = (entry.kind === 'message' ? entry.seq : entry.requestSeq) - 1;
  while (origins.some((origin) => origin.seq + 1 === seq)) seq--;
  return seq;
}

/** Where an event of this thread was written: here, or in the thread that this one, or one of its origins, comes from. */
export function originOf({ threadId, origins = [] }: State, seq: number): ForkOrigin {
  const origin = origins.find((each) => seq <= each.seq);
  return { threadId: origin?.threadId ?? threadId, seq };
}
