import type { Content, StreamSpec, ThreadSpec } from '../page-contract.ts';

/** What a model, a transport or a server says, in no system's words. */
export type Delta =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'call.started'; readonly id: string }
  | { readonly type: 'call.delta'; readonly id: string; readonly text: string }
  | { readonly type: 'call.ended'; readonly id: string; readonly inputText: string }
  /** The reply goes on in another model request, where a system makes a difference of it. */
  | { readonly type: 'step' };

/** The one tool of all pages. */
export const TOOL = 'write_report';

export interface Message {
  readonly id: string;
  readonly role: 'user' | 'assistant';
  readonly text: string;
}

/** The finished messages of a thread, oldest first. */
export function messagesOf({ messages }: ThreadSpec): readonly Message[] {
  return Array.from({ length: messages }, (_, index) => ({
    id: `m${index}`,
    role: index % 2 === 0 ? 'user' : 'assistant',
    text: `Message ${index}: ${'the quick brown fox jumps over the lazy dog. '.repeat(2)}`,
  }));
}

/** The whole tool calls that a reply begins with: half of them in a step of their own, the rest beside what follows. */
export function* callsOf({ calls = 0 }: StreamSpec): Generator<Delta> {
  for (let index = 0; index < calls; index++) {
    const isEarly = index < calls / 2;
    if (index > 0 && !isEarly && index - 1 < calls / 2) yield { type: 'step' };
    const id = `${isEarly ? 'early' : 'late'}-${index}`;
    const inputText = JSON.stringify({ content: `Report ${index}` });
    yield { type: 'call.started', id };
    yield { type: 'call.delta', id, text: inputText };
    yield { type: 'call.ended', id, inputText };
  }
}

/** The deltas that are measured, and how many characters the page shows in the end. */
export function deltasOf(content: Content): { readonly deltas: Iterable<Delta>; readonly expectedChars: number } {
  if (content.kind === 'text') {
    const word = 'stream ';
    const deltas = Array.from({ length: content.deltas }, (): Delta => ({ type: 'text', text: word }));
    return { deltas, expectedChars: word.length * content.deltas };
  }
  const input = content.kind === 'string' ? stringInput(content.chars) : rowsInput(content.chars);
  return { deltas: inputDeltas(JSON.stringify(input), content.deltaChars), expectedChars: charsIn(input) };
}

/** The length of all strings in a tool's input: what a card shows of an input of any size, and what is compared. */
export function charsIn(input: unknown): number {
  if (typeof input !== 'object' || input === null) return 0;
  if ('content' in input && typeof input.content === 'string') return input.content.length;
  if (!('rows' in input) || !Array.isArray(input.rows)) return 0;
  return input.rows.reduce((chars: number, row) => chars + nameIn(row).length, 0);
}

/** The rows of an input that has some. */
export function rowsIn(input: unknown): readonly unknown[] {
  return typeof input === 'object' && input !== null && 'rows' in input && Array.isArray(input.rows) ? input.rows : [];
}

/** What a row is called; empty while it is not there yet. */
export function nameIn(row: unknown): string {
  return typeof row === 'object' && row !== null && 'name' in row && typeof row.name === 'string' ? row.name : '';
}

function stringInput(chars: number): { readonly content: string } {
  const sentence = 'A line of the report, with "quotes" and a break.\n';
  return { content: sentence.repeat(Math.ceil(chars / sentence.length)).slice(0, chars) };
}

/** About 56 characters a row: 2,000 rows are 111 kB. */
function rowsInput(chars: number): { readonly rows: readonly object[] } {
  const rows = Array.from({ length: Math.max(Math.round(chars / 56), 1) }, (_, index) => ({
    id: 10_000 + index,
    name: `Item ${10_000 + index}`,
    price: 19.5,
    isInStock: true,
  }));
  return { rows };
}

function* inputDeltas(inputText: string, deltaChars: number): Generator<Delta> {
  const id = 'measured';
  yield { type: 'call.started', id };
  for (let at = 0; at < inputText.length; at += deltaChars)
    yield { type: 'call.delta', id, text: inputText.slice(at, at + deltaChars) };
  yield { type: 'call.ended', id, inputText };
}
