import type { LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { Day } from '../understand/calendar.ts';
import { readOutcome, type Outcome } from './outcome.ts';

/** A call that the prompt holds, with how it ended. */
export interface Call {
  readonly tool: string;
  /** What the model wrote; where a person changed it, `outcome` says what ran. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
}

/** A person's message and the calls that answered it. */
export interface Exchange {
  readonly message: string;
  readonly calls: readonly Call[];
  /** A reply without calls followed: nothing is left to do. */
  readonly isClosed: boolean;
}

/** A call that a person wanted undone, and what came of it. */
export interface Undo {
  readonly tool: string;
  readonly outcome: string;
  readonly result: string;
}

/** All that the model knows: what the prompt holds. */
export interface Conversation {
  readonly exchanges: readonly Exchange[];
  /** What people had undone since the last reply. */
  readonly undos: readonly Undo[];
  /** From "Today is 2026-11-20" in the system prompt. */
  readonly today?: Day;
}

const TODAY = /\btoday(?:'s date)?(?: is)?:?\s*(?:\w+day,?\s*)?(\d{4}-\d{2}-\d{2})\b/i;
// What the engine itself says in a user message is no request: data fetched ahead, a person's answer to the engine.
const ENGINE_NOTE = /^(?:Fetched ahead of time: |Question to a person: |Request to undo an earlier call: )/;
const UNDO_NOTE = /^Request to undo an earlier call: (.*)$/s;
const DATA_HEAD = /^Data of this \w+ message: .*(?:\n\n|$)/;

/** Reads a prompt. */
export function readConversation(prompt: LanguageModelV4Prompt): Conversation {
  const outcomes = readOutcomes(prompt);
  const exchanges = prompt.reduce<readonly Exchange[]>((before, message) => {
    if (message.role === 'user') return addMessage(before, textOf(message));
    return message.role === 'assistant' ? addReply(before, message, outcomes) : before;
  }, []);
  const today = TODAY.exec(prompt.map((message) => (message.role === 'system' ? message.content : '')).join('\n'))?.[1];
  const undos = readUndos(prompt);
  return today === undefined ? { exchanges, undos } : { exchanges, undos, today };
}

function readUndos(prompt: LanguageModelV4Prompt): readonly Undo[] {
  const since = prompt.findLastIndex(({ role }) => role === 'assistant') + 1;
  return prompt.slice(since).flatMap((message): readonly Undo[] => {
    const note = message.role === 'user' ? UNDO_NOTE.exec(textOf(message))?.[1] : undefined;
    return note === undefined ? [] : toUndo(note);
  });
}

/** Nothing where somebody only wrote like the engine. */
function toUndo(note: string): readonly Undo[] {
  try {
    const { call, outcome, result } = toRecord(JSON.parse(note));
    const { tool } = toRecord(call);
    if (typeof tool !== 'string' || typeof outcome !== 'string') return [];
    return [{ tool, outcome, result: typeof result === 'string' ? result : '' }];
  } catch {
    return [];
  }
}

function addMessage(exchanges: readonly Exchange[], said: string): readonly Exchange[] {
  const message = ENGINE_NOTE.test(said) ? '' : said.replace(DATA_HEAD, '').trim();
  return message === '' ? exchanges : [...exchanges, { message, calls: [], isClosed: false }];
}

function addReply(
  exchanges: readonly Exchange[],
  { content }: Extract<LanguageModelV4Message, { role: 'assistant' }>,
  outcomes: ReadonlyMap<string, Outcome>,
): readonly Exchange[] {
  const calls = content.flatMap((part): readonly Call[] => {
    if (part.type !== 'tool-call') return [];
    const outcome = outcomes.get(part.toolCallId) ?? { kind: 'failed', text: 'The call has no result.' };
    return [{ tool: part.toolName, input: toRecord(part.input), outcome }];
  });
  if (calls.length === 0) return exchanges.map((exchange) => ({ ...exchange, isClosed: true }));
  const last = exchanges.at(-1);
  return last ? [...exchanges.slice(0, -1), { ...last, calls: [...last.calls, ...calls] }] : exchanges;
}

function readOutcomes(prompt: LanguageModelV4Prompt): ReadonlyMap<string, Outcome> {
  const results = prompt.flatMap((message) =>
    message.role === 'tool' || message.role === 'assistant'
      ? message.content.filter((part) => part.type === 'tool-result')
      : [],
  );
  return new Map(results.map((result) => [result.toolCallId, readOutcome(result.output)]));
}

function textOf({ content }: Extract<LanguageModelV4Message, { role: 'user' }>): string {
  return content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

function toRecord(input: unknown): Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null ? { ...input } : {};
}
