import type { LanguageModelV2CallOptions, LanguageModelV3CallOptions } from '@ai-sdk/provider';
import { embed, wrapLanguageModel } from 'ai';
import { describe, expect, test } from 'vitest';
import { collect, collectFailure, firstRequest, requestOf } from '../test/desk.ts';
import { finish, finished, modelV2, modelV3, modelV4, streamOf } from '../test/hand-made.ts';
import { aiSdk, AiSdkError, type AiSdkLanguageModel } from './index.ts';

const denial = requestOf({
  messages: [
    ...firstRequest.messages,
    {
      role: 'assistant',
      content: [
        { type: 'text', text: '' },
        { type: 'reasoning', text: 'Refund it.', providerMetadata: { hand: { signature: 's1' } } },
        { type: 'text', text: 'I refund it.' },
        {
          type: 'call',
          callId: 'c1',
          tool: 'refund',
          input: { id: 'INV-7', euros: 12 },
          providerMetadata: { hand: { itemId: 'i1' } },
        },
      ],
    },
    {
      role: 'tool',
      content: [{ type: 'result', callId: 'c1', tool: 'refund', result: { kind: 'denied', text: 'Anna: too much' } }],
    },
    { role: 'user', content: 'Why?' },
  ],
});

const promptWith = (output: object) => [
  { role: 'system', content: 'You keep the invoices.' },
  { role: 'user', content: [{ type: 'text', text: 'What about INV-7?' }] },
  {
    role: 'assistant',
    content: [
      { type: 'reasoning', text: 'Refund it.', providerOptions: { hand: { signature: 's1' } } },
      { type: 'text', text: 'I refund it.' },
      {
        type: 'tool-call',
        toolCallId: 'c1',
        toolName: 'refund',
        input: { id: 'INV-7', euros: 12 },
        providerOptions: { hand: { itemId: 'i1' } },
      },
    ],
  },
  { role: 'tool', content: [{ type: 'tool-result', toolCallId: 'c1', toolName: 'refund', output }] },
  { role: 'user', content: [{ type: 'text', text: 'Why?' }] },
];

const tools = firstRequest.tools.map((tool) => ({ type: 'function', ...tool }));

describe('a hand-made v2 model', () => {
  test('flat usage, a finish reason that is a string, a denied call as an error', async () => {
    const asked: LanguageModelV2CallOptions[] = [];
    const model = modelV2((options) => {
      asked.push(options);
      return streamOf([
        { type: 'stream-start', warnings: [] },
        { type: 'text-start', id: 't' },
        { type: 'text-delta', id: 't', delta: 'Too much.' },
        { type: 'text-end', id: 't' },
        {
          type: 'finish',
          finishReason: 'content-filter',
          usage: { inputTokens: 30, outputTokens: 4, totalTokens: 34, cachedInputTokens: 20, reasoningTokens: 1 },
        },
      ]);
    });
    expect(await collect(aiSdk(model, { settings: { temperature: 0 } }), denial)).toEqual([
      { type: 'text.delta', id: 't', delta: 'Too much.' },
      { type: 'text.ended', id: 't' },
      {
        type: 'finished',
        finishReason: 'content_filter',
        usage: { inputTokens: 30, outputTokens: 4, cachedInputTokens: 20, reasoningTokens: 1 },
      },
    ]);
    const [{ abortSignal, ...rest } = {}] = asked;
    expect(abortSignal).toBeInstanceOf(AbortSignal);
    expect(rest).toEqual({
      prompt: promptWith({ type: 'error-text', value: 'Anna: too much' }),
      tools,
      temperature: 0,
    });
  });

  test.each([
    ['stop', 'stop'],
    ['tool-calls', 'calls'],
    ['length', 'length'],
    ['error', 'error'],
    ['other', 'other'],
    ['unknown', 'other'],
  ] as const)('finish reason %s is %s', async (finishReason, expected) => {
    const usage = { inputTokens: 1, outputTokens: 1, totalTokens: 2 };
    const model = modelV2(() => streamOf([{ type: 'finish', finishReason, usage }]));
    expect(await collect(aiSdk(model))).toEqual([
      { type: 'finished', finishReason: expected, usage: { inputTokens: 1, outputTokens: 1 } },
    ]);
  });

  test('counts that are missing or no numbers are 0 or absent', async () => {
    const usage = { inputTokens: NaN, outputTokens: undefined, totalTokens: undefined, cachedInputTokens: NaN };
    const model = modelV2(() => streamOf([{ type: 'finish', finishReason: 'stop', usage }]));
    expect(await collect(aiSdk(model))).toEqual([
      { type: 'finished', finishReason: 'stop', usage: { inputTokens: 0, outputTokens: 0 } },
    ]);
  });
});

describe('a hand-made v3 model', () => {
  test('nested usage, a finish reason with the raw one, a denied call', async () => {
    const asked: LanguageModelV3CallOptions[] = [];
    const model = modelV3((options) => {
      asked.push(options);
      return streamOf([
        { type: 'reasoning-start', id: 'r', providerMetadata: { hand: { itemId: 'i2', encrypted: null } } },
        { type: 'reasoning-delta', id: 'r', delta: 'Hm.', providerMetadata: { hand: { encrypted: 'e' } } },
        { type: 'reasoning-end', id: 'r', providerMetadata: { other: { kept: undefined, too: true } } },
        {
          type: 'finish',
          finishReason: { unified: 'length', raw: 'max_tokens' },
          usage: {
            inputTokens: { total: 30, noCache: 10, cacheRead: 20, cacheWrite: 0 },
            outputTokens: { total: 4, text: 3, reasoning: 1 },
          },
        },
      ]);
    });
    expect(await collect(aiSdk(model), denial)).toStrictEqual([
      { type: 'reasoning.delta', id: 'r', delta: 'Hm.' },
      {
        type: 'reasoning.ended',
        id: 'r',
        providerMetadata: { hand: { itemId: 'i2', encrypted: 'e' }, other: { too: true } },
      },
      {
        type: 'finished',
        finishReason: 'length',
        usage: { inputTokens: 30, outputTokens: 4, cachedInputTokens: 20, reasoningTokens: 1 },
      },
    ]);
    expect(asked).toMatchObject([
      { prompt: promptWith({ type: 'execution-denied', reason: 'Anna: too much' }), tools },
    ]);
  });

  test('a reason that only the provider knows', async () => {
    const { usage } = finish();
    const finishReason = { unified: 'other', raw: 'pause_turn' } as const;
    const model = modelV3(() => streamOf([{ type: 'finish', finishReason, usage }]));
    expect(await collect(aiSdk(model))).toEqual([{ ...finished, finishReason: 'other' }]);
  });

  test('without tools there is no list of tools, and no choice among them', async () => {
    const asked: object[] = [];
    const model = modelV3((options) => {
      asked.push(options);
      return streamOf([{ type: 'text-delta', id: 't', delta: 'Hi' }]);
    });
    await collectFailure(aiSdk(model, { settings: { toolChoice: { type: 'auto' } } }), requestOf({ tools: [] }));
    expect(asked.map((options) => Object.keys(options).toSorted())).toEqual([['abortSignal', 'prompt']]);
  });

  test('a finish without any reason is how v3 packages report a cut', async () => {
    const usage = finish().usage;
    const finishReason = { unified: 'other', raw: undefined } as const;
    const model = modelV3(() => streamOf([{ type: 'finish', finishReason, usage }]));
    expect((await collectFailure(aiSdk(model))).error).toMatchObject({ code: 'stream_cut', retryable: true });
  });
});

describe('a model that is none', () => {
  test.each([
    [
      'anthropic/claude-sonnet-5',
      'aiSdk() was given the name "anthropic/claude-sonnet-5": pass a model object, such as',
    ],
    [undefined, 'aiSdk() was given no language model: pass a model object, such as anthropic("…") or openai("…").'],
    [embed, 'aiSdk() was given no language model'],
    [{ specificationVersion: 'v4', doEmbed() {} }, 'aiSdk() was given no language model'],
    [{ specificationVersion: 'v1', doStream() {} }, 'The model speaks version "v1" of the AI SDK\'s model interface'],
    [
      { specificationVersion: 'v5', doStream() {} },
      'this package v2, v3 and v4: update the provider package, or this one.',
    ],
  ])('%s', (value, sentence) => {
    const wrong = () => aiSdk(value as unknown as AiSdkLanguageModel);
    expect(wrong).toThrow(expect.objectContaining({ code: 'unsupported_model', retryable: false }));
    expect(wrong).toThrow(sentence);
  });

  test('reasoning is refused where the version has no word for it, and passed where it has', async () => {
    const settings = { reasoning: 'low' } as const;
    for (const model of [modelV2(() => streamOf([])), modelV3(() => streamOf([]))]) {
      expect(() => aiSdk(model, { settings })).toThrow(
        `hand/made speaks ${model.specificationVersion}, which has no setting "reasoning": use providerOptions`,
      );
    }
    let asked: string | undefined;
    const model = modelV4((options) => {
      asked = options.reasoning;
      return streamOf([finish()]);
    });
    await collect(aiSdk(model, { settings }));
    expect(asked).toBe('low');
  });
});

test('a model behind a middleware of the AI SDK', async () => {
  const model = wrapLanguageModel({
    model: modelV4(() => streamOf([{ type: 'text-delta', id: 't', delta: 'Hi' }, finish()])),
    middleware: { specificationVersion: 'v4', overrideProvider: () => 'my.llm.chat' },
  });
  expect(aiSdk(model).id).toBe('my.llm/made');
  expect(await collect(aiSdk(model))).toEqual([
    { type: 'text.delta', id: 't', delta: 'Hi' },
    { type: 'text.ended', id: 't' },
    finished,
  ]);
});

test.each([NaN, -1, Infinity, undefined])('costUsd that returns %s is a mistake that is said', async (cost) => {
  const model = aiSdk(
    modelV4(() => streamOf([finish()])),
    { costUsd: () => cost as number },
  );
  const { error } = await collectFailure(model);
  expect(AiSdkError.isInstance(error)).toBe(true);
  expect(error).toMatchObject({
    code: 'invalid_cost',
    retryable: false,
    message: `costUsd for hand/made returned ${cost}: return dollars, 0 or more.`,
  });
});
