import type { Event } from './event.ts';
import type { AppendNote, ThreadSummary } from './ports.ts';

/** What a store keeps of a thread to list it. */
export interface ThreadRecord extends ThreadSummary {
  /** Where the title comes from: a fork in front of that event has another one. 0 when there is none yet. */
  readonly titleSeq: number;
}

const TITLE_CHARS = 80;
const SCAN_CHARS = 1_000;

/** The record after an append; `before` is absent for a new thread, which begins with at least one event. */
export function summarize(
  before: ThreadRecord | undefined,
  events: readonly [Event, ...Event[]],
  note?: AppendNote,
): ThreadRecord {
  const [first] = events;
  const last = events.at(-1) ?? first;
  const started = before ? undefined : events.find(({ type }) => type === 'thread.started');
  const known = before ?? {
    threadId: first.threadId,
    agent: started?.type === 'thread.started' ? plain(started.agent.name) : '',
    title: '',
    titleSeq: 0,
    createdAtMs: first.atMs,
  };
  return {
    ...known,
    ...(known.titleSeq === 0 && findTitle(events)),
    phase: typeof note?.phase === 'string' ? plain(note.phase) : 'unknown',
    seq: last.seq,
    updatedAtMs: last.atMs,
  };
}

/** The record of a fork before its own events. `atMs` is when it began: the time of the first of those. */
export function summarizeFork(
  base: ThreadRecord,
  fork: { readonly threadId: string; readonly seq: number; readonly atMs: number },
): ThreadRecord {
  const { threadId, seq, atMs } = fork;
  const isTitled = base.titleSeq <= seq;
  return {
    threadId,
    agent: base.agent,
    title: isTitled ? base.title : '',
    titleSeq: isTitled ? base.titleSeq : 0,
    phase: 'unknown',
    seq,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    forkedFrom: { threadId: base.threadId, seq },
  };
}

/** Text that every database can hold: U+FFFD for NUL and for lone surrogates. */
export function plain(text: string): string {
  const wellFormed = text.toWellFormed();
  return wellFormed.includes('\0') ? wellFormed.replaceAll('\0', '\uFFFD') : wellFormed;
}

function findTitle(events: readonly Event[]): { readonly title: string; readonly titleSeq: number } | undefined {
  for (const event of events) {
    const title = event.type === 'message.received' ? toTitle(event.text) : '';
    if (title !== '') return { title, titleSeq: event.seq };
  }
  return undefined;
}

/** One line without control characters, also those that turn the direction of what stands beside it. */
function toTitle(text: string): string {
  const line = text
    .slice(0, SCAN_CHARS)
    .toWellFormed()
    .replaceAll(/[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069\s]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > TITLE_CHARS ? `${characters.slice(0, TITLE_CHARS - 1).join('')}…` : line;
}
