/**
 * The other side of `runInNode`: takes one input, answers once, and ends the process, whatever is still open in it.
 *
 * @example
 * task(async ({ events }: { readonly events: number }) => ({ ms: await measure(events) }));
 */
export function task<TInput>(measure: (input: TInput) => Promise<unknown>): void {
  // Whoever asked is gone: nobody waits for the answer.
  process.once('disconnect', () => process.exit(1));
  process.once('message', (message) => {
    const { input } = message as { readonly input: TInput };
    measure(input).then(
      (output) => process.send?.({ output }, () => process.exit(0)),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

/** Collects garbage, if the process may: call it before a measurement, and twice around a reading of the heap. */
export function collectGarbage(): void {
  (globalThis as { readonly gc?: () => void }).gc?.();
}
