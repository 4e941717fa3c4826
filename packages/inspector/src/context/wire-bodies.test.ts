/** What is copied as curl, beside what the providers' own packages send for the same request. */
import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { AssistantPart, Json, ModelMessage, ModelRequest, ToolResultPart } from '@twelvefold/core';
import { aiSdk } from '@twelvefold/ai-sdk';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toAnthropicBody } from './to-anthropic-body.ts';
import { toOpenAiBody } from './to-openai-body.ts';

type Sent = Record<string, unknown>;
type Model = Parameters<typeof aiSdk>[0];

/** The body that a provider's package sends. */
async function sent(makeModel: (fetch: typeof globalThis.fetch) => Model, request: ModelRequest): Promise<Sent> {
  let body: Sent | undefined;
  const model = makeModel((_, init) => {
    body = JSON.parse(init?.body as string) as Sent;
    return Promise.reject(new Error('Nothing goes over the wire here.'));
  });
  await Array.fromAsync(aiSdk(model).stream(request, { signal: new AbortController().signal })).catch(() => undefined);
  if (!body) throw new Error('Nothing was sent.');
  return body;
}

const claude = (fetch: typeof globalThis.fetch) => createAnthropic({ apiKey: 'k', fetch })('claude-sonnet-5');
const compatible = (fetch: typeof globalThis.fetch) =>
  createOpenAICompatible({ name: 'here', baseURL: 'https://example.com', fetch })('m-1');
const gpt = (fetch: typeof globalThis.fetch) => createOpenAI({ apiKey: 'k', fetch }).chat('gpt-4.1');

/** Without what the packages ask for by themselves: to stream, and their own limit. */
async function anthropicSends(request: ModelRequest): Promise<Sent> {
  const { stream: _, max_tokens: _max, tools, ...body } = await sent(claude, request);
  return {
    ...body,
    ...(Array.isArray(tools) && { tools: tools.map(({ eager_input_streaming: _eager, ...tool }: Sent) => tool) }),
  };
}

async function openAiSends(model: typeof compatible | typeof gpt, request: ModelRequest): Promise<Sent> {
  const { stream: _, stream_options: _options, ...body } = await sent(model, request);
  return body;
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter((value) => value.trim() !== '');
// Short ones: the packages look tools up in plain objects, where a tool named `constructor` is always found.
const name = fc.stringMatching(/^[a-z_]{1,8}$/);
const json = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !/__proto__|constructor/.test(JSON.stringify(value))) as fc.Arbitrary<Json>;
const input = fc.dictionary(name, json, { maxKeys: 3, noNullPrototype: true });

const assistantPart: fc.Arbitrary<AssistantPart> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text }),
  fc.record({ type: fc.constant('reasoning' as const), text }),
  fc.record({
    type: fc.constant('reasoning' as const),
    text,
    providerMetadata: fc.record({ anthropic: fc.record({ signature: name }) }),
  }),
  fc.record({
    type: fc.constant('reasoning' as const),
    text: fc.constant(''),
    providerMetadata: fc.record({ anthropic: fc.record({ redactedData: name }) }),
  }),
  fc.record({ type: fc.constant('call' as const), callId: name, tool: name, input: fc.oneof(input, json) }),
  fc.record({
    type: fc.constant('call' as const),
    callId: name,
    tool: name,
    input,
    providerMetadata: fc.record({ google: fc.record({ thoughtSignature: name }) }),
  }),
);

const resultPart: fc.Arbitrary<ToolResultPart> = fc.record({
  type: fc.constant('result' as const),
  callId: name,
  tool: name,
  result: fc.oneof(
    fc.record({ kind: fc.constant('json' as const), value: json }),
    fc.record({ kind: fc.constantFrom('error' as const, 'denied' as const), text }),
  ),
});

const user: fc.Arbitrary<ModelMessage> = fc.record({ role: fc.constant('user' as const), content: text });
const message: fc.Arbitrary<ModelMessage> = fc.oneof(
  user,
  fc.record({
    role: fc.constant('assistant' as const),
    content: fc.array(assistantPart, { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ role: fc.constant('tool' as const), content: fc.array(resultPart, { minLength: 1, maxLength: 3 }) }),
);

const request: fc.Arbitrary<ModelRequest> = fc
  .record({
    system: fc.oneof(fc.constant(''), text),
    messages: fc.tuple(fc.array(message, { maxLength: 6 }), user),
    tools: fc.array(
      fc.record({ name, description: text, inputSchema: fc.constant({ type: 'object', properties: {} }) }),
      { maxLength: 2 },
    ),
  })
  // A person or a tool has the last word: an assistant's would be a beginning for the model to go on with.
  .map(({ messages: [first, last], ...rest }) => ({ ...rest, messages: [...first, last] }));

test('an Anthropic body is what @ai-sdk/anthropic sends', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const { max_tokens: _, ...body } = toAnthropicBody(asked, 'claude-sonnet-5');
      expect(body).toEqual(await anthropicSends(asked));
    }),
    { numRuns: 200 },
  );
});

test('an OpenAI-compatible body is what @ai-sdk/openai-compatible sends', async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const body = toOpenAiBody(asked, { model: 'm-1', withReasoning: true });
      expect(body).toEqual(await openAiSends(compatible, asked));
    }),
    { numRuns: 200 },
  );
});

test("a body for OpenAI's own API is what @ai-sdk/openai sends, which says of an error that it is one", async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const body = toOpenAiBody(withoutSignatures(asked), { model: 'gpt-4.1', withReasoning: false });
      expect(body).toEqual(await openAiSends(gpt, withoutErrors(asked)));
    }),
    { numRuns: 200 },
  );
});

test('what stands in a message of several parts, and the ids of calls', () => {
  const signed = { anthropic: { signature: 'sig' } };
  const asked: ModelRequest = {
    system: 'Be brief.',
    tools: [],
    messages: [
      { role: 'user', content: 'Refund it.' },
      {
        role: 'assistant',
        content: [
          { type: 'reasoning', text: 'Which one?', providerMetadata: signed },
          { type: 'call', callId: 'toolu_1', tool: 'look', input: {} },
          { type: 'text', text: 'Let me look.' },
          { type: 'call', callId: 'toolu_2', tool: 'pay', input: 'ten' },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'result', callId: 'toolu_1', tool: 'look', result: { kind: 'json', value: null } },
          { type: 'result', callId: 'toolu_2', tool: 'pay', result: { kind: 'denied', text: 'Ann denied it.' } },
        ],
      },
      { role: 'user', content: 'And?' },
    ],
  };
  expect(toAnthropicBody(asked, 'c')['messages']).toEqual([
    { role: 'user', content: [{ type: 'text', text: 'Refund it.' }] },
    {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'Which one?', signature: 'sig' },
        { type: 'text', text: 'Let me look.' },
        { type: 'tool_use', id: 'toolu_1', name: 'look', input: {} },
        { type: 'tool_use', id: 'toolu_2', name: 'pay', input: { input: 'ten' } },
      ],
    },
    {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_1', content: 'null' },
        { type: 'tool_result', tool_use_id: 'toolu_2', content: 'Ann denied it.' },
        { type: 'text', text: 'And?' },
      ],
    },
  ]);
  expect(toOpenAiBody(asked, { model: 'm', withReasoning: true })['messages']).toEqual([
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content: 'Refund it.' },
    {
      role: 'assistant',
      content: 'Let me look.',
      reasoning_content: 'Which one?',
      tool_calls: [
        { id: 'toolu_1', type: 'function', function: { name: 'look', arguments: '{}' } },
        { id: 'toolu_2', type: 'function', function: { name: 'pay', arguments: '{"input":"ten"}' } },
      ],
    },
    { role: 'tool', tool_call_id: 'toolu_1', content: 'null' },
    { role: 'tool', tool_call_id: 'toolu_2', content: 'Ann denied it.' },
    { role: 'user', content: 'And?' },
  ]);
});

function withoutErrors(asked: ModelRequest): ModelRequest {
  return {
    ...asked,
    messages: asked.messages.map((one) => {
      if (one.role !== 'tool') return one;
      const content = one.content.map((part): ToolResultPart => {
        const { result } = part;
        return result.kind === 'error' ? { ...part, result: { ...result, kind: 'denied' } } : part;
      });
      return { ...one, content };
    }),
  };
}

function withoutSignatures(asked: ModelRequest): ModelRequest {
  return {
    ...asked,
    messages: asked.messages.map((one) =>
      one.role === 'assistant'
        ? { ...one, content: one.content.map(({ providerMetadata: _, ...part }) => part as AssistantPart) }
        : one,
    ),
  };
}
