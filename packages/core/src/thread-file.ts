/*
 * The thread file: one event a line, as JSON, the first of them `thread.started`. The export, the import, the bug report
 * and the test fixture of a thread. [R75] [R76] [R77]
 */
import type { Event } from './event.ts';
import { findEventProblem } from './parse-event.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

export { parseEvent } from './parse-event.ts';

/** The events as a thread file: JSON Lines, with a line break after the last line. */
export function writeThreadFile(events: readonly Event[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

/**
 * The events of a thread file, every field checked. Reads CRLF, a byte order mark and blank lines at the end. Of a key
 * that stands twice in an object the last one counts, as in `JSON.parse`; fields that no event has are kept.
 *
 * @throws TwelvefoldError `thread_file_invalid` that names the line and what is wrong with it.
 */
export function readThreadFile(text: string): readonly Event[] {
  const body = text.replace(/^\uFEFF/, '').trimEnd();
  if (body === '') throw invalid('The thread file is empty; its first line must be a thread.started event.');
  const lines = body.split('\n');
  const endsWithLineBreak = text.slice(text.trimEnd().length).includes('\n');
  const events: Event[] = [];
  for (const [index, line] of lines.entries()) {
    const isCut = index === lines.length - 1 && !endsWithLineBreak;
    const value = parseLine(line, index + 1, isCut);
    const problem = findEventProblem(value) ?? placeProblem(value as Event, events);
    if (problem !== undefined) throw invalid(`Line ${index + 1} of the thread file is invalid. ${problem}`);
    events.push(value as Event);
  }
  return events;
}

function parseLine(line: string, number: number, isCut: boolean): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch (cause) {
    if (isCut)
      throw invalid(
        `The thread file was cut in line ${number}, its last one. Export it again, or delete that line.`,
        cause,
      );
    throw invalid(
      `Line ${number} of the thread file is ${line.trim() === '' ? 'blank' : 'not JSON'}; each line must be one event.`,
      cause,
    );
  }
}

/** What is wrong with the event behind the ones before it. */
function placeProblem({ type, seq, threadId }: Event, before: readonly Event[]): string | undefined {
  const first = before[0];
  const due = before.length + 1;
  if (!first && type !== 'thread.started') return `The first event must be thread.started, not ${type}.`;
  if (first && type === 'thread.started') return 'Only the first event may be thread.started.';
  if (first && threadId !== first.threadId)
    return `It belongs to thread ${JSON.stringify(threadId)}, the file to ${JSON.stringify(first.threadId)}.`;
  if (seq < due) return `"seq" is ${seq} a second time; ${due} is due.`;
  return seq > due ? `"seq" must be ${due}, not ${seq}: events are missing.` : undefined;
}

function invalid(message: string, cause?: unknown): TwelvefoldError {
  return new TwelvefoldError('thread_file_invalid', message, cause === undefined ? {} : { cause });
}
