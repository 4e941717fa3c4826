/** Proves that a switch is exhaustive. At run time (a log from elsewhere) it answers with `fallback`. */
export function unreachable<T>(_value: never, fallback: T): T {
  return fallback;
}
