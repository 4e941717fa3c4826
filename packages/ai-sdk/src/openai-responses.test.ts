import { createOpenAI } from '@ai-sdk/openai';
import { describe, expect, test } from 'vitest';
import { collect, collectFailure, firstRequest, requestOf } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, type AiSdkOptions } from './index.ts';

const gpt = (url: string, options?: AiSdkOptions) =>
  aiSdk(createOpenAI({ apiKey: 'test', baseURL: url }).responses('gpt-5-mini'), options);

const bodyOf = (input: readonly unknown[], rest: object = {}) => ({
  model: 'gpt-5-mini',
  input: [
    { role: 'developer', content: 'You keep the invoices.' },
    { role: 'user', content: [{ type: 'input_text', text: 'What about INV-7?' }] },
    ...input,
  ],
  tools: firstRequest.tools.map(({ name, description, inputSchema }) => ({
    type: 'function',
    name,
    description,
    parameters: inputSchema,
    strict: false,
  })),
  stream: true,
  ...rest,
});

const encrypted = 'gAAAAABoISQ24OyVRYbkYfukdJoqdzWT';

const thought = { openai: { itemId: 'rs_R', reasoningEncryptedContent: encrypted } };
const called = { openai: { itemId: 'fc_R' } };

const secondRequest = requestOf({
  messages: [
    ...firstRequest.messages,
    {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'The invoice may be paid. I should read it.', providerMetadata: thought },
        {
          type: 'call',
          callId: 'call_3D',
          tool: 'get_invoice',
          input: { id: 'INV-7' },
          providerMetadata: called,
        },
      ],
    },
    {
      role: 'tool',
      content: [
        { type: 'result', callId: 'call_3D', tool: 'get_invoice', result: { kind: 'json', value: { open: 12 } } },
      ],
    },
  ],
});

describe('@ai-sdk/openai, responses', () => {
  test('text', async () => {
    const server = await replay({ fixture: 'openai-responses/text.sse' });
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'text.delta', id: 'msg_T', delta: 'Grüß dich: INV-7 über ' },
      { type: 'text.delta', id: 'msg_T', delta: '12 € ist offen 🧾.' },
      { type: 'text.ended', id: 'msg_T', providerMetadata: { openai: { itemId: 'msg_T' } } },
      {
        type: 'finished',
        finishReason: 'stop',
        usage: { inputTokens: 120, outputTokens: 17, cachedInputTokens: 64, reasoningTokens: 0 },
      },
    ]);
    expect(server.received.map(({ path, body }) => ({ path, body }))).toEqual([
      { path: '/responses', body: bodyOf([]) },
    ]);
  });

  test('one tool call', async () => {
    const server = await replay({ fixture: 'openai-responses/tool-call.sse' });
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'call.started', id: 'call_3A', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_3A', delta: '{"id":"IN' },
      { type: 'call.delta', id: 'call_3A', delta: 'V-7"}' },
      {
        type: 'call.ended',
        id: 'call_3A',
        tool: 'get_invoice',
        inputText: '{"id":"INV-7"}',
        providerMetadata: { openai: { itemId: 'fc_C' } },
      },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 22, cachedInputTokens: 0, reasoningTokens: 8 },
      },
    ]);
  });

  test('parallel tool calls', async () => {
    const server = await replay({ fixture: 'openai-responses/parallel-tool-calls.sse' });
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'call.started', id: 'call_3B', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_3B', delta: '{"id":"INV-7"}' },
      {
        type: 'call.ended',
        id: 'call_3B',
        tool: 'get_invoice',
        inputText: '{"id":"INV-7"}',
        providerMetadata: { openai: { itemId: 'fc_P0' } },
      },
      { type: 'call.started', id: 'call_3C', tool: 'refund' },
      { type: 'call.delta', id: 'call_3C', delta: '{"id":"INV-7",' },
      { type: 'call.delta', id: 'call_3C', delta: '"euros":12}' },
      {
        type: 'call.ended',
        id: 'call_3C',
        tool: 'refund',
        inputText: '{"id":"INV-7","euros":12}',
        providerMetadata: { openai: { itemId: 'fc_P1' } },
      },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 41, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  test('reasoning: without storage at OpenAI, the encrypted content comes back in the second request', async () => {
    const server = await replay(
      { fixture: 'openai-responses/reasoning.sse' },
      { fixture: 'openai-responses/text.sse' },
    );
    const settings = { reasoning: 'low', providerOptions: { openai: { store: false } } } as const;
    const asked = {
      store: false,
      reasoning: { effort: 'low', summary: 'detailed' },
      include: ['reasoning.encrypted_content'],
    };
    const model = gpt(server.url, { settings });
    expect(await collect(model)).toEqual([
      { type: 'reasoning.delta', id: 'rs_R:0', delta: 'The invoice may be paid. ' },
      { type: 'reasoning.delta', id: 'rs_R:0', delta: 'I should read it.' },
      { type: 'reasoning.ended', id: 'rs_R:0', providerMetadata: thought },
      { type: 'call.started', id: 'call_3D', tool: 'get_invoice' },
      { type: 'call.delta', id: 'call_3D', delta: '{"id":"INV-7"}' },
      {
        type: 'call.ended',
        id: 'call_3D',
        tool: 'get_invoice',
        inputText: '{"id":"INV-7"}',
        providerMetadata: called,
      },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 140, outputTokens: 60, cachedInputTokens: 0, reasoningTokens: 42 },
      },
    ]);
    expect(server.received[0]?.body).toEqual(bodyOf([], asked));

    await collect(model, secondRequest);
    expect(server.received[1]?.body).toEqual(
      bodyOf(
        [
          {
            type: 'reasoning',
            id: 'rs_R',
            encrypted_content: encrypted,
            summary: [{ type: 'summary_text', text: 'The invoice may be paid. I should read it.' }],
          },
          { type: 'function_call', call_id: 'call_3D', name: 'get_invoice', arguments: '{"id":"INV-7"}' },
          { type: 'function_call_output', call_id: 'call_3D', output: '{"open":12}' },
        ],
        asked,
      ),
    );
  });

  test('reasoning: with storage at OpenAI, the id of the item comes back', async () => {
    const server = await replay({ fixture: 'openai-responses/text.sse' });
    await collect(gpt(server.url), secondRequest);
    expect(server.received[0]?.body).toEqual(
      bodyOf([
        { type: 'item_reference', id: 'rs_R' },
        { type: 'function_call', call_id: 'call_3D', name: 'get_invoice', arguments: '{"id":"INV-7"}' },
        { type: 'function_call_output', call_id: 'call_3D', output: '{"open":12}' },
      ]),
    );
  });

  test('arguments that are no JSON arrive as the model wrote them', async () => {
    const server = await replay({ fixture: 'openai-responses/invalid-arguments.sse' });
    const inputText = '{"id":"INV-7","euros":twelve';
    expect(await collect(gpt(server.url))).toEqual([
      { type: 'call.started', id: 'call_3E', tool: 'refund' },
      { type: 'call.delta', id: 'call_3E', delta: inputText },
      {
        type: 'call.ended',
        id: 'call_3E',
        tool: 'refund',
        inputText,
        providerMetadata: { openai: { itemId: 'fc_B' } },
      },
      {
        type: 'finished',
        finishReason: 'calls',
        usage: { inputTokens: 130, outputTokens: 19, cachedInputTokens: 0, reasoningTokens: 0 },
      },
    ]);
  });

  test('a response that failed is thrown after the parts before it', async () => {
    const server = await replay({ fixture: 'openai-responses/failed.sse' });
    expect(await collectFailure(gpt(server.url))).toEqual({
      parts: [{ type: 'text.delta', id: 'msg_F', delta: 'INV-7 ' }],
      error: expect.objectContaining({
        code: 'request_failed',
        retryable: true,
        message: 'openai/gpt-5-mini answered 500 server_error: the provider has a problem; ask again.',
      }) as unknown,
    });
  });
});
