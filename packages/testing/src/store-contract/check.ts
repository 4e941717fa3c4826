import { TwelvefoldError, type ErrorCode } from '@twelvefold/core';

/** Throws unless both are the same JSON; `undefined` counts as absent, and the order of keys does not count. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [is, due] = [show(actual), show(expected)];
  if (is !== due) throw new Error(`${what}: ${brief(due)} was expected, and it is ${brief(is)}.`);
}

export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** The error that the promise rejects with, which must have this code; `says` are pieces of its message. */
export async function refused(
  promise: Promise<unknown>,
  code: ErrorCode,
  ...says: readonly string[]
): Promise<TwelvefoldError> {
  const thrown: unknown = await promise.then(
    (value) => Promise.reject(new Error(`${code} was expected, and it resolved to ${brief(show(value))}.`)),
    (error: unknown) => error,
  );
  if (!TwelvefoldError.isInstance(thrown)) throw new Error(`A TwelvefoldError was expected.`, { cause: thrown });
  if (thrown.code !== code) throw new Error(`${code} was expected, not ${thrown.code}.`, { cause: thrown });
  const unsaid = says.filter((piece) => !thrown.message.includes(piece));
  if (unsaid.length > 0) throw new Error(`"${thrown.message}" does not say ${unsaid.join(', ')}.`);
  return thrown;
}

/** Resolves once it is so; throws after ten seconds. */
export async function eventually(isSo: () => boolean, what: string): Promise<void> {
  for (let tries = 0; !isSo(); tries++) {
    if (tries > 1_000) throw new Error(`${what}: not within ten seconds.`);
    await pause(10);
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isPlain(part) ? sorted(part) : part)) ?? 'undefined';
}

function sorted(object: object): object {
  const copy: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1))) copy[key] = value;
  return copy;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function brief(text: string): string {
  return text.length > 300 ? `${text.slice(0, 300)}… (${text.length} characters)` : text;
}
