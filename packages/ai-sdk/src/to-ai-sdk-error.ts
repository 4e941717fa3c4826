import { AiSdkError } from './ai-sdk-error.ts';
import { toFailureFacts, type FailureFacts } from './failure-facts.ts';
import { retryAfterMsOf } from './retry-after.ts';

/** Where a failure came up: before the stream was there, while it was read, or as an `error` part in it. */
export type FailedAt = 'request' | 'stream';

/** Failures that asking again does not mend, although their status, or the lack of one, says otherwise. */
const LASTING: readonly string[] = [
  'insufficient_quota',
  'billing_error',
  'invalid_request_error',
  'invalid_prompt',
  'invalid_api_key',
  'authentication_error',
  'permission_error',
  'not_found_error',
  'model_not_found',
  'context_length_exceeded',
  'request_too_large',
];

/** Anything that a provider package throws, classified for the engine: may it be asked again, and when. */
export function toAiSdkError(thrown: unknown, modelId: string, failedAt: FailedAt): AiSdkError {
  if (AiSdkError.isInstance(thrown)) return thrown;
  const facts = toFailureFacts(thrown);
  if (facts.statusCode !== undefined) return requestFailed(thrown, modelId, facts, facts.statusCode);
  if (facts.name === 'AI_LoadAPIKeyError') {
    const message = `${modelId} has no API key: set the provider's environment variable, or pass apiKey to the provider.`;
    return new AiSdkError('request_failed', message, { cause: thrown });
  }
  if (facts.name === 'AI_TypeValidationError') {
    const message = `${modelId} answered in a form that its package does not know: check the base URL, or update the package.`;
    return new AiSdkError('invalid_response', message, { cause: thrown });
  }
  const isGarbled = facts.name === 'AI_JSONParseError' || facts.name === 'AI_InvalidResponseDataError';
  const isUnderWay = failedAt === 'stream' || facts.hasAnswered;
  if (isUnderWay && (facts.isNetwork || isGarbled)) return streamCut(modelId, thrown);
  if (failedAt === 'stream' && !(thrown instanceof Error)) return failedInStream(thrown, modelId, facts);
  if (facts.isNetwork || facts.isRetryable === true) {
    const message =
      `${modelId} could not be reached: check the connection, the provider's base URL and, in a browser, ` +
      'that the server allows this origin (CORS).';
    return new AiSdkError('unreachable', message, { retryable: true, cause: thrown });
  }
  const message = `${modelId} could not be asked (${facts.name || 'unknown error'}): \`cause\` says why.`;
  return new AiSdkError('request_failed', message, { cause: thrown });
}

/** The reply broke off, so it does not count; asking again may bring a whole one. */
export function streamCut(modelId: string, cause?: unknown): AiSdkError {
  const message = `The stream of ${modelId} was cut before the reply was complete: ask again.`;
  return new AiSdkError('stream_cut', message, { retryable: true, ...(cause !== undefined && { cause }) });
}

function requestFailed(cause: unknown, modelId: string, facts: FailureFacts, statusCode: number): AiSdkError {
  const retryable = isRetryable(statusCode, facts);
  const retryAfterMs = retryable ? retryAfterMsOf(facts.headers, Date.now()) : undefined;
  const what = facts.providerCode === undefined ? String(statusCode) : `${statusCode} ${facts.providerCode}`;
  const message = `${modelId} answered ${what}: ${adviceFor(statusCode, facts)}`;
  return new AiSdkError('request_failed', message, { retryable, retryAfterMs, statusCode, cause });
}

/** The provider took the request and failed on the way: passing, unless it says that it is not. */
function failedInStream(cause: unknown, modelId: string, { providerCode, isRetryable }: FailureFacts): AiSdkError {
  const retryable = isRetryable ?? !LASTING.includes(providerCode ?? '');
  const what = providerCode === undefined ? '' : ` (${providerCode})`;
  const advice = retryable ? 'ask again.' : '`cause` has what the provider says about it.';
  return new AiSdkError('request_failed', `${modelId} failed while it replied${what}: ${advice}`, { retryable, cause });
}

function isRetryable(statusCode: number, { providerCode, isRetryable }: FailureFacts): boolean {
  if (LASTING.includes(providerCode ?? '')) return false;
  if ([408, 409, 429].includes(statusCode) || statusCode >= 500) return true;
  return isRetryable === true && ![400, 401, 403, 404].includes(statusCode);
}

function adviceFor(statusCode: number, { providerCode }: FailureFacts): string {
  if (providerCode === 'insufficient_quota' || providerCode === 'billing_error') {
    return 'the account has no credit left; add some at the provider.';
  }
  switch (statusCode) {
    case 401:
      return 'check the API key.';
    case 403:
      return 'check that the API key may use this model, and from here.';
    case 404:
      return "check the model's name and the provider's base URL.";
    case 413:
      return 'the request is too large; shorten the context.';
    case 429:
      return 'the rate limit is reached; wait, or raise it at the provider.';
    default:
      return statusCode >= 500 || statusCode === 408 || statusCode === 409
        ? 'the provider has a problem; ask again.'
        : "check the settings, the tools' input schemas and the length of the context.";
  }
}
