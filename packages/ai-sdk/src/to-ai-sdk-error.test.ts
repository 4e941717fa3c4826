import { APICallError, InvalidResponseDataError, JSONParseError, TypeValidationError } from '@ai-sdk/provider';
import { expect, test } from 'vitest';
import { AiSdkError } from './ai-sdk-error.ts';
import { toAiSdkError } from './to-ai-sdk-error.ts';

const call = { url: 'https://api.example.com', requestBodyValues: { prompt: 'secret' } };
const named = (name: string, message = 'x') => Object.assign(new Error(message), { name });

test.each([
  [408, true],
  [409, true],
  [429, true],
  [500, true],
  [502, true],
  [503, true],
  [529, true],
  [400, false],
  [401, false],
  [402, false],
  [403, false],
  [404, false],
  [413, false],
  [422, false],
])('status %i: retryable is %s', (statusCode, retryable) => {
  const cause = new APICallError({ ...call, message: 'secret', statusCode });
  const error = toAiSdkError(cause, 'p/m', 'request');
  expect(error).toMatchObject({ code: 'request_failed', statusCode, retryable, cause });
  expect(error.message).toMatch(new RegExp(`^p/m answered ${statusCode}: [^:]+[.]$`));
});

test('a provider package may call another status retryable, but not a wrong key', () => {
  const answered = (statusCode: number) => new APICallError({ ...call, message: 'x', statusCode, isRetryable: true });
  expect(toAiSdkError(answered(425), 'p/m', 'request').retryable).toBe(true);
  expect(toAiSdkError(answered(401), 'p/m', 'request').retryable).toBe(false);
});

test('the status is found in the causes of an error that wraps it', () => {
  const cause = new APICallError({ ...call, message: 'x', statusCode: 429, responseHeaders: { 'retry-after': '2' } });
  const error = toAiSdkError(new Error('wrapped', { cause }), 'p/m', 'request');
  expect(error).toMatchObject({ statusCode: 429, retryable: true, retryAfterMs: 2_000 });
});

test('causes in a circle', () => {
  const error: Error & { cause?: unknown } = new Error('a');
  error.cause = error;
  expect(toAiSdkError(error, 'p/m', 'request')).toMatchObject({ code: 'request_failed', retryable: false });
});

test.each([
  ['Chrome', new TypeError('Failed to fetch')],
  ['Firefox', new TypeError('NetworkError when attempting to fetch resource.')],
  ['Safari', new TypeError('Load failed')],
  ['Node', new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) })],
  ['a name server', Object.assign(new Error('x'), { code: 'EAI_AGAIN' })],
  ['a timeout', new DOMException('x', 'TimeoutError')],
  ['a package', new APICallError({ ...call, message: 'Cannot connect to API', isRetryable: true })],
])('no connection, as %s says it', (_, cause) => {
  expect(toAiSdkError(cause, 'p/m', 'request')).toMatchObject({ code: 'unreachable', retryable: true, cause });
});

test.each([
  ['Chrome', new TypeError('network error')],
  ['Firefox', new TypeError('Error in input stream')],
  ['Safari', new TypeError('Load failed')],
  ['Node', new TypeError('terminated', { cause: Object.assign(new Error('x'), { code: 'UND_ERR_SOCKET' }) })],
  ['a socket', Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })],
  [
    'a package that calls it a failed answer',
    new APICallError({
      ...call,
      message: 'x',
      statusCode: 200,
      isRetryable: false,
      cause: new TypeError('network error'),
    }),
  ],
  ['half a JSON text', new JSONParseError({ text: '{"a', cause: new Error('x') })],
  ['a package that missed the end', new InvalidResponseDataError({ data: undefined, message: 'no finish reason' })],
])('a cut stream, as %s says it', (_, cause) => {
  expect(toAiSdkError(cause, 'p/m', 'stream')).toMatchObject({ code: 'stream_cut', retryable: true, cause });
});

test('an answer in another form', () => {
  const cause = new TypeValidationError({ value: { secret: 1 }, cause: new Error('x') });
  expect(toAiSdkError(cause, 'p/m', 'stream')).toMatchObject({
    code: 'invalid_response',
    retryable: false,
    message: 'p/m answered in a form that its package does not know: check the base URL, or update the package.',
  });
});

test.each([
  [{ message: 'x', type: 'server_error' }, true, 'p/m failed while it replied (server_error): ask again.'],
  [{ error: { type: 'overloaded_error' } }, true, 'p/m failed while it replied (overloaded_error): ask again.'],
  [{ message: 'x', type: 'invalid_request_error' }, false, 'p/m failed while it replied (invalid_request_error): '],
  [{ message: 'x', isRetryable: false }, false, 'p/m failed while it replied: `cause` has what'],
  [{ message: 'x', code: 502 }, true, 'p/m answered 502: the provider has a problem; ask again.'],
  ['boom', true, 'p/m failed while it replied: ask again.'],
  [undefined, true, 'p/m failed while it replied: ask again.'],
])('an error part %o', (part, retryable, message) => {
  const error = toAiSdkError(part, 'p/m', 'stream');
  expect(error).toMatchObject({ code: 'request_failed', retryable });
  expect(error.message).toContain(message);
});

test('a bug in a package is not retried', () => {
  const cause = new TypeError("Cannot read properties of undefined (reading 'x')");
  for (const failedAt of ['request', 'stream'] as const) {
    expect(toAiSdkError(cause, 'p/m', failedAt)).toMatchObject({
      code: 'request_failed',
      retryable: false,
      message: 'p/m could not be asked (TypeError): `cause` says why.',
    });
  }
  expect(toAiSdkError(named('AI_UnsupportedFunctionalityError'), 'p/m', 'request').message).toBe(
    'p/m could not be asked (AI_UnsupportedFunctionalityError): `cause` says why.',
  );
});

test('an AiSdkError stays itself, and is known across copies of the package', () => {
  const error = new AiSdkError('stream_cut', 'x', { retryable: true });
  expect(toAiSdkError(error, 'p/m', 'stream')).toBe(error);
  const copy = Object.defineProperty(new Error('x'), Symbol.for('twelvefold.ai-sdk.error'), { value: true });
  expect([error, copy, new Error('x'), null, 'x'].map(AiSdkError.isInstance)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
