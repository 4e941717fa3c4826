import { createAnthropic } from '@ai-sdk/anthropic';
import type { ModelMessage } from '@twelvefold/core';
import { describe, expect, test } from 'vitest';
import { collect, collectFailure, firstRequest, requestOf } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, type AiSdkOptions, type AiSdkSettings } from './index.ts';

const claude = (url: string, options?: AiSdkOptions) =>
  aiSdk(createAnthropic({ apiKey: 'test', baseURL: url })('claude-sonnet-5'), options);

const bodyOf = (messages: readonly unknown[], rest: object = {}) => ({
  model: 'claude-sonnet-5',
  max_tokens: 128_000,
  system: [{ type: 'text', text: 'You keep the invoices.' }],
  messages: [{ role: 'user', content: [{ type: 'text', text: 'What about INV-7?' }] }, ...messages],
  tools: firstRequest.tools.map(({ name, description, inputSchema }) => ({
    name,
    description,
    input_schema: inputSchema,
    eager_input_streaming: true,
  })),
  stream: true,
  ...rest,
});

describe('@ai-sdk/anthropic', () => {
  test('text', async () => {
    const server = await replay({ fixture: 'anthropic/text.sse' });
    const model = claude(server.url);
    expect(model.id).toBe('anthropic/claude-sonnet-5');
    expect(await collect(model)).toEqual([
      { type: 'text.delta', id: '0', delta: 'Grüß dich: INV-7 über ' },
      { type: 'text.delta', id: '0', delta: '12 € ist offen 🧾.' },
      { type: 'text.ended', id: '0' },
      { type: 'finished', finishReason: 'stop', usage: { inputTokens: 712, outputTokens: 17, cachedInputTokens: 300 } },
    ]);
    expect(server.received.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/messages', body: bodyOf([]) },
    ]);
  });

  test('settings reach the provider', async () => {
    const server = await replay({ fixture: 'anthropic/text.sse' });
    const settings = {
      maxOutputTokens: 500,
      stopSequences: ['STOP'],
      toolChoice: { type: 'required' },
      headers: { 'x-desk': '7' },
      providerOptions: { anthropic: { metadata: { userId: 'u1' } } },
    } satisfies AiSdkSettings;
    await collect(claude(server.url, { settings }));
    const [received] = server.received;
    expect(received?.body).toEqual(
      bodyOf([], {
        max_tokens: 500,
        stop_sequences: ['STOP'],
        tool_choice: { type: 'any' },
        metadata: { user_id: 'u1' },
      }),
    );
    expect(received?.headers['x-desk']).toBe('7');
  });

  test('one tool call', async () => {
    const server = await replay({ fixture: 'anthropic/tool-call.sse' });
    expect(await collect(claude(server.url))).toEqual([
      { type: 'text.delta', id: '0', delta: 'Let me look.' },
      { type: 'text.ended', id: '0' },
      { type: 'call.started', id: 'toolu_01A', tool: 'get_invoice' },
      { type: 'call.delta', id: 'toolu_01A', delta: '{"id": "IN' },
      { type: 'call.delta', id: 'toolu_01A', delta: 'V-7"}' },
      { type: 'call.ended', id: 'toolu_01A', tool: 'get_invoice', inputText: '{"id": "INV-7"}' },
      { type: 'finished', finishReason: 'calls', usage: { inputTokens: 472, outputTokens: 61, cachedInputTokens: 0 } },
    ]);
  });

  test('parallel tool calls, and their results sent back: json, error, denied', async () => {
    const server = await replay({ fixture: 'anthropic/parallel-tool-calls.sse' }, { fixture: 'anthropic/text.sse' });
    const model = claude(server.url);
    expect(await collect(model)).toEqual([
      { type: 'call.started', id: 'toolu_01B', tool: 'get_invoice' },
      { type: 'call.delta', id: 'toolu_01B', delta: '{"id": "INV-7"}' },
      { type: 'call.ended', id: 'toolu_01B', tool: 'get_invoice', inputText: '{"id": "INV-7"}' },
      { type: 'call.started', id: 'toolu_01C', tool: 'refund' },
      { type: 'call.delta', id: 'toolu_01C', delta: '{"id": "INV-7", ' },
      { type: 'call.delta', id: 'toolu_01C', delta: '"euros": 12}' },
      { type: 'call.ended', id: 'toolu_01C', tool: 'refund', inputText: '{"id": "INV-7", "euros": 12}' },
      { type: 'finished', finishReason: 'calls', usage: { inputTokens: 480, outputTokens: 94, cachedInputTokens: 0 } },
    ]);

    const messages: readonly ModelMessage[] = [
      ...firstRequest.messages,
      {
        role: 'assistant',
        content: [
          { type: 'call', callId: 'toolu_01B', tool: 'get_invoice', input: { id: 'INV-7' } },
          { type: 'call', callId: 'toolu_01C', tool: 'refund', input: { id: 'INV-7', euros: 12 } },
          { type: 'call', callId: 'toolu_01X', tool: 'refund', input: '{"id": "INV-7", "euros": twelve' },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'result', callId: 'toolu_01B', tool: 'get_invoice', result: { kind: 'json', value: { open: 12 } } },
          { type: 'result', callId: 'toolu_01C', tool: 'refund', result: { kind: 'denied', text: 'Anna: too much' } },
          { type: 'result', callId: 'toolu_01X', tool: 'refund', result: { kind: 'error', text: 'That is no JSON.' } },
        ],
      },
    ];
    await collect(model, requestOf({ messages }));
    expect(server.received[1]?.body).toEqual(
      bodyOf([
        {
          role: 'assistant',
          content: [
            { type: 'tool_use', id: 'toolu_01B', name: 'get_invoice', input: { id: 'INV-7' } },
            { type: 'tool_use', id: 'toolu_01C', name: 'refund', input: { id: 'INV-7', euros: 12 } },
            {
              type: 'tool_use',
              id: 'toolu_01X',
              name: 'refund',
              input: { input: '{"id": "INV-7", "euros": twelve' },
            },
          ],
        },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_01B', content: '{"open":12}' },
            { type: 'tool_result', tool_use_id: 'toolu_01C', content: 'Anna: too much' },
            { type: 'tool_result', tool_use_id: 'toolu_01X', content: 'That is no JSON.', is_error: true },
          ],
        },
      ]),
    );
  });

  test('thinking: the signature and the redacted block come back in the second request', async () => {
    const server = await replay({ fixture: 'anthropic/thinking.sse' }, { fixture: 'anthropic/text.sse' });
    const settings = {
      maxOutputTokens: 4_000,
      providerOptions: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2_000 } } },
    } as const;
    const model = claude(server.url, { settings });
    const signed = { anthropic: { signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h' } };
    const redacted = { anthropic: { redactedData: 'EmwKAhgBEgy3va3pzix/LafPsn4a' } };
    expect(await collect(model)).toEqual([
      { type: 'reasoning.delta', id: '0', delta: 'The invoice may be paid. ' },
      { type: 'reasoning.delta', id: '0', delta: 'I should read it.' },
      { type: 'reasoning.ended', id: '0', providerMetadata: signed },
      { type: 'reasoning.ended', id: '1', providerMetadata: redacted },
      { type: 'call.started', id: 'toolu_01D', tool: 'get_invoice' },
      { type: 'call.delta', id: 'toolu_01D', delta: '{"id": "INV-7"}' },
      { type: 'call.ended', id: 'toolu_01D', tool: 'get_invoice', inputText: '{"id": "INV-7"}' },
      { type: 'finished', finishReason: 'calls', usage: { inputTokens: 510, outputTokens: 88, cachedInputTokens: 0 } },
    ]);

    const messages: readonly ModelMessage[] = [
      ...firstRequest.messages,
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'The invoice may be paid. I should read it.', providerMetadata: signed },
          { type: 'reasoning', text: '', providerMetadata: redacted },
          { type: 'call', callId: 'toolu_01D', tool: 'get_invoice', input: { id: 'INV-7' } },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'result', callId: 'toolu_01D', tool: 'get_invoice', result: { kind: 'json', value: { open: 12 } } },
        ],
      },
    ];
    await collect(model, requestOf({ messages }));
    expect(server.received[1]?.body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2_000 },
      messages: [
        { role: 'user' },
        {
          role: 'assistant',
          content: [
            {
              type: 'thinking',
              thinking: 'The invoice may be paid. I should read it.',
              signature: 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h',
            },
            { type: 'redacted_thinking', data: 'EmwKAhgBEgy3va3pzix/LafPsn4a' },
            { type: 'tool_use', id: 'toolu_01D', name: 'get_invoice', input: { id: 'INV-7' } },
          ],
        },
        {
          role: 'user',
          content: [{ type: 'tool_result', tool_use_id: 'toolu_01D', content: '{"open":12}' }],
        },
      ],
    });
  });

  test('arguments that are no JSON arrive as the model wrote them', async () => {
    const server = await replay({ fixture: 'anthropic/invalid-arguments.sse' });
    const inputText = '{"id": "INV-7", "euros": twelve';
    expect(await collect(claude(server.url))).toEqual([
      { type: 'call.started', id: 'toolu_01E', tool: 'refund' },
      { type: 'call.delta', id: 'toolu_01E', delta: inputText },
      { type: 'call.ended', id: 'toolu_01E', tool: 'refund', inputText },
      { type: 'finished', finishReason: 'calls', usage: { inputTokens: 480, outputTokens: 30, cachedInputTokens: 0 } },
    ]);
  });

  test('an error inside the stream is thrown after the parts before it', async () => {
    const server = await replay({ fixture: 'anthropic/overloaded.sse' });
    expect(await collectFailure(claude(server.url))).toEqual({
      parts: [{ type: 'text.delta', id: '0', delta: 'INV-7 ' }],
      error: expect.objectContaining({
        code: 'request_failed',
        retryable: true,
        statusCode: 529,
        message: 'anthropic/claude-sonnet-5 answered 529 overloaded_error: the provider has a problem; ask again.',
      }) as unknown,
    });
  });
});
