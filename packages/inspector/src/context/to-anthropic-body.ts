import type { AssistantPart, JsonObject, ModelMessage, ModelRequest, ToolResultPart } from '@twelvefold/core';
import { callInput } from './call-input.ts';

/** The API wants a number, and no log knows which one the app asks for. */
const MAX_TOKENS = 4_096;

/**
 * A request as the body of Anthropic's Messages API. Roles alternate there: what follows one another under one role is one
 * message, and results of tools are a user's.
 */
export function toAnthropicBody({ system, messages, tools }: ModelRequest, model: string): JsonObject {
  return {
    model,
    max_tokens: MAX_TOKENS,
    ...(system !== '' && { system: [{ type: 'text', text: system }] }),
    messages: joined(messages),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({ name, description, input_schema: inputSchema })),
    }),
  };
}

interface Turn {
  readonly role: 'user' | 'assistant';
  readonly content: JsonObject[];
}

function joined(messages: readonly ModelMessage[]): readonly JsonObject[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    if (turns.at(-1)?.role !== role) turns.push({ role, content: [] });
    turns.at(-1)?.content.push(...blocksOf(message));
  }
  return turns
    .filter(({ content }) => content.length > 0)
    .map(({ role, content }) => ({ role, content: role === 'assistant' ? callsLast(content) : content }));
}

function blocksOf(message: ModelMessage): readonly JsonObject[] {
  switch (message.role) {
    case 'user':
      return [{ type: 'text', text: message.content }];
    case 'assistant':
      return message.content.flatMap(assistantBlocks);
    case 'tool':
      return message.content.map(resultBlock);
  }
}

/** Reasoning goes back with its signature or not at all. */
function assistantBlocks(part: AssistantPart): readonly JsonObject[] {
  if (part.type === 'call')
    return [{ type: 'tool_use', id: part.callId, name: part.tool, input: callInput(part.input) }];
  if (part.type === 'text') return part.text === '' ? [] : [{ type: 'text', text: part.text }];
  const { signature, redactedData } = part.providerMetadata?.['anthropic'] ?? {};
  if (signature !== undefined) return [{ type: 'thinking', thinking: part.text, signature }];
  return redactedData === undefined ? [] : [{ type: 'redacted_thinking', data: redactedData }];
}

function resultBlock({ callId, result }: ToolResultPart): JsonObject {
  const content = result.kind === 'json' ? JSON.stringify(result.value) : result.text;
  const isError = result.kind === 'error' && { is_error: true };
  return { type: 'tool_result', tool_use_id: callId, content, ...isError };
}

/** Nothing but calls may stand between a call and its result, and no block moves past reasoning. */
function callsLast(blocks: readonly JsonObject[]): readonly JsonObject[] {
  const sorted: JsonObject[] = [];
  let calls: JsonObject[] = [];
  for (const block of blocks) {
    if (block['type'] === 'tool_use') {
      calls.push(block);
      continue;
    }
    const isThought = block['type'] === 'thinking' || block['type'] === 'redacted_thinking';
    sorted.push(...(isThought ? calls : []), block);
    if (isThought) calls = [];
  }
  return [...sorted, ...calls];
}
