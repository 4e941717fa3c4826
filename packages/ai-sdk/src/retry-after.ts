/** The longest wait that a provider can ask for: a wrong header must not park a run for a day. */
export const MAX_RETRY_AFTER_MS = 600_000;

/**
 * How long a response asks to wait, in milliseconds, at most `MAX_RETRY_AFTER_MS`; `undefined` when it does not say.
 * Reads `retry-after-ms` before `retry-after` (seconds or an HTTP date, RFC 9110 §10.2.3). A date is measured against
 * the response's own `date` where it has one, so a wrong local clock does no harm.
 */
export function retryAfterMsOf(headers: Readonly<Record<string, unknown>>, nowMs: number): number | undefined {
  const header = (name: string) => textOf(Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1]);
  return (
    toWaitMs(Number(header('retry-after-ms') || NaN)) ?? toWaitMs(afterMs(header('retry-after'), header('date'), nowMs))
  );
}

function afterMs(retryAfter: string, date: string, nowMs: number): number {
  if (retryAfter === '') return NaN;
  const seconds = Number(retryAfter);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const sentAtMs = Date.parse(date);
  return Math.max(0, Date.parse(retryAfter) - (Number.isNaN(sentAtMs) ? nowMs : sentAtMs));
}

function toWaitMs(ms: number): number | undefined {
  return Number.isNaN(ms) || ms < 0 ? undefined : Math.min(Math.ceil(ms), MAX_RETRY_AFTER_MS);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
