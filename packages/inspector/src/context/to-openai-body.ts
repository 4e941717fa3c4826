import type { Json, JsonObject, ModelMessage, ModelRequest, ToolResultPart } from '@twelvefold/core';
import { callInput } from './call-input.ts';

/**
 * A request as the body of an OpenAI-compatible chat completion. Reasoning goes back as `reasoning_content`, as most of
 * those APIs want it; OpenAI's own refuses it.
 */
export function toOpenAiBody(
  { system, messages, tools }: ModelRequest,
  { model, withReasoning }: { readonly model: string; readonly withReasoning: boolean },
): JsonObject {
  return {
    model,
    messages: [
      ...(system === '' ? [] : [{ role: 'system', content: system }]),
      ...messages.flatMap((message) => toOpenAiMessages(message, withReasoning)),
    ],
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        type: 'function',
        function: { name, description, parameters: inputSchema },
      })),
    }),
  };
}

function toOpenAiMessages(message: ModelMessage, withReasoning: boolean): readonly JsonObject[] {
  switch (message.role) {
    case 'user':
      return [{ role: 'user', content: message.content }];
    case 'assistant':
      return [assistant(message.content, withReasoning)];
    case 'tool':
      return message.content.map(({ callId, result }) => ({
        role: 'tool',
        tool_call_id: callId,
        content: resultText(result),
      }));
  }
}

function assistant(parts: AssistantParts, withReasoning: boolean): JsonObject {
  const joined = (type: 'text' | 'reasoning'): string =>
    parts.map((part) => (part.type === type ? part.text : '')).join('');
  const calls = parts.flatMap((part): readonly JsonObject[] => {
    if (part.type !== 'call') return [];
    const { callId, tool, input } = part;
    const call = { name: tool, arguments: JSON.stringify(callInput(input)) };
    return [{ id: callId, type: 'function', function: call, ...signature(part.providerMetadata) }];
  });
  const [text, reasoning] = [joined('text'), joined('reasoning')];
  return {
    role: 'assistant',
    content: text === '' && calls.length > 0 ? null : text,
    ...(withReasoning && reasoning !== '' && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
  };
}

type AssistantParts = Extract<ModelMessage, { readonly role: 'assistant' }>['content'];

/** Gemini wants the signature of its thoughts back with the call. */
function signature(metadata: Readonly<Record<string, JsonObject>> = {}): JsonObject {
  const found: Json | undefined = metadata['google']?.['thoughtSignature'];
  return typeof found === 'string' ? { extra_content: { google: { thought_signature: found } } } : {};
}

function resultText(result: ToolResultPart['result']): string {
  return result.kind === 'json' ? JSON.stringify(result.value) : result.text;
}
