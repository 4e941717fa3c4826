/** What went wrong, for code; the message says what to do about it. */
export type AiSdkErrorCode =
  /** What was passed as the model is none, or speaks a version of the interface that this package does not know. */
  | 'unsupported_model'
  /** A setting that the version of the model's interface has no place for. */
  | 'unsupported_setting'
  /** `costUsd` returned something that is not an amount of money. */
  | 'invalid_cost'
  /** The provider was not reached, or did not answer. */
  | 'unreachable'
  /** The provider, or its package, refused or failed the request. */
  | 'request_failed'
  /** The reply ended before its end. */
  | 'stream_cut'
  /** The provider answered something that its package does not understand. */
  | 'invalid_response';

/** What an {@link AiSdkError} carries besides its sentence. */
export interface AiSdkErrorDetails {
  /** The same request may succeed later. Default false. */
  readonly retryable?: boolean;
  /** How long the provider asks to wait, at most ten minutes. */
  readonly retryAfterMs?: number | undefined;
  /** The HTTP status of the answer, where there was one. */
  readonly statusCode?: number | undefined;
  readonly cause?: unknown;
}

const marker = Symbol.for('twelvefold.ai-sdk.error');

/**
 * The one error class of this package, and a `ModelFailure` for the engine. Its message is written here from the
 * status and the provider's error code alone: no key, header, request or provider's sentence gets into it. All of the
 * original is in `cause`.
 */
export class AiSdkError extends Error {
  override readonly name = 'AiSdkError';
  readonly code: AiSdkErrorCode;
  readonly retryable: boolean;
  declare readonly retryAfterMs?: number;
  declare readonly statusCode?: number;

  constructor(code: AiSdkErrorCode, message: string, details: AiSdkErrorDetails = {}) {
    super(message, 'cause' in details ? { cause: details.cause } : undefined);
    Object.defineProperty(this, marker, { value: true });
    this.code = code;
    this.retryable = details.retryable ?? false;
    if (details.retryAfterMs !== undefined) this.retryAfterMs = details.retryAfterMs;
    if (details.statusCode !== undefined) this.statusCode = details.statusCode;
  }

  /** Works across duplicate installs of this package. */
  static isInstance(value: unknown): value is AiSdkError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
