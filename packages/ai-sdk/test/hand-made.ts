import type {
  LanguageModelV2,
  LanguageModelV2CallOptions,
  LanguageModelV2StreamPart,
  LanguageModelV3,
  LanguageModelV3CallOptions,
  LanguageModelV3StreamPart,
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';

/** A stream as Safari has it: to be read with a reader only. */
export function streamOf<Part>(parts: readonly Part[], rest: UnderlyingDefaultSource<Part> = {}): ReadableStream<Part> {
  const stream = new ReadableStream<Part>({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      if (!rest.pull && !rest.cancel) controller.close();
    },
    ...rest,
  });
  Object.defineProperty(stream, Symbol.asyncIterator, { value: undefined });
  return stream;
}

const doGenerate = () => Promise.reject(new Error('The engine only streams.'));

export function modelV2(
  answer: (options: LanguageModelV2CallOptions) => ReadableStream<LanguageModelV2StreamPart>,
): LanguageModelV2 {
  const doStream: LanguageModelV2['doStream'] = (options) => Promise.resolve({ stream: answer(options) });
  return { specificationVersion: 'v2', provider: 'hand', modelId: 'made', supportedUrls: {}, doGenerate, doStream };
}

export function modelV3(
  answer: (options: LanguageModelV3CallOptions) => ReadableStream<LanguageModelV3StreamPart>,
): LanguageModelV3 {
  const doStream: LanguageModelV3['doStream'] = (options) => Promise.resolve({ stream: answer(options) });
  return { specificationVersion: 'v3', provider: 'hand', modelId: 'made', supportedUrls: {}, doGenerate, doStream };
}

export function modelV4(
  answer: (options: LanguageModelV4CallOptions) => ReadableStream<LanguageModelV4StreamPart>,
): LanguageModelV4 {
  const doStream: LanguageModelV4['doStream'] = (options) => Promise.resolve({ stream: answer(options) });
  return { specificationVersion: 'v4', provider: 'hand', modelId: 'made', supportedUrls: {}, doGenerate, doStream };
}

/** A v4 `finish` part. */
export function finish(
  unified: 'stop' | 'interrupted' = 'stop',
): Extract<LanguageModelV4StreamPart, { type: 'finish' }> {
  return {
    type: 'finish',
    finishReason: { unified, raw: unified },
    usage: {
      inputTokens: { total: 10, noCache: 10, cacheRead: undefined, cacheWrite: undefined },
      outputTokens: { total: 2, text: 2, reasoning: undefined },
    },
  };
}

/** What `finish()` becomes. */
export const finished = {
  type: 'finished',
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 2 },
} as const;
