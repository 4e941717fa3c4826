import { TwelvefoldError } from '@twelvefold/core';

/** SQLSTATE codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const UNIQUE_VIOLATION = '23505';
const PASSING = ['40001', '40P01'];
const FULL = ['53000', '53100', '53200', '53400'];
const CORRUPT = ['XX001', 'XX002'];

/** Somebody else has this key: they were faster. */
export function isTaken(thrown: unknown): boolean {
  return codeOf(thrown) === UNIQUE_VIOLATION;
}

/** Two transactions were in each other's way: doing it again helps. */
export function isPassing(thrown: unknown): boolean {
  return PASSING.includes(codeOf(thrown) ?? '');
}

/** What PostgreSQL or its driver threw, as the error that the Store contract promises. */
export function toStoreError(cause: unknown): TwelvefoldError {
  if (TwelvefoldError.isInstance(cause)) return cause;
  const code = codeOf(cause) ?? '';
  const said = cause instanceof Error ? cause.message : String(cause);
  if (FULL.includes(code))
    return error(
      'store_full',
      `PostgreSQL has no space left (${said}). Nothing was appended: free some and try again.`,
    );
  if (CORRUPT.includes(code))
    return error('store_corrupt', `PostgreSQL found damaged data (${said}): restore a backup of the database.`);
  if (code === '53300')
    return error(
      'store_failed',
      'PostgreSQL has no connection left. Nothing was appended: use fewer, or raise max_connections.',
    );
  if (code === '25006')
    return error(
      'store_failed',
      'This PostgreSQL server only reads. Nothing was appended: connect to the primary one.',
    );
  if (/^[0-9A-Z]{5}$/.test(code)) return error('store_failed', `PostgreSQL refused: ${said}`);
  return error(
    'store_failed',
    `The connection to PostgreSQL failed (${said}). What was just appended may be there: read the thread before you try again.`,
  );

  function error(kind: 'store_full' | 'store_corrupt' | 'store_failed', message: string): TwelvefoldError {
    return new TwelvefoldError(kind, message, { cause });
  }
}

function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : undefined;
}
