import { createOpenAICompatible as createV4 } from '@ai-sdk/openai-compatible';
import { createOpenAICompatible as createV2 } from 'openai-compatible-v2';
import { createOpenAICompatible as createV3 } from 'openai-compatible-v3';
import { describe, expect, test } from 'vitest';
import { collect, collectFailure, firstRequest, requestOf } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, type AiSdkLanguageModel } from './index.ts';

const providers: readonly { readonly version: string; readonly create: (url: string) => AiSdkLanguageModel }[] = [
  { version: 'v2', create: (url) => createV2(optionsFor(url))('deepseek-reasoner') },
  { version: 'v3', create: (url) => createV3(optionsFor(url))('deepseek-reasoner') },
  { version: 'v4', create: (url) => createV4(optionsFor(url))('deepseek-reasoner') },
];

const optionsFor = (url: string) => ({ name: 'deepseek', apiKey: 'test', baseURL: url, includeUsage: true });

const bodyOf = (messages: readonly unknown[]) => ({
  model: 'deepseek-reasoner',
  messages: [
    { role: 'system', content: 'You keep the invoices.' },
    { role: 'user', content: 'What about INV-7?' },
    ...messages,
  ],
  tools: firstRequest.tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    function: { name, description, parameters: inputSchema },
  })),
  stream: true,
  stream_options: { include_usage: true },
});

describe.each(providers)('@ai-sdk/openai-compatible that speaks $version', ({ version, create }) => {
  test('text, in pieces of three bytes', async () => {
    const server = await replay({ fixture: 'openai-compatible/text.sse', pieceBytes: 3 });
    const language = create(server.url);
    expect(language.specificationVersion).toBe(version);
    const model = aiSdk(language);
    expect(model.id).toBe('deepseek/deepseek-reasoner');
    expect(await collect(model)).toEqual([
      { type: 'text.delta', id: 'txt-0', delta: 'Grüß dich: INV-7 über ' },
      { type: 'text.delta', id: 'txt-0', delta: '12 € ist offen 🧾.' },
      { type: 'text.ended', id: 'txt-0' },
      {
        type: 'finished',
        finishReason: 'stop',
        usage: { inputTokens: 120, outputTokens: 17, cachedInputTokens: 64, reasoningTokens: 0 },
      },
    ]);
    expect(server.received.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/chat/completions', body: bodyOf([]) },
    ]);
  });

  test('a surrogate pair in two deltas is whole again when they are joined', async () => {
    const server = await replay({ fixture: 'openai-compatible/split-surrogates.sse' });
    const parts = await collect(aiSdk(create(server.url)));
    const deltas = parts.flatMap((part) => (part.type === 'text.delta' ? [part.delta] : []));
    expect(deltas).toEqual(['Here is the receipt \ud83e', '\uddfe.']);
    expect(deltas.join('')).toBe('Here is the receipt 🧾.');
  });

  test('reasoning, then text', async () => {
    const server = await replay({ fixture: 'openai-compatible/reasoning.sse' });
    const parts = await collect(aiSdk(create(server.url)));
    // v2 ends the reasoning only after the text; the blocks are told apart by their ids.
    const byBlock = Object.groupBy(parts, (part) => ('id' in part ? part.id : 'end'));
    expect(byBlock).toEqual({
      'reasoning-0': [
        { type: 'reasoning.delta', id: 'reasoning-0', delta: 'The invoice may be paid. ' },
        { type: 'reasoning.delta', id: 'reasoning-0', delta: 'I should read it.' },
        { type: 'reasoning.ended', id: 'reasoning-0' },
      ],
      'txt-0': [
        { type: 'text.delta', id: 'txt-0', delta: 'It is open.' },
        { type: 'text.ended', id: 'txt-0' },
      ],
      end: [
        {
          type: 'finished',
          finishReason: 'stop',
          usage: { inputTokens: 90, outputTokens: 40, cachedInputTokens: 0, reasoningTokens: 31 },
        },
      ],
    });
  });

  test('reasoning goes back with the call that it led to', async () => {
    const server = await replay({ fixture: 'openai-compatible/text.sse' });
    await collect(
      aiSdk(create(server.url)),
      requestOf({
        messages: [
          ...firstRequest.messages,
          {
            role: 'assistant',
            content: [
              { type: 'reasoning', text: 'I should read it.' },
              { type: 'call', callId: 'call_2A', tool: 'get_invoice', input: { id: 'INV-7' } },
            ],
          },
        ],
      }),
    );
    const call = { name: 'get_invoice', arguments: '{"id":"INV-7"}' };
    expect(server.received[0]?.body).toEqual(
      bodyOf([
        {
          role: 'assistant',
          content: null,
          reasoning_content: 'I should read it.',
          tool_calls: [{ id: 'call_2A', type: 'function', function: call }],
        },
      ]),
    );
  });

  test('one tool call', async () => {
    const server = await replay({ fixture: 'openai-compatible/tool-call.sse' });
    expect(await collect(aiSdk(create(server.url)))).toEqual([
      { type: 'call.started', id: 'call_2A', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_2A', delta: '{"id":"INV-7"}' },
      { type: 'call.ended', id: 'call_2A', tool: 'get_invoice', inputText: '{"id":"INV-7"}' },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 22, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  test('parallel tool calls, and their results sent back: json, error, denied', async () => {
    const server = await replay(
      { fixture: 'openai-compatible/parallel-tool-calls.sse' },
      { fixture: 'openai-compatible/text.sse' },
    );
    const model = aiSdk(create(server.url));
    expect(await collect(model)).toEqual([
      { type: 'call.started', id: 'call_2B', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_2B', delta: '{"id":"INV-7"}' },
      { type: 'call.started', id: 'call_2C', tool: 'refund' },
      { type: 'call.delta', id: 'call_2C', delta: '{"id":"INV-7","euros":12}' },
      { type: 'call.ended', id: 'call_2B', tool: 'get_invoice', inputText: '{"id":"INV-7"}' },
      { type: 'call.ended', id: 'call_2C', tool: 'refund', inputText: '{"id":"INV-7","euros":12}' },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 41, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);

    await collect(
      model,
      requestOf({
        messages: [
          ...firstRequest.messages,
          {
            role: 'assistant',
            content: [
              { type: 'call', callId: 'call_2B', tool: 'get_invoice', input: { id: 'INV-7' } },
              { type: 'call', callId: 'call_2C', tool: 'refund', input: { id: 'INV-7', euros: 12 } },
              { type: 'call', callId: 'call_2X', tool: 'refund', input: { id: 'INV-8', euros: 1 } },
            ],
          },
          {
            role: 'tool',
            content: [
              { type: 'result', callId: 'call_2B', tool: 'get_invoice', result: { kind: 'json', value: { open: 12 } } },
              { type: 'result', callId: 'call_2C', tool: 'refund', result: { kind: 'denied', text: 'Anna: too much' } },
              { type: 'result', callId: 'call_2X', tool: 'refund', result: { kind: 'error', text: 'No INV-8.' } },
            ],
          },
        ],
      }),
    );
    const call = (id: string, name: string, input: object) => ({
      id,
      type: 'function',
      function: { name, arguments: JSON.stringify(input) },
    });
    expect(server.received[1]?.body).toEqual(
      bodyOf([
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            call('call_2B', 'get_invoice', { id: 'INV-7' }),
            call('call_2C', 'refund', { id: 'INV-7', euros: 12 }),
            call('call_2X', 'refund', { id: 'INV-8', euros: 1 }),
          ],
        },
        { role: 'tool', tool_call_id: 'call_2B', content: '{"open":12}' },
        { role: 'tool', tool_call_id: 'call_2C', content: 'Anna: too much' },
        { role: 'tool', tool_call_id: 'call_2X', content: 'No INV-8.' },
      ]),
    );
  });

  test('arguments that are no JSON arrive as the model wrote them', async () => {
    const server = await replay({ fixture: 'openai-compatible/invalid-arguments.sse' });
    const inputText = '{"id":"INV-7","euros":twelve';
    expect(await collect(aiSdk(create(server.url)))).toEqual([
      { type: 'call.started', id: 'call_2D', tool: 'refund' },
      { type: 'call.delta', id: 'call_2D', delta: inputText },
      { type: 'call.ended', id: 'call_2D', tool: 'refund', inputText },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 19, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  test('a response that ends properly but without a finish reason was cut', async () => {
    const server = await replay({ fixture: 'openai-compatible/text.sse', upToEventWith: 'INV-7 über ' });
    const { parts, error } = await collectFailure(aiSdk(create(server.url)));
    expect(parts[0]).toEqual({ type: 'text.delta', id: 'txt-0', delta: 'Grüß dich: INV-7 über ' });
    expect(error).toMatchObject({
      code: 'stream_cut',
      retryable: true,
      message: 'The stream of deepseek/deepseek-reasoner was cut before the reply was complete: ask again.',
    });
  });
});
