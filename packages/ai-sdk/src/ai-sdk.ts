import type {
  LanguageModelV2CallOptions,
  LanguageModelV3CallOptions,
  LanguageModelV4CallOptions,
} from '@ai-sdk/provider';
import type { Model, ModelPart, ModelRequest, Signal, Usage } from '@twelvefold/core';
import { AiSdkError } from './ai-sdk-error.ts';
import { assertLanguageModel, modelIdOf, type AiSdkLanguageModel } from './language-model.ts';
import { readStream } from './read-stream.ts';
import { streamCut, toAiSdkError, type FailedAt } from './to-ai-sdk-error.ts';
import { createPartReader, type StreamPart } from './to-model-parts.ts';
import { toOutput, toOutputV2, toPrompt, toTools } from './to-prompt.ts';

/** What every request carries besides the conversation and the tools, in the AI SDK's own words. */
export type AiSdkSettings = Pick<
  LanguageModelV4CallOptions,
  | 'maxOutputTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'presencePenalty'
  | 'frequencyPenalty'
  | 'stopSequences'
  | 'seed'
  | 'reasoning'
  | 'responseFormat'
  | 'toolChoice'
  | 'headers'
  | 'providerOptions'
>;

export interface AiSdkOptions {
  readonly settings?: AiSdkSettings;
  /** What a reply cost, in US dollars, for the log and the cost limit. Providers report tokens, not prices. */
  readonly costUsd?: (usage: Usage) => number;
}

/**
 * A model for the engine, from a model object of any AI SDK provider (interface versions 2, 3 and 4). The stream throws
 * `AiSdkError`s that say whether to ask again; retrying is the engine's, so that retries are in the log.
 *
 * @throws AiSdkError `unsupported_model` for anything but such an object; `unsupported_setting` for `reasoning` on a
 * model that has no word for it.
 * @example
 * const model = aiSdk(anthropic('claude-sonnet-5'), { settings: { maxOutputTokens: 2_000 } });
 */
export function aiSdk(model: AiSdkLanguageModel, options: AiSdkOptions = {}): Model {
  assertLanguageModel(model);
  const id = modelIdOf(model);
  if (options.settings?.reasoning !== undefined && model.specificationVersion !== 'v4') {
    const message = `${id} speaks ${model.specificationVersion}, which has no setting "reasoning": use providerOptions, or update the provider package.`;
    throw new AiSdkError('unsupported_setting', message);
  }
  return { id, stream: (request, { signal }) => streamReply({ model, id, options, request, signal }) };
}

interface Asked {
  readonly model: AiSdkLanguageModel;
  readonly id: string;
  readonly options: AiSdkOptions;
  readonly request: ModelRequest;
  readonly signal: Signal;
}

async function* streamReply(asked: Asked): AsyncGenerator<ModelPart, void> {
  const { id, options, request, signal } = asked;
  let failedAt: FailedAt = 'request';
  const open = async () => {
    const result = await openStream(asked);
    failedAt = 'stream';
    return result;
  };
  try {
    const reader = createPartReader(new Set(request.tools.map((tool) => tool.name)));
    // Not `yield*`: that waits for an iterator around each array, also an empty one.
    for await (const part of readStream<StreamPart>(open, signal)) for (const read of reader.read(part)) yield read;
    const end = reader.end();
    if (end === undefined) throw streamCut(id);
    for (const part of end.open) yield part;
    yield { type: 'finished', ...end.finish, ...costOf(id, end.finish.usage, options) };
  } catch (thrown) {
    throw signal.aborted ? signal.reason : toAiSdkError(thrown, id, failedAt);
  }
}

/** Asks the model in its version of the interface; the versions differ in the prompt's words for a denied call. */
function openStream({ model, request, options, signal }: Asked): PromiseLike<Opened> {
  const tools = toTools(request.tools);
  const { toolChoice, ...rest } = options.settings ?? {};
  const common = { ...rest, ...(tools && { tools, ...(toolChoice && { toolChoice }) }), abortSignal: signal };
  switch (model.specificationVersion) {
    case 'v2':
      return model.doStream({
        ...(common as Common<LanguageModelV2CallOptions>),
        prompt: toPrompt(request, toOutputV2),
      });
    case 'v3':
      return model.doStream({ ...(common as Common<LanguageModelV3CallOptions>), prompt: toPrompt(request, toOutput) });
    case 'v4':
      return model.doStream({ ...(common as Common<LanguageModelV4CallOptions>), prompt: toPrompt(request, toOutput) });
  }
}

interface Opened {
  readonly stream: ReadableStream<StreamPart>;
}

type Common<CallOptions> = Omit<CallOptions, 'prompt'>;

function costOf(id: string, usage: Usage, { costUsd }: AiSdkOptions): { readonly costUsd?: number } {
  if (costUsd === undefined) return {};
  const cost = costUsd(usage);
  if (Number.isFinite(cost) && cost >= 0) return { costUsd: cost };
  throw new AiSdkError('invalid_cost', `costUsd for ${id} returned ${String(cost)}: return dollars, 0 or more.`);
}
