import { expect, test } from 'vitest';
import { MAX_RETRY_AFTER_MS, retryAfterMsOf } from './retry-after.ts';

const nowMs = Date.UTC(2026, 0, 1, 12, 0, 0);

test.each([
  [{}, undefined],
  [{ 'retry-after': '7' }, 7_000],
  [{ 'Retry-After': ' 0.5 ' }, 500],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '3600' }, MAX_RETRY_AFTER_MS],
  [{ 'retry-after': '-1' }, undefined],
  [{ 'retry-after': 'soon' }, undefined],
  [{ 'retry-after': '' }, undefined],
  [{ 'retry-after': ['7'] }, undefined],
  [{ 'retry-after': 'Thu, 01 Jan 2026 12:00:30 GMT' }, 30_000],
  [{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
  [{ 'retry-after': 'Fri, 02 Jan 2026 12:00:00 GMT' }, MAX_RETRY_AFTER_MS],
  // This machine's clock is a day ahead of the server's.
  [{ 'retry-after': 'Wed, 31 Dec 2025 12:00:30 GMT', date: 'Wed, 31 Dec 2025 12:00:00 GMT' }, 30_000],
  [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250],
  [{ 'retry-after-ms': '0.2' }, 1],
  [{ 'retry-after-ms': 'soon', 'retry-after': '7' }, 7_000],
  [{ 'retry-after-ms': '-5', 'retry-after': '7' }, 7_000],
  [{ 'retry-after-ms': '999999999' }, MAX_RETRY_AFTER_MS],
])('%o', (headers, expected) => {
  expect(retryAfterMsOf(headers, nowMs)).toBe(expected);
});
