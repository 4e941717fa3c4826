import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import type { ModelPart } from '@twelvefold/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { firstRequest } from '../test/desk.ts';
import { finish, modelV4, streamOf } from '../test/hand-made.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, type AiSdkLanguageModel } from './index.ts';

const unhandled: unknown[] = [];
const note = (reason: unknown) => void unhandled.push(reason);
beforeAll(() => void process.on('unhandledRejection', note));
afterAll(() => void process.off('unhandledRejection', note));

/** Rejections count as unhandled a turn after they happened. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

const reason = new Error('The person left.');

/** Reads until `stop` says so, then aborts; resolves to what it read and what was thrown. */
async function abortWhen(model: AiSdkLanguageModel, stop: (part: ModelPart) => boolean) {
  const controller = new AbortController();
  const parts: ModelPart[] = [];
  try {
    for await (const part of aiSdk(model).stream(firstRequest, { signal: controller.signal })) {
      parts.push(part);
      if (stop(part)) controller.abort(reason);
    }
  } catch (thrown) {
    return { parts, thrown };
  }
  return { parts, thrown: undefined };
}

const providers: readonly { readonly fixture: string; readonly create: (url: string) => AiSdkLanguageModel }[] = [
  { fixture: 'anthropic/text.sse', create: (url) => createAnthropic({ apiKey: 'k', baseURL: url })('claude') },
  { fixture: 'openai-chat/text.sse', create: (url) => createOpenAI({ apiKey: 'k', baseURL: url }).chat('gpt') },
  { fixture: 'openai-responses/text.sse', create: (url) => createOpenAI({ apiKey: 'k', baseURL: url })('gpt') },
  {
    fixture: 'openai-compatible/text.sse',
    create: (url) => createOpenAICompatible({ name: 'local', apiKey: 'k', baseURL: url })('llama'),
  },
];

describe.each(providers)('$fixture', ({ fixture, create }) => {
  const hanging = { fixture, upToEventWith: 'INV-7 über ', ending: 'hang' } as const;

  test('aborting in the middle closes the connection, and throws the reason', async () => {
    const server = await replay(hanging);
    const { parts, thrown } = await abortWhen(create(server.url), (part) => part.type === 'text.delta');
    expect(thrown).toBe(reason);
    expect(parts).toEqual([{ type: 'text.delta', id: expect.any(String) as string, delta: 'Grüß dich: INV-7 über ' }]);
    expect(await server.received[0]?.closed).toEqual({ sentAll: false });
    await settle();
    expect(unhandled).toEqual([]);
  });

  test('aborting before the first byte', async () => {
    const server = await replay({ fixture, upTo: '', ending: 'hang' });
    const controller = new AbortController();
    const next = aiSdk(create(server.url))
      .stream(firstRequest, { signal: controller.signal })
      [Symbol.asyncIterator]()
      .next();
    void server.hasReceived(1).then(() => controller.abort(reason));
    await expect(next).rejects.toBe(reason);
    expect(await server.received[0]?.closed).toEqual({ sentAll: false });
    await settle();
    expect(unhandled).toEqual([]);
  });

  test('leaving the loop closes the connection', async () => {
    const server = await replay(hanging);
    const { signal } = new AbortController();
    for await (const part of aiSdk(create(server.url)).stream(firstRequest, { signal })) {
      if (part.type === 'text.delta') break;
    }
    expect(await server.received[0]?.closed).toEqual({ sentAll: false });
    await settle();
    expect(unhandled).toEqual([]);
  });
});

test('a signal that is aborted already asks nobody', async () => {
  let asked = 0;
  const model = modelV4(() => {
    asked += 1;
    return streamOf([finish()]);
  });
  const stream = aiSdk(model).stream(firstRequest, { signal: AbortSignal.abort(reason) });
  await expect(stream[Symbol.asyncIterator]().next()).rejects.toBe(reason);
  expect(asked).toBe(0);
});

test('a source that ignores the signal is cancelled, with the reason', async () => {
  let cancelled: unknown;
  const parts: LanguageModelV4StreamPart[] = [{ type: 'text-delta', id: 't', delta: 'Hi' }];
  const model = modelV4(() => streamOf(parts, { cancel: (why) => void (cancelled = why) }));
  const { thrown } = await abortWhen(model, (part) => part.type === 'text.delta');
  expect(thrown).toBe(reason);
  expect(cancelled).toBe(reason);
});

test('a source that cannot be cancelled, and one that failed, leave nothing behind', async () => {
  const stuck = modelV4(() =>
    streamOf<LanguageModelV4StreamPart>([{ type: 'text-delta', id: 't', delta: 'Hi' }], {
      cancel: () => Promise.reject(new Error('No.')),
    }),
  );
  expect((await abortWhen(stuck, (part) => part.type === 'text.delta')).thrown).toBe(reason);
  const failed = modelV4(() =>
    streamOf<LanguageModelV4StreamPart>([], { pull: () => Promise.reject(new TypeError('network error')) }),
  );
  expect((await abortWhen(failed, () => false)).thrown).toMatchObject({ code: 'stream_cut' });
  await settle();
  expect(unhandled).toEqual([]);
});

test('an answer that comes after the abort is cancelled, too', async () => {
  let cancelled: unknown;
  const late = Promise.withResolvers<{ stream: ReadableStream<LanguageModelV4StreamPart> }>();
  const model = { ...modelV4(() => streamOf([])), doStream: () => late.promise };
  const controller = new AbortController();
  const next = aiSdk(model).stream(firstRequest, { signal: controller.signal })[Symbol.asyncIterator]().next();
  controller.abort(reason);
  await expect(next).rejects.toBe(reason);
  late.resolve({ stream: streamOf<LanguageModelV4StreamPart>([], { cancel: (why) => void (cancelled = why) }) });
  await settle();
  expect(cancelled).toBe(reason);
  expect(unhandled).toEqual([]);
});

test('a failure that comes after the abort is nobody’s business', async () => {
  const late = Promise.withResolvers<never>();
  const model = { ...modelV4(() => streamOf([])), doStream: () => late.promise };
  const controller = new AbortController();
  const next = aiSdk(model).stream(firstRequest, { signal: controller.signal })[Symbol.asyncIterator]().next();
  controller.abort(reason);
  await expect(next).rejects.toBe(reason);
  late.reject(new Error('Too late.'));
  await settle();
  expect(unhandled).toEqual([]);
});
