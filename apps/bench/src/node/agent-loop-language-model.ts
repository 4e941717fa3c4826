import { scriptedTurn, TOOL, type RunFacts } from './agent-loop-script.ts';

/**
 * The script as a `LanguageModelV4`, the interface of AI SDK providers: the very same object is given to the AI SDK and to
 * `@twelvefold/ai-sdk`. A plain object, since `MockLanguageModelV4` also keeps every request.
 */
export function scriptedLanguageModel(steps: number, factsOf: () => RunFacts) {
  return {
    specificationVersion: 'v4' as const,
    provider: 'scripted',
    modelId: 'scripted',
    supportedUrls: {},
    doGenerate: async ({ prompt }: Asked) => {
      const { text, call, ...tokens } = nextTurn(prompt);
      const calls = call ? [{ type: 'tool-call' as const, ...wordsOf(call) }] : [];
      return {
        content: [{ type: 'text' as const, text }, ...calls],
        finishReason: finishOf(call),
        usage: usageOf(tokens),
        warnings: [],
      };
    },
    doStream: async ({ prompt }: Asked) => {
      const { text, call, ...tokens } = nextTurn(prompt);
      const id = 'text';
      return {
        stream: streamOf([
          { type: 'stream-start' as const, warnings: [] },
          { type: 'text-start' as const, id },
          { type: 'text-delta' as const, id, delta: text },
          { type: 'text-end' as const, id },
          ...(call ? callParts(call) : []),
          { type: 'finish' as const, finishReason: finishOf(call), usage: usageOf(tokens) },
        ]),
      };
    },
  };

  function nextTurn(prompt: Asked['prompt']) {
    const facts = factsOf();
    if (facts.modelRequests === steps - 1)
      facts.resultsInLastRequest = prompt.filter(({ role }) => role === 'tool').length;
    return scriptedTurn(facts.modelRequests++, steps);
  }
}

interface Asked {
  readonly prompt: readonly { readonly role: string }[];
}

type Call = NonNullable<ReturnType<typeof scriptedTurn>['call']>;

function wordsOf({ id, input }: Call) {
  return { toolCallId: id, toolName: TOOL, input: JSON.stringify(input) };
}

function callParts(call: Call) {
  const { toolCallId: id, toolName, input } = wordsOf(call);
  return [
    { type: 'tool-input-start' as const, id, toolName },
    { type: 'tool-input-delta' as const, id, delta: input },
    { type: 'tool-input-end' as const, id },
    { type: 'tool-call' as const, toolCallId: id, toolName, input },
  ];
}

function finishOf(call: Call | undefined) {
  return { unified: call ? ('tool-calls' as const) : ('stop' as const), raw: undefined };
}

function usageOf({ inputTokens, outputTokens }: { readonly inputTokens: number; readonly outputTokens: number }) {
  return {
    inputTokens: { total: inputTokens, noCache: inputTokens, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: outputTokens, text: outputTokens, reasoning: undefined },
  };
}

function streamOf<Part>(parts: readonly Part[]): ReadableStream<Part> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });
}
