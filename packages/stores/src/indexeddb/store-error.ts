import { TwelvefoldError } from '@twelvefold/core';

/** What the browser's database threw, as an error that says what to do about it. */
export function toStoreError(thrown: unknown, database: string): TwelvefoldError {
  if (TwelvefoldError.isInstance(thrown)) return thrown;
  const cause = thrown;
  const name = thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
  switch (name) {
    case 'QuotaExceededError':
      return new TwelvefoldError(
        'store_full',
        'The browser has no more room for this site. Nothing was written, and all that is there can be read: delete threads or free disk space, then try again.',
        { cause },
      );
    case 'VersionError':
      return new TwelvefoldError(
        'store_newer',
        `The database "${database}" was written by a newer version of this page: reload the page.`,
        { cause },
      );
    case 'NotFoundError':
      return new TwelvefoldError(
        'store_failed',
        `The database "${database}" is not one of Twelvefold's: give createIndexedDbStore another name.`,
        { cause },
      );
    case 'SecurityError':
      return new TwelvefoldError(
        'store_failed',
        'The browser lets this page keep no data: allow cookies and site data for it, or use a memory store.',
        { cause },
      );
    case 'DataCloneError':
      return new TwelvefoldError('not_json', 'An event holds something that cannot be copied: give it plain JSON.', {
        cause,
      });
    case 'AbortError':
    case 'InvalidStateError':
      return new TwelvefoldError(
        'store_failed',
        `The browser closed the database "${database}" in the middle of the work, perhaps because its data was cleared. Try again; it opens anew.`,
        { cause },
      );
    default:
      return new TwelvefoldError(
        'store_failed',
        `The browser's database "${database}" failed${name ? ` (${name})` : ''}. Nothing was written: try again, and reload the page when it fails again.`,
        { cause },
      );
  }
}

/** Whether the browser found that its files are damaged: what it was asked for is lost. */
export function isUnreadable(thrown: unknown): boolean {
  const cause = TwelvefoldError.isInstance(thrown) ? thrown.cause : undefined;
  return cause instanceof DOMException && (cause.name === 'NotReadableError' || cause.name === 'DataError');
}
