import { TwelvefoldError } from '@twelvefold/core';

/** Primary result codes: https://www.sqlite.org/rescode.html */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const CORRUPT = 11;
const FULL = 13;
const NOT_A_DATABASE = 26;
/** The file beside the database that holds the index of its log could not grow. */
const IOERR_SHMSIZE = 4874;
const IOERR_WRITE = 778;

/** Somebody else writes: it passes. */
export function isBusy(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return code !== undefined && [BUSY, LOCKED].includes(code & 0xff);
}

/** What SQLite threw, as the error that the Store contract promises. */
export function toStoreError(cause: unknown, path: string): TwelvefoldError {
  if (TwelvefoldError.isInstance(cause)) return cause;
  const code = codeOf(cause) ?? 0;
  const file = JSON.stringify(path);
  switch (code === IOERR_SHMSIZE || code === IOERR_WRITE ? FULL : code & 0xff) {
    case FULL:
      return error('store_full', `The disk of ${file} is full. Nothing was appended: free some space and try again.`);
    case CORRUPT:
    case NOT_A_DATABASE:
      return error(
        'store_corrupt',
        `The database ${file} is damaged, or is no SQLite database: restore a backup of it.`,
      );
    case BUSY:
    case LOCKED:
      return error('store_failed', `Another process writes to ${file} for too long. Nothing was appended: try again.`);
    case READONLY:
      return error(
        'store_failed',
        `This process may not write to ${file}: give it write access to the file and its folder.`,
      );
    default:
      return error(
        'store_failed',
        `The database ${file} failed: ${cause instanceof Error ? cause.message : String(cause)}`,
      );
  }

  function error(kind: 'store_full' | 'store_corrupt' | 'store_failed', message: string): TwelvefoldError {
    return new TwelvefoldError(kind, message, { cause });
  }
}

function codeOf(thrown: unknown): number | undefined {
  return thrown instanceof Error && 'errcode' in thrown && typeof thrown.errcode === 'number'
    ? thrown.errcode
    : undefined;
}
