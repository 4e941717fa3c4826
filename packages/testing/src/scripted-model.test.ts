import type { ModelPart } from '@twelvefold/core';
import { expect, test } from 'vitest';
import { scriptedModel, type ScriptedModel } from './scripted-model.ts';

const request = { system: '', messages: [], tools: [] };

async function read(
  model: ScriptedModel,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly ModelPart[]> {
  const parts: ModelPart[] = [];
  for await (const part of model.stream(request, { signal })) parts.push(part);
  return parts;
}

test('streams a reply in pieces that add up, and repeats the last one', async () => {
  const model = scriptedModel([
    { text: 'Hello there', calls: [{ tool: 'pay', input: { amount: 750 } }] },
    { text: 'Bye' },
  ]);
  const parts = await read(model);
  expect(parts).toEqual([
    { type: 'text.delta', id: 'text', delta: 'Hello th' },
    { type: 'text.delta', id: 'text', delta: 'ere' },
    { type: 'call.started', id: 'call_0_0', tool: 'pay' },
    { type: 'call.delta', id: 'call_0_0', delta: '{"amount' },
    { type: 'call.delta', id: 'call_0_0', delta: '":750}' },
    { type: 'call.ended', id: 'call_0_0', tool: 'pay', inputText: '{"amount":750}' },
    { type: 'finished', finishReason: 'calls', usage: { inputTokens: 10, outputTokens: 5 } },
  ]);
  await read(model);
  expect((await read(model)).map((part) => part.type)).toEqual(['text.delta', 'finished']);
  expect(model.requests).toHaveLength(3);
});

test('throws, cuts and aborts where the script or the caller says', async () => {
  await expect(read(scriptedModel([{ throws: new Error('busy') }]))).rejects.toThrow('busy');
  expect(await read(scriptedModel([{ cut: true }]))).toEqual([]);
  const stop = new AbortController();
  const model = scriptedModel([{ text: 'Hm', until: new Promise(() => undefined) }]);
  const reading = read(model, stop.signal);
  setTimeout(() => stop.abort(new Error('enough')));
  await expect(reading).rejects.toThrow('enough');
  expect(model.aborts()).toBe(1);
});
