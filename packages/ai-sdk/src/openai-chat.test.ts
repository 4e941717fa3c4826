import { createOpenAI } from '@ai-sdk/openai';
import { describe, expect, test } from 'vitest';
import { collect, collectFailure, firstRequest, requestOf } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, type AiSdkOptions } from './index.ts';

const gpt = (url: string, options?: AiSdkOptions) =>
  aiSdk(createOpenAI({ apiKey: 'test', baseURL: url }).chat('gpt-5-mini'), options);

const bodyOf = (messages: readonly unknown[]) => ({
  model: 'gpt-5-mini',
  messages: [
    { role: 'developer', content: 'You keep the invoices.' },
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

describe('@ai-sdk/openai, chat completions', () => {
  test('text, with what it cost', async () => {
    const server = await replay({ fixture: 'openai-chat/text.sse' });
    const model = gpt(server.url, {
      costUsd: ({ inputTokens, outputTokens }) => (inputTokens * 0.25 + outputTokens * 2) / 1_000_000,
    });
    expect(model.id).toBe('openai/gpt-5-mini');
    expect(await collect(model)).toEqual([
      { type: 'text.delta', id: '0', delta: 'Grüß dich: INV-7 über ' },
      { type: 'text.delta', id: '0', delta: '12 € ist offen 🧾.' },
      { type: 'text.ended', id: '0' },
      {
        type: 'finished',
        finishReason: 'stop',
        usage: { inputTokens: 120, outputTokens: 17, cachedInputTokens: 64, reasoningTokens: 0 },
        costUsd: 0.000_064,
      },
    ]);
    expect(server.received.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/chat/completions', body: bodyOf([]) },
    ]);
  });

  test('one tool call', async () => {
    const server = await replay({ fixture: 'openai-chat/tool-call.sse' });
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'call.started', id: 'call_1A', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_1A', delta: '{"id":"IN' },
      { type: 'call.delta', id: 'call_1A', delta: 'V-7"}' },
      { type: 'call.ended', id: 'call_1A', tool: 'get_invoice', inputText: '{"id":"INV-7"}' },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 22, cachedInputTokens: 0, reasoningTokens: 8 },
      },
    ]);
  });

  test('parallel tool calls, and their results sent back: json, error, denied', async () => {
    const server = await replay(
      { fixture: 'openai-chat/parallel-tool-calls.sse' },
      { fixture: 'openai-chat/text.sse' },
    );
    const model = gpt(server.url);
    expect(await collect(model)).toEqual([
      { type: 'call.started', id: 'call_1B', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_1B', delta: '{"id":"INV-7"}' },
      { type: 'call.started', id: 'call_1C', tool: 'refund' },
      { type: 'call.delta', id: 'call_1C', delta: '{"id":"INV-7",' },
      { type: 'call.delta', id: 'call_1C', delta: '"euros":12}' },
      { type: 'call.ended', id: 'call_1B', tool: 'get_invoice', inputText: '{"id":"INV-7"}' },
      { type: 'call.ended', id: 'call_1C', tool: 'refund', inputText: '{"id":"INV-7","euros":12}' },
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
              { type: 'text', text: 'Two things.' },
              { type: 'call', callId: 'call_1B', tool: 'get_invoice', input: { id: 'INV-7' } },
              { type: 'call', callId: 'call_1C', tool: 'refund', input: { id: 'INV-7', euros: 12 } },
              { type: 'call', callId: 'call_1X', tool: 'refund', input: { id: 'INV-8', euros: 1 } },
            ],
          },
          {
            role: 'tool',
            content: [
              { type: 'result', callId: 'call_1B', tool: 'get_invoice', result: { kind: 'json', value: { open: 12 } } },
              { type: 'result', callId: 'call_1C', tool: 'refund', result: { kind: 'denied', text: 'Anna: too much' } },
              { type: 'result', callId: 'call_1X', tool: 'refund', result: { kind: 'error', text: 'No INV-8.' } },
            ],
          },
        ],
      }),
    );
    const call = (id: string, name: string, args: string) => ({
      id,
      type: 'function',
      function: { name, arguments: args },
    });
    expect(server.received[1]?.body).toEqual(
      bodyOf([
        {
          role: 'assistant',
          content: 'Two things.',
          tool_calls: [
            call('call_1B', 'get_invoice', '{"id":"INV-7"}'),
            call('call_1C', 'refund', '{"id":"INV-7","euros":12}'),
            call('call_1X', 'refund', '{"id":"INV-8","euros":1}'),
          ],
        },
        { role: 'tool', tool_call_id: 'call_1B', content: '{"open":12}' },
        { role: 'tool', tool_call_id: 'call_1C', content: 'Anna: too much' },
        { role: 'tool', tool_call_id: 'call_1X', content: '{"error":"No INV-8."}' },
      ]),
    );
  });

  test('arguments that are no JSON arrive as the model wrote them', async () => {
    const server = await replay({ fixture: 'openai-chat/invalid-arguments.sse' });
    const inputText = '{"id":"INV-7","euros":twelve';
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'call.started', id: 'call_1D', tool: 'refund' },
      { type: 'call.delta', id: 'call_1D', delta: inputText },
      { type: 'call.ended', id: 'call_1D', tool: 'refund', inputText },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 19, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  test('a request without system prompt and tools', async () => {
    const server = await replay({ fixture: 'openai-chat/text.sse' });
    const settings = { toolChoice: { type: 'required' } } as const;
    await collect(gpt(server.url, { settings }), requestOf({ system: '', tools: [] }));
    expect(server.received[0]?.body).toEqual({
      model: 'gpt-5-mini',
      messages: [{ role: 'user', content: 'What about INV-7?' }],
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  test('an error inside the stream is thrown after the parts before it', async () => {
    const server = await replay({ fixture: 'openai-chat/server-error.sse' });
    expect(await collectFailure(gpt(server.url))).toEqual({
      parts: [{ type: 'text.delta', id: '0', delta: 'INV-7 ' }],
      error: expect.objectContaining({
        code: 'request_failed',
        retryable: true,
        message: 'openai/gpt-5-mini answered 500 server_error: the provider has a problem; ask again.',
      }) as unknown,
    });
  });
});
