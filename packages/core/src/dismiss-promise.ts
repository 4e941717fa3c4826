/** Whether the value is a promise, where none is taken: what it rejects with is then nobody's to handle. */
export function dismissPromise(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('then' in value)) return false;
  Promise.resolve(value).catch(() => undefined);
  return true;
}
