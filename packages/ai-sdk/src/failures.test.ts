import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible as createV4 } from '@ai-sdk/openai-compatible';
import { createOpenAICompatible as createV2 } from 'openai-compatible-v2';
import { createOpenAICompatible as createV3 } from 'openai-compatible-v3';
import { toErrorFact } from '@twelvefold/core';
import { describe, expect, test } from 'vitest';
import { collectFailure, requestOf } from '../test/desk.ts';
import { replay } from '../test/replay-server.ts';
import { aiSdk, AiSdkError, type AiSdkLanguageModel } from './index.ts';

const KEY = 'sk-canary-42';

interface Provider {
  readonly name: string;
  readonly id: string;
  readonly fixtures: 'anthropic' | 'openai-chat' | 'openai-responses' | 'openai-compatible';
  readonly errors: 'anthropic' | 'openai-chat';
  readonly create: (url: string) => AiSdkLanguageModel;
}

const chat = { id: 'openai/gpt-5-mini', errors: 'openai-chat' } as const;
const compatible = { id: 'local/llama', fixtures: 'openai-compatible', errors: 'openai-chat' } as const;
const compatibleAt = (url: string) => ({ name: 'local', apiKey: KEY, baseURL: url });

const providers: readonly Provider[] = [
  {
    name: '@ai-sdk/anthropic',
    id: 'anthropic/claude-sonnet-5',
    fixtures: 'anthropic',
    errors: 'anthropic',
    create: (url) => createAnthropic({ apiKey: KEY, baseURL: url })('claude-sonnet-5'),
  },
  {
    ...chat,
    name: '@ai-sdk/openai, chat completions',
    fixtures: 'openai-chat',
    create: (url) => createOpenAI({ apiKey: KEY, baseURL: url }).chat('gpt-5-mini'),
  },
  {
    ...chat,
    name: '@ai-sdk/openai, responses',
    fixtures: 'openai-responses',
    create: (url) => createOpenAI({ apiKey: KEY, baseURL: url }).responses('gpt-5-mini'),
  },
  { ...compatible, name: '@ai-sdk/openai-compatible (v2)', create: (url) => createV2(compatibleAt(url))('llama') },
  { ...compatible, name: '@ai-sdk/openai-compatible (v3)', create: (url) => createV3(compatibleAt(url))('llama') },
  { ...compatible, name: '@ai-sdk/openai-compatible (v4)', create: (url) => createV4(compatibleAt(url))('llama') },
];

/** What the engine and a person see of an error. */
const seen = (error: unknown) => {
  if (!AiSdkError.isInstance(error)) throw error;
  const { code, retryable, retryAfterMs, statusCode, message } = error;
  return { code, retryable, retryAfterMs, statusCode, message };
};

describe.each(providers)('$name', ({ id, fixtures, errors, create }) => {
  test('429 with Retry-After is retryable, after that time', async () => {
    const server = await replay({ status: 429, headers: { 'retry-after': '7' }, fixture: `${errors}/429.json` });
    const { parts, error } = await collectFailure(aiSdk(create(server.url)));
    expect(parts).toEqual([]);
    expect(seen(error)).toEqual({
      code: 'request_failed',
      retryable: true,
      retryAfterMs: 7_000,
      statusCode: 429,
      message: `${id} answered 429 ${errors === 'anthropic' ? 'rate_limit_error' : 'rate_limit_exceeded'}: the rate limit is reached; wait, or raise it at the provider.`,
    });
    expect(server.received).toHaveLength(1);
  });

  test('500 is retryable', async () => {
    const server = await replay({ status: 500, fixture: `${errors}/500.json` });
    expect(seen((await collectFailure(aiSdk(create(server.url)))).error)).toEqual({
      code: 'request_failed',
      retryable: true,
      statusCode: 500,
      message: `${id} answered 500 ${errors === 'anthropic' ? 'api_error' : 'server_error'}: the provider has a problem; ask again.`,
    });
    expect(server.received).toHaveLength(1);
  });

  test('401 is not, and says to check the key without saying the key', async () => {
    const server = await replay({ status: 401, fixture: `${errors}/401.json` });
    expect(seen((await collectFailure(aiSdk(create(server.url)))).error)).toEqual({
      code: 'request_failed',
      retryable: false,
      statusCode: 401,
      message: `${id} answered 401 ${errors === 'anthropic' ? 'authentication_error' : 'invalid_api_key'}: check the API key.`,
    });
  });

  test.each([
    [400, "check the settings, the tools' input schemas and the length of the context."],
    [403, 'check that the API key may use this model, and from here.'],
    [404, "check the model's name and the provider's base URL."],
  ])('%i is not retryable, and says what to check', async (status, advice) => {
    const server = await replay({ status, body: '<html>no JSON</html>' });
    expect(seen((await collectFailure(aiSdk(create(server.url)))).error)).toEqual({
      code: 'request_failed',
      retryable: false,
      statusCode: status,
      message: `${id} answered ${status}: ${advice}`,
    });
  });

  test('nothing of a key, a header or a request gets into the message and the log, whatever the server says', async () => {
    const secrets = [KEY, 'header-canary', 'prompt-canary'];
    const body = JSON.stringify({
      type: 'error',
      error: { type: KEY, code: 'header-canary', message: secrets.join() },
    });
    const server = await replay({ status: 400, body });
    const model = aiSdk(create(server.url), { settings: { headers: { 'x-desk': 'header-canary' } } });
    const { error } = await collectFailure(model, requestOf({ system: 'prompt-canary' }));
    const logged = JSON.stringify([(error as Error).message, toErrorFact(error), error]);
    expect(secrets.filter((secret) => logged.includes(secret))).toEqual([]);
    expect((error as { cause: Error }).cause.message).toContain('prompt-canary');
  });

  test('a connection that breaks in the middle of a reply cuts the stream', async () => {
    const server = await replay({ fixture: `${fixtures}/text.sse`, upTo: 'INV-7 über "', ending: 'destroy' });
    expect(seen((await collectFailure(aiSdk(create(server.url)))).error)).toEqual({
      code: 'stream_cut',
      retryable: true,
      message: `The stream of ${id} was cut before the reply was complete: ask again.`,
    });
  });

  test('a connection that breaks in the middle of a tool call leaves the call without an end', async () => {
    const upTo = fixtures === 'openai-compatible' ? '"}"}}' : 'IN';
    const server = await replay({ fixture: `${fixtures}/tool-call.sse`, upTo, ending: 'destroy' });
    const { parts, error } = await collectFailure(aiSdk(create(server.url)));
    expect(seen(error)).toMatchObject({ code: 'stream_cut', retryable: true });
    expect(parts.filter((part) => part.type === 'call.ended' || part.type === 'finished')).toEqual([]);
  });

  test('a response that ends properly but too early was cut, too', async () => {
    const server = await replay({ fixture: `${fixtures}/text.sse`, upTo: 'INV-7 über ' });
    expect(seen((await collectFailure(aiSdk(create(server.url)))).error)).toMatchObject({
      code: 'stream_cut',
      retryable: true,
    });
  });

  test('a server that cannot be reached', async () => {
    expect(seen((await collectFailure(aiSdk(create('http://127.0.0.1:1')))).error)).toEqual({
      code: 'unreachable',
      retryable: true,
      message: `${id} could not be reached: check the connection, the provider's base URL and, in a browser, that the server allows this origin (CORS).`,
    });
  });
});

test('429 because the account is empty is not retryable', async () => {
  const server = await replay({ status: 429, headers: { 'retry-after': '7' }, fixture: 'openai-chat/429-quota.json' });
  const model = aiSdk(createOpenAI({ apiKey: KEY, baseURL: server.url })('gpt-5-mini'));
  expect(seen((await collectFailure(model)).error)).toEqual({
    code: 'request_failed',
    retryable: false,
    statusCode: 429,
    message:
      'openai/gpt-5-mini answered 429 insufficient_quota: the account has no credit left; add some at the provider.',
  });
});

test('a provider without a key says where to put one', async () => {
  const model = aiSdk(createAnthropic({ baseURL: 'http://127.0.0.1:1' })('claude-sonnet-5'));
  expect(seen((await collectFailure(model)).error)).toEqual({
    code: 'request_failed',
    retryable: false,
    message:
      "anthropic/claude-sonnet-5 has no API key: set the provider's environment variable, or pass apiKey to the provider.",
  });
});

test('an answer of another API', async () => {
  const server = await replay({ fixture: 'anthropic/text.sse' });
  const model = aiSdk(createOpenAI({ apiKey: KEY, baseURL: server.url }).chat('gpt-5-mini'));
  expect(seen((await collectFailure(model)).error)).toMatchObject({ code: 'invalid_response', retryable: false });
});
