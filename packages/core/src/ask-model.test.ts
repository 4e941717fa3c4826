import { expect, test } from 'vitest';
import { askModel } from './ask-model.ts';
import type { Model, ModelPart, ModelRequest } from './ports.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

const request: ModelRequest = { system: 'Help.', messages: [], tools: [] };
const signal = new AbortController().signal;
const usage = { inputTokens: 10, outputTokens: 5 };
const parts: readonly ModelPart[] = [
  { type: 'text.delta', id: 'a', delta: 'Hel' },
  { type: 'text.delta', id: 'a', delta: 'lo.' },
  { type: 'call.ended', id: 'p', tool: 'look', inputText: '{"at":1}' },
  { type: 'finished', finishReason: 'calls', usage },
];

function modelOf(stream: Model['stream']): Model {
  return { id: 'm', stream };
}

test('[R105] a stream that finishes is a reply, and its draft can be read on the way', async () => {
  const seen: unknown[] = [];
  const model = modelOf(async function* (asked, options) {
    seen.push(asked, options);
    yield* parts;
  });
  const texts: unknown[] = [];
  const onPart = (draft: () => { readonly parts: readonly object[] }) => texts.push(draft().parts.length);
  expect(await askModel({ model, request, step: 2, attempt: 3, signal, onPart })).toEqual({
    type: 'model.reply',
    step: 2,
    attempt: 3,
    content: [
      { type: 'text', text: 'Hello.' },
      { type: 'call', callId: '2.0', providerCallId: 'p', tool: 'look', input: { at: 1 } },
    ],
    finishReason: 'calls',
    usage,
  });
  expect(seen).toEqual([request, { signal }]);
  expect(texts).toEqual([1, 1, 2, 2]);
});

test('[R105] a stream that stops in the middle is a failure that may pass', async () => {
  const model = modelOf(async function* () {
    yield* parts.slice(0, 2);
  });
  const outcome = await askModel({ model, request, step: 1, attempt: 1, signal });
  expect(outcome).toMatchObject({ type: 'model.fail', step: 1, attempt: 1, thrown: { retryable: true } });
  expect(outcome.type === 'model.fail' && TwelvefoldError.isInstance(outcome.thrown)).toBe(true);
  expect(outcome).toMatchObject({ thrown: { code: 'stream_cut', message: expect.stringMatching(/Try again/) } });
});

test.each([
  [
    'a stream that throws',
    async function* (): AsyncGenerator<ModelPart> {
      yield* parts.slice(0, 1);
      throw new Error('Busy.');
    },
  ],
  [
    'a model that throws at once',
    () => {
      throw new Error('Busy.');
    },
  ],
])('[R105] %s is a failure with what it threw', async (_, stream) => {
  expect(await askModel({ model: modelOf(stream), request, step: 1, attempt: 1, signal })).toEqual({
    type: 'model.fail',
    step: 1,
    attempt: 1,
    thrown: new Error('Busy.'),
  });
});
