import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4Prompt,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { pacedStream } from './paced-stream.ts';
import type { Reply } from './respond/reply.ts';
import { callId, streamParts, type StreamSetting } from './stream-reply.ts';
import { finishOf, usageOf } from './usage.ts';

/** How the model is named wherever people see it. */
export const OFFLINE_MODEL_LABEL = 'Offline rules, not an LLM';

/** What `createOfflineModel` takes. */
export interface OfflineModelOptions {
  /** Between two parts of a reply. Default 18. */
  readonly delayMs?: number;
  /** Milliseconds since the epoch, for "next Friday" where the system prompt does not say what day it is. */
  readonly now?: () => number;
}

const MODEL_ID = 'desk-rules';
const DEFAULT_DELAY_MS = 18;

/**
 * A model for an invoicing desk that needs no key and no network: rules, not an LLM. It sees what any model sees, the
 * prompt and the tools, keeps nothing between replies, and streams like a hosted one. The language libraries behind the
 * rules are fetched with the first reply.
 *
 * @throws RangeError for a delay below 0.
 * @example
 * const model = aiSdk(createOfflineModel());
 */
export function createOfflineModel({
  delayMs = DEFAULT_DELAY_MS,
  now = Date.now,
}: OfflineModelOptions = {}): LanguageModelV4 {
  if (!(delayMs >= 0)) throw new RangeError(`delayMs must be 0 or more milliseconds, not ${String(delayMs)}.`);
  return {
    specificationVersion: 'v4',
    provider: 'offline',
    modelId: MODEL_ID,
    supportedUrls: {},
    async doGenerate(options) {
      const reply = await replyTo(options, now);
      return {
        content: contentOf(reply, settingOf(options.prompt)),
        finishReason: finishOf(reply),
        usage: usageOf(reply, settingOf(options.prompt).promptChars),
        warnings: warningsOf(options),
      };
    },
    async doStream(options) {
      const reply = await replyTo(options, now);
      const parts = streamParts(reply, { ...settingOf(options.prompt), warnings: warningsOf(options) });
      return { stream: pacedStream(parts, { delayMs, signal: options.abortSignal }) };
    },
  };
}

async function replyTo(options: LanguageModelV4CallOptions, now: () => number): Promise<Reply> {
  options.abortSignal?.throwIfAborted();
  const { respond } = await import('./respond/respond.ts');
  options.abortSignal?.throwIfAborted();
  return respond(options, now());
}

function settingOf(prompt: LanguageModelV4Prompt): Omit<StreamSetting, 'warnings'> {
  const calls = prompt.flatMap((message) =>
    message.role === 'assistant' ? message.content.filter((part) => part.type === 'tool-call') : [],
  );
  return { promptChars: JSON.stringify(prompt).length, callsBefore: calls.length, modelId: MODEL_ID };
}

function contentOf(reply: Reply, setting: Omit<StreamSetting, 'warnings'>): LanguageModelV4Content[] {
  const calls = reply.calls.map(({ tool, input }, index): LanguageModelV4Content => {
    return { type: 'tool-call', toolCallId: callId(setting, index), toolName: tool, input: JSON.stringify(input) };
  });
  return reply.text === '' ? calls : [{ type: 'text', text: reply.text }, ...calls];
}

/** Rules cannot be made to call a tool or to write JSON. */
function warningsOf({ responseFormat, toolChoice }: LanguageModelV4CallOptions): SharedV4Warning[] {
  const forced = toolChoice?.type === 'required' || toolChoice?.type === 'tool';
  return [
    ...(responseFormat?.type === 'json' ? [{ type: 'unsupported', feature: 'responseFormat' } as const] : []),
    ...(forced
      ? [
          {
            type: 'unsupported',
            feature: 'toolChoice',
            details: 'Rules call the tools that the request needs.',
          } as const,
        ]
      : []),
  ];
}
