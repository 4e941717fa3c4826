// @vitest-environment node
import type { LanguageModelV4Prompt, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { expect, test, vi } from 'vitest';
import { createOfflineModel, OFFLINE_MODEL_LABEL } from './index.ts';
import { streamOf, TODAY_MS, userMessage } from './test-conversation.ts';
import { testDesk } from './test-desk.ts';

const tools = [...testDesk().tools];
const model = createOfflineModel({ delayMs: 0, now: () => TODAY_MS });
const ask = (text: string, before: LanguageModelV4Prompt = []) => ({ prompt: [...before, userMessage(text)], tools });
const ofType = <T extends LanguageModelV4StreamPart['type']>(parts: readonly LanguageModelV4StreamPart[], type: T) =>
  parts.filter((part): part is Extract<LanguageModelV4StreamPart, { type: T }> => part.type === type);

test('it names itself as rules and speaks version 4 of the interface', () => {
  expect(OFFLINE_MODEL_LABEL).toBe('Offline rules, not an LLM');
  expect(model).toMatchObject({ specificationVersion: 'v4', provider: 'offline', modelId: 'desk-rules' });
});

test('text comes word by word, a call in small pieces, then the usage', async () => {
  const parts = await streamOf(model, ask('find Jeff and Maria'));
  const kinds = parts.map(({ type }) => type).filter((type, index, all) => type !== all[index - 1]);
  const call = ['tool-input-start', 'tool-input-delta', 'tool-input-end', 'tool-call'];
  expect(kinds).toEqual(['stream-start', 'response-metadata', ...call, ...call, 'finish']);
});

test('the pieces of a text add up to it, blanks and line breaks included', async () => {
  const parts = await streamOf(model, ask('help'));
  const { content } = await model.doGenerate(ask('help'));
  expect(content).toEqual([
    {
      type: 'text',
      text: ofType(parts, 'text-delta')
        .map(({ delta }) => delta)
        .join(''),
    },
  ]);
  expect(ofType(parts, 'text-delta').length).toBeGreaterThan(30);
  expect(parts.filter(({ type }) => type === 'text-start' || type === 'text-end')).toEqual([
    { type: 'text-start', id: 'text-0' },
    { type: 'text-end', id: 'text-0' },
  ]);
});

test('the pieces of each call add up to its input, and every id is its own', async () => {
  const parts = await streamOf(model, ask('create a payment link for $50 to Jeff, Maria and Tom'));
  const calls = ofType(parts, 'tool-call');
  expect(calls.map(({ toolCallId }) => toolCallId)).toEqual(['offline-1', 'offline-2', 'offline-3']);
  for (const { toolCallId, toolName, input } of calls) {
    const deltas = ofType(parts, 'tool-input-delta').filter(({ id }) => id === toolCallId);
    expect(deltas.map(({ delta }) => delta).join('')).toBe(input);
    expect(deltas.length).toBeGreaterThan(1);
    expect(ofType(parts, 'tool-input-start')).toContainEqual({ type: 'tool-input-start', id: toolCallId, toolName });
    expect(ofType(parts, 'tool-input-end')).toContainEqual({ type: 'tool-input-end', id: toolCallId });
  }
});

test('ids go on where the prompt left off', async () => {
  const before: LanguageModelV4Prompt = [
    userMessage('show INV-1042'),
    { role: 'assistant', content: [{ type: 'tool-call', toolCallId: 'x', toolName: 'get_invoice', input: {} }] },
    { role: 'assistant', content: [{ type: 'text', text: 'done' }] },
  ];
  const parts = await streamOf(model, ask('show INV-1043', before));
  expect(ofType(parts, 'tool-call')[0]?.toolCallId).toBe('offline-2');
});

test('the finish says why and what it took, marked as an estimate', async () => {
  const [calls] = ofType(await streamOf(model, ask('show INV-1042')), 'finish');
  const [text] = ofType(await streamOf(model, ask('hi')), 'finish');
  expect(calls?.finishReason).toEqual({ unified: 'tool-calls', raw: 'tool-calls' });
  expect(text?.finishReason).toEqual({ unified: 'stop', raw: 'stop' });
  expect(text?.usage.raw).toEqual({ estimated: true });
  expect(text?.usage.inputTokens.total).toBeGreaterThan(10);
  expect(text?.usage.outputTokens.total).toBeGreaterThan(10);
});

test('the same prompt gives the same reply', async () => {
  const asked = ask('create a payment link for $50 to Jeff');
  expect(await streamOf(model, asked)).toEqual(await streamOf(model, asked));
});

test('what rules cannot be made to do is warned about', async () => {
  const parts = await streamOf(model, {
    ...ask('hi'),
    responseFormat: { type: 'json' },
    toolChoice: { type: 'required' },
  });
  expect(ofType(parts, 'stream-start')[0]?.warnings).toMatchObject([
    { type: 'unsupported', feature: 'responseFormat' },
    { type: 'unsupported', feature: 'toolChoice' },
  ]);
});

test('aborting stops the stream with the reason, in the middle of a wait', async () => {
  const controller = new AbortController();
  const slow = createOfflineModel({ delayMs: 60_000, now: () => TODAY_MS });
  const { stream } = await slow.doStream({ ...ask('help'), abortSignal: controller.signal });
  const reader = stream.getReader();
  expect((await reader.read()).value?.type).toBe('stream-start');
  const waiting = reader.read();
  controller.abort(new Error('the person wrote again'));
  await expect(waiting).rejects.toThrow('the person wrote again');
});

test('an aborted request is not even begun', async () => {
  const abortSignal = AbortSignal.abort(new Error('too late'));
  await expect(model.doStream({ ...ask('help'), abortSignal })).rejects.toThrow('too late');
  await expect(model.doGenerate({ ...ask('help'), abortSignal })).rejects.toThrow('too late');
});

test('cancelling a stream leaves no timer behind', async () => {
  vi.useFakeTimers();
  try {
    const { stream } = await createOfflineModel({ delayMs: 50, now: () => TODAY_MS }).doStream(ask('help'));
    const reader = stream.getReader();
    await reader.read();
    const waiting = reader.read();
    expect(vi.getTimerCount()).toBe(1);
    await reader.cancel();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('parts are apart by the delay', async () => {
  vi.useFakeTimers();
  try {
    const { stream } = await createOfflineModel({ delayMs: 50, now: () => TODAY_MS }).doStream(ask('show INV-1042'));
    const reader = stream.getReader();
    await reader.read();
    let isRead = false;
    const second = reader.read().then(() => (isRead = true));
    await vi.advanceTimersByTimeAsync(49);
    expect(isRead).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await second).toBe(true);
    await reader.cancel();
  } finally {
    vi.useRealTimers();
  }
});

test.each([-1, Number.NaN])('a delay of %d is refused', (delayMs) => {
  expect(() => createOfflineModel({ delayMs })).toThrow('delayMs must be 0 or more milliseconds');
});
