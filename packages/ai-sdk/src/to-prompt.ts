import type {
  JSONSchema7,
  LanguageModelV2FunctionTool,
  LanguageModelV2ReasoningPart,
  LanguageModelV2TextPart,
  LanguageModelV2ToolCallPart,
  LanguageModelV2ToolResultOutput,
  LanguageModelV3ToolResultOutput,
} from '@ai-sdk/provider';
import type {
  AssistantPart,
  Json,
  JsonObject,
  ModelMessage,
  ModelRequest,
  ToolResultPart,
  ToolSpec,
} from '@twelvefold/core';

/** A prompt in the words that all versions of the interface share; `Output` is how a version writes a tool's result. */
export type Prompt<Output> = PromptMessage<Output>[];

type PromptMessage<Output> =
  | { role: 'system'; content: string }
  | { role: 'user'; content: LanguageModelV2TextPart[] }
  | { role: 'assistant'; content: PromptPart[] }
  | { role: 'tool'; content: { type: 'tool-result'; toolCallId: string; toolName: string; output: Output }[] };

type PromptPart = LanguageModelV2TextPart | LanguageModelV2ReasoningPart | LanguageModelV2ToolCallPart;

type Outcome = Extract<LanguageModelV2ToolResultOutput, { type: 'json' | 'error-text' }>;
type Denial = Extract<LanguageModelV3ToolResultOutput, { type: 'execution-denied' }>;

/** What the engine asks, as a prompt. What a provider sent with a part goes back with it as `providerOptions`. */
export function toPrompt<Output>(
  { system, messages }: Pick<ModelRequest, 'system' | 'messages'>,
  toOutput: (result: ToolResultPart['result']) => Output,
): Prompt<Output> {
  const prompt: Prompt<Output> = system === '' ? [] : [{ role: 'system', content: system }];
  for (const message of messages) prompt.push(toPromptMessage(message, toOutput));
  return prompt;
}

/** A tool's result for v3 and v4, which have a word for a call that a person denied. */
export function toOutput(result: ToolResultPart['result']): Outcome | Denial {
  return result.kind === 'denied' ? { type: 'execution-denied', reason: result.text } : toOutputV2(result);
}

/** A tool's result for v2, where a denied call is an error. */
export function toOutputV2(result: ToolResultPart['result']): Outcome {
  return result.kind === 'json' ? { type: 'json', value: result.value } : { type: 'error-text', value: result.text };
}

/** The tools of a request; `undefined` when there are none, because some APIs refuse an empty list. */
export function toTools(tools: readonly ToolSpec[]): LanguageModelV2FunctionTool[] | undefined {
  if (tools.length === 0) return undefined;
  return tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    name,
    description,
    inputSchema: inputSchema as JSONSchema7,
  }));
}

function toPromptMessage<Output>(
  message: ModelMessage,
  toOutput: (result: ToolResultPart['result']) => Output,
): PromptMessage<Output> {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.content }] };
    case 'assistant':
      return { role: 'assistant', content: message.content.filter(hasContent).map(toPromptPart) };
    case 'tool':
      return {
        role: 'tool',
        content: message.content.map(({ callId, tool, result }) => ({
          type: 'tool-result',
          toolCallId: callId,
          toolName: tool,
          output: toOutput(result),
        })),
      };
  }
}

/** APIs refuse empty text; an empty part with metadata is not empty (redacted reasoning). */
function hasContent(part: AssistantPart): boolean {
  return part.type === 'call' || part.text !== '' || part.providerMetadata !== undefined;
}

function toPromptPart(part: AssistantPart): PromptPart {
  const options = part.providerMetadata && { providerOptions: part.providerMetadata };
  return part.type === 'call'
    ? { type: 'tool-call', toolCallId: part.callId, toolName: part.tool, input: toCallInput(part.input), ...options }
    : { type: part.type, text: part.text, ...options };
}

/** Some APIs take only objects as a call's input, so what the model wrote instead of one is shown to it in one. */
function toCallInput(input: Json): JsonObject {
  return isJsonObject(input) ? input : { input };
}

function isJsonObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
