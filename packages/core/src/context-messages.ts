import { nameOf, toCallResult } from './call-result.ts';
import { toTurns, type Turn } from './context-turns.ts';
import type { ReplyCall, ReplyPart } from './event.ts';
import { isJsonObject, type Json } from './json.ts';
import type { AssistantPart, ModelMessage } from './ports.ts';
import type { MessageEntry } from './entry.ts';
import type { State } from './state.ts';
import { undoFacts } from './undo-facts.ts';
import { unreachable } from './unreachable.ts';

/**
 * The thread as provider messages: the default context format (factor 3). Each step is an assistant message with what
 * the model wrote, followed by one tool message with all its results; everything else is a user message. [R66]
 *
 * Appending events only appends messages: see `toTurns` for the order and for what is left out. [R65]
 */
export function toMessages(state: State): readonly ModelMessage[] {
  return toTurns(state).flatMap(once);
}

interface Made {
  readonly parts: readonly unknown[];
  readonly messages: readonly ModelMessage[];
}

const made = new WeakMap<object, Made>();

/** A turn that was made messages of is the same messages again: whoever hashes or compares them sees what is new. */
function once(turn: Turn): readonly ModelMessage[] {
  const [entry, ...parts] = partsOf(turn);
  const known = made.get(entry);
  if (known?.parts.length === parts.length && known.parts.every((part, index) => part === parts[index]))
    return known.messages;
  const messages = messagesOf(turn);
  made.set(entry, { parts, messages });
  return messages;
}

/** All that the messages are made of; none of it ever changes. */
function partsOf(turn: Turn): readonly [object, ...object[]] {
  if (turn.kind === 'step') return [turn.reply, ...turn.calls];
  return turn.kind === 'undo' ? [turn.entry, turn.undone] : [turn.entry];
}

function messagesOf(turn: Turn): readonly ModelMessage[] {
  switch (turn.kind) {
    case 'message':
      return user(messageText(turn.entry));
    case 'prefetch':
      return user(`Fetched ahead of time: ${JSON.stringify({ [turn.entry.key]: turn.entry.data })}`);
    case 'answer':
      // In quotes: the question may hold the error of a tool, which could pretend to be the answer.
      return user(
        `Question to a person: ${JSON.stringify(turn.entry.question)}\n${nameOf(turn.answer.by)} answered: ${answerText(turn.answer.value)}`,
      );
    case 'undo':
      return user(`Request to undo an earlier call: ${JSON.stringify(undoFacts(turn.entry, turn.undone))}`);
    case 'step':
      return step(turn);
    default:
      return unreachable(turn, []);
  }
}

/** Providers refuse messages without content, so an empty one is none. */
function user(content: string): readonly ModelMessage[] {
  return content.trim() === '' ? [] : [{ role: 'user', content }];
}

/** Data stands in front, where no text can pretend to be it. */
function messageText({ source, text, data }: MessageEntry): string {
  if (!data) return text;
  const head = `Data of this ${source} message: ${JSON.stringify(data)}`;
  return text === '' ? head : `${head}\n\n${text}`;
}

function step({ reply, calls }: Extract<Turn, { kind: 'step' }>): readonly ModelMessage[] {
  const content = reply.content.flatMap(assistantParts);
  const results = calls.map((call) => ({
    type: 'result' as const,
    callId: call.providerCallId,
    tool: toolName(call.tool),
    result: toCallResult(call),
  }));
  return [
    ...(content.length > 0 ? [{ role: 'assistant' as const, content }] : []),
    ...(results.length > 0 ? [{ role: 'tool' as const, content: results }] : []),
  ];
}

/** An empty part goes back only when the provider wants its metadata back. */
function assistantParts(part: ReplyPart): readonly AssistantPart[] {
  const metadata = part.providerMetadata && { providerMetadata: part.providerMetadata };
  if (part.type !== 'call')
    return part.text.trim() === '' && !metadata ? [] : [{ type: part.type, text: part.text, ...metadata }];
  return [{ type: 'call', callId: part.providerCallId, tool: toolName(part.tool), input: inputOf(part), ...metadata }];
}

/**
 * The input as the model wrote it, whatever a person made of it later. Providers take back objects only: any other
 * JSON, and text that is no JSON, stands under `input`; the result says what was wrong with it.
 */
function inputOf({ input = null, inputText }: ReplyCall): Json {
  if (inputText !== undefined) return { input: inputText };
  return isJsonObject(input) ? input : { input };
}

/** Providers refuse the whole request for a name with other characters, also one that the model made up. */
function toolName(name: string): string {
  return name.replace(/[^\w-]/g, '_').slice(0, 64) || '_';
}

function answerText(value: Json): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
