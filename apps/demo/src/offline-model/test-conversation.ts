import type {
  LanguageModelV4,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
  LanguageModelV4ToolCall,
} from '@ai-sdk/provider';
import { createOfflineModel } from './index.ts';
// Loaded here, so that no test's time is spent on fetching the language libraries.
import './respond/respond.ts';
import { testDesk, type TestDesk } from './test-desk.ts';

/** A call as a test compares it. */
export type CallMade = readonly [tool: string, input: unknown];

/** What came of a conversation. */
export interface Heard {
  /** The calls of each reply, one list a reply, of the last message only. */
  readonly steps: readonly (readonly CallMade[])[];
  /** The last word. */
  readonly text: string;
  readonly prompt: LanguageModelV4Prompt;
}

/** The day of all tests: a Sunday. */
export const TODAY_MS = new Date(2026, 10, 22, 12).getTime();
const MAX_STEPS = 12;

/** Says these messages one after the other, and answers every call from the desk until the model's last word. */
export async function converse(
  messages: readonly string[],
  desk: TestDesk = testDesk(),
  before: LanguageModelV4Prompt = [],
): Promise<Heard> {
  const model = createOfflineModel({ delayMs: 0, now: () => TODAY_MS });
  let heard: Heard = { steps: [], text: '', prompt: before };
  for (const message of messages) heard = await answerOne(model, desk, [...heard.prompt, userMessage(message)]);
  return heard;
}

/** All parts of one reply. */
export async function streamOf(
  model: LanguageModelV4,
  options: Parameters<LanguageModelV4['doStream']>[0],
): Promise<LanguageModelV4StreamPart[]> {
  const { stream } = await model.doStream(options);
  const parts: LanguageModelV4StreamPart[] = [];
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  return parts;
}

export function userMessage(text: string): LanguageModelV4Message {
  return { role: 'user', content: [{ type: 'text', text }] };
}

async function answerOne(model: LanguageModelV4, desk: TestDesk, asked: LanguageModelV4Prompt): Promise<Heard> {
  const steps: (readonly CallMade[])[] = [];
  let prompt = asked;
  while (steps.length < MAX_STEPS) {
    const parts = await streamOf(model, { prompt, tools: [...desk.tools] });
    const text = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
    const calls = parts.filter((part) => part.type === 'tool-call');
    prompt = [...prompt, ...messagesOf(text, calls, desk)];
    if (calls.length === 0) return { steps, text, prompt };
    steps.push(calls.map(({ toolName, input }): CallMade => [toolName, JSON.parse(input) as unknown]));
  }
  throw new Error(`The model still calls tools after ${MAX_STEPS} replies: ${JSON.stringify(steps.at(-1))}`);
}

function messagesOf(text: string, calls: readonly LanguageModelV4ToolCall[], desk: TestDesk): LanguageModelV4Prompt {
  const parsed = calls.map((call) => ({ ...call, input: JSON.parse(call.input) as Record<string, unknown> }));
  const toolCalls = parsed.map(({ toolCallId, toolName, input }) => ({
    type: 'tool-call' as const,
    toolCallId,
    toolName,
    input,
  }));
  const results = parsed.map(({ toolCallId, toolName, input }) => {
    return { type: 'tool-result' as const, toolCallId, toolName, output: desk.answer(toolName, input) };
  });
  const said = text === '' ? [] : [{ type: 'text' as const, text }];
  const reply: LanguageModelV4Message = { role: 'assistant', content: [...said, ...toolCalls] };
  return results.length === 0 ? [reply] : [reply, { role: 'tool', content: results }];
}
