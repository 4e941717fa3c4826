/** What went wrong, for code; the message says what to do about it. */
export type ErrorCode =
  | 'schema_not_json'
  | 'schema_async'
  | 'invalid_definition'
  /** A function or a hook was called in a way that cannot work. */
  | 'invalid_use'
  | 'not_json'
  | 'thread_file_invalid'
  | 'store_failed'
  /** The disk is full or the quota is used up. Nothing was appended, and what is there can be read. */
  | 'store_full'
  /** A stored event cannot be read: the message names it. */
  | 'store_corrupt'
  /** What is stored was written by a newer version. */
  | 'store_newer'
  /** The thread was deleted, or begun anew, since it was read. */
  | 'thread_gone'
  | 'effect_failed'
  | 'stream_cut';

const marker = Symbol.for('twelvefold.error');

/** The one error class of the core. Expected refusals are not thrown: they are rejections or events. */
export class TwelvefoldError extends Error {
  override readonly name = 'TwelvefoldError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Works across duplicate installs of this package. */
  static isInstance(value: unknown): value is TwelvefoldError {
    return typeof value === 'object' && value !== null && marker in value;
  }
}
