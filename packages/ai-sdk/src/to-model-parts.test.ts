import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { collect, collectFailure } from '../test/desk.ts';
import { finish, finished, modelV4, streamOf } from '../test/hand-made.ts';
import { aiSdk } from './index.ts';

const modelOf = (...parts: readonly LanguageModelV4StreamPart[]) => aiSdk(modelV4(() => streamOf(parts)));
const partsOf = (...parts: readonly LanguageModelV4StreamPart[]) => collect(modelOf(...parts, finish()));

test('a call that comes at once is started, then ended', async () => {
  expect(
    await partsOf({
      type: 'tool-call',
      toolCallId: 'c1',
      toolName: 'refund',
      input: '{"id":"INV-7"}',
      providerMetadata: { google: { thoughtSignature: 'sig' } },
    }),
  ).toEqual([
    { type: 'call.started', id: 'c1', tool: 'refund' },
    {
      type: 'call.ended',
      id: 'c1',
      tool: 'refund',
      inputText: '{"id":"INV-7"}',
      providerMetadata: { google: { thoughtSignature: 'sig' } },
    },
    finished,
  ]);
});

test('the input of a call stays as it is, even blank', async () => {
  expect(await partsOf({ type: 'tool-call', toolCallId: 'c1', toolName: 'get_invoice', input: ' ' })).toEqual([
    { type: 'call.started', id: 'c1', tool: 'get_invoice' },
    { type: 'call.ended', id: 'c1', tool: 'get_invoice', inputText: ' ' },
    finished,
  ]);
});

test('two calls under one id, at the same time', async () => {
  expect(
    await partsOf(
      { type: 'tool-input-start', id: 'c', toolName: 'get_invoice' },
      { type: 'tool-input-delta', id: 'c', delta: '{"id":"INV-7"}' },
      { type: 'tool-input-start', id: 'c', toolName: 'refund' },
      { type: 'tool-input-delta', id: 'c', delta: '{"id":"INV-8"}' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'get_invoice', input: '{"id":"INV-7"}' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'refund', input: '{"id":"INV-8"}' },
    ),
  ).toEqual([
    { type: 'call.started', id: 'c', tool: 'get_invoice' },
    { type: 'call.delta', id: 'c', delta: '{"id":"INV-7"}' },
    { type: 'call.started', id: 'c_2', tool: 'refund' },
    { type: 'call.delta', id: 'c_2', delta: '{"id":"INV-8"}' },
    { type: 'call.ended', id: 'c', tool: 'get_invoice', inputText: '{"id":"INV-7"}' },
    { type: 'call.ended', id: 'c_2', tool: 'refund', inputText: '{"id":"INV-8"}' },
    finished,
  ]);
});

test('a text id that is used again names another block; text and reasoning do not share ids', async () => {
  expect(
    await partsOf(
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'One.' },
      { type: 'text-end', id: '0' },
      { type: 'reasoning-start', id: '0' },
      { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
      { type: 'reasoning-end', id: '0' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'Two.' },
      { type: 'text-end', id: '0' },
    ),
  ).toEqual([
    { type: 'text.delta', id: '0', delta: 'One.' },
    { type: 'text.ended', id: '0' },
    { type: 'reasoning.delta', id: '0', delta: 'Hm.' },
    { type: 'reasoning.ended', id: '0' },
    { type: 'text.delta', id: '0_2', delta: 'Two.' },
    { type: 'text.ended', id: '0_2' },
    finished,
  ]);
});

test('blocks that the provider leaves open are ended, with their metadata', async () => {
  expect(
    await partsOf(
      { type: 'reasoning-start', id: 'r', providerMetadata: { p: { signature: 's' } } },
      { type: 'text-delta', id: 't', delta: 'Never started.' },
    ),
  ).toEqual([
    { type: 'text.delta', id: 't', delta: 'Never started.' },
    { type: 'text.ended', id: 't' },
    { type: 'reasoning.ended', id: 'r', providerMetadata: { p: { signature: 's' } } },
    finished,
  ]);
});

test('input that streams as plain text is passed on as the JSON string that it becomes', async () => {
  const parts = await partsOf(
    { type: 'tool-input-start', id: 'c', toolName: 'refund', inputEncoding: 'text' },
    { type: 'tool-input-delta', id: 'c', delta: 'say "hi"\n\ud83e' },
    { type: 'tool-input-delta', id: 'c', delta: '\uddfe' },
    { type: 'tool-call', toolCallId: 'c', toolName: 'refund', input: '"say \\"hi\\"\\n🧾"' },
  );
  expect(parts).toEqual([
    { type: 'call.started', id: 'c', tool: 'refund' },
    { type: 'call.delta', id: 'c', delta: '"' },
    { type: 'call.delta', id: 'c', delta: 'say \\"hi\\"\\n\\ud83e' },
    { type: 'call.delta', id: 'c', delta: '\\uddfe' },
    { type: 'call.ended', id: 'c', tool: 'refund', inputText: '"say \\"hi\\"\\n🧾"' },
    finished,
  ]);
  const streamed = parts.map((part) => (part.type === 'call.delta' ? part.delta : '')).join('');
  expect(JSON.parse(`${streamed}"`)).toBe('say "hi"\n🧾');
});

test('what the provider runs itself is left out, whether it says so early or late', async () => {
  expect(
    await partsOf(
      { type: 'tool-input-start', id: 's1', toolName: 'web_search', providerExecuted: true },
      { type: 'tool-input-delta', id: 's1', delta: '{}' },
      { type: 'tool-input-end', id: 's1' },
      { type: 'tool-call', toolCallId: 's1', toolName: 'web_search', input: '{}', providerExecuted: true },
      { type: 'tool-result', toolCallId: 's1', toolName: 'web_search', result: { found: 1 } },
      { type: 'tool-input-start', id: 's2', toolName: 'code_interpreter' },
      { type: 'tool-input-delta', id: 's2', delta: '{}' },
      { type: 'tool-call', toolCallId: 's2', toolName: 'code_interpreter', input: '{}', providerExecuted: true },
      { type: 'tool-approval-request', approvalId: 'a', toolCallId: 's2' },
      { type: 'text-delta', id: 't', delta: 'Found.' },
    ),
  ).toEqual([{ type: 'text.delta', id: 't', delta: 'Found.' }, { type: 'text.ended', id: 't' }, finished]);
});

test('a call of a tool that the model invented arrives when it is whole', async () => {
  expect(
    await partsOf(
      { type: 'tool-input-start', id: 'c', toolName: 'pay_bribe' },
      { type: 'tool-input-delta', id: 'c', delta: '{}' },
      { type: 'tool-call', toolCallId: 'c', toolName: 'pay_bribe', input: '{}' },
    ),
  ).toEqual([
    { type: 'call.started', id: 'c', tool: 'pay_bribe' },
    { type: 'call.ended', id: 'c', tool: 'pay_bribe', inputText: '{}' },
    finished,
  ]);
});

test('parts that it does not know are ignored', async () => {
  const unknown = { type: 'hologram', id: 't', delta: 'x' } as unknown as LanguageModelV4StreamPart;
  expect(
    await partsOf(
      { type: 'stream-start', warnings: [{ type: 'other', message: 'w' }] },
      { type: 'response-metadata', id: 'r', modelId: 'm', timestamp: new Date(0) },
      unknown,
      { type: 'ping' },
      { type: 'raw', rawValue: {} },
      { type: 'custom', kind: 'p.thing' },
      { type: 'source', sourceType: 'url', id: 's', url: 'https://example.com' },
      { type: 'file', mediaType: 'text/plain', data: { type: 'data', data: 'aGk=' } },
      { type: 'tool-input-delta', id: 'nobody', delta: '{}' },
      { type: 'tool-input-end', id: 'nobody' },
      { type: 'text-delta', id: 't', delta: '' },
      { type: 'text-delta', id: 't', delta: 'Hi' },
    ),
  ).toEqual([{ type: 'text.delta', id: 't', delta: 'Hi' }, { type: 'text.ended', id: 't' }, finished]);
});

test.each([
  ['no finish', []],
  ['a finish that says that the connection closed early', [finish('interrupted')]],
])('%s is a cut stream, and no call of it ends', async (_, end) => {
  const model = modelOf({ type: 'tool-input-start', id: 'c', toolName: 'refund' }, ...end);
  expect(await collectFailure(model)).toEqual({
    parts: [{ type: 'call.started', id: 'c', tool: 'refund' }],
    error: expect.objectContaining({
      code: 'stream_cut',
      retryable: true,
      message: 'The stream of hand/made was cut before the reply was complete: ask again.',
    }) as unknown,
  });
});
