/**
 * A stream of these parts with `delayMs` between two of them. Aborting fails the stream with the signal's reason, as a
 * connection that is cut does; cancelling it ends it. Parts are made only as they are read.
 */
export function pacedStream<Part>(
  parts: Iterable<Part>,
  { delayMs, signal }: { readonly delayMs: number; readonly signal?: AbortSignal | undefined },
): ReadableStream<Part> {
  const iterator = parts[Symbol.iterator]();
  const stopped = new AbortController();
  const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
  let isFirst = true;
  return new ReadableStream<Part>(
    {
      async pull(controller) {
        try {
          if (!isFirst) await pause(delayMs, either);
          signal?.throwIfAborted();
        } catch (reason) {
          controller.error(reason);
          return;
        }
        isFirst = false;
        const next = iterator.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel(reason) {
        stopped.abort(reason);
        iterator.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function pause(delayMs: number, signal: AbortSignal): Promise<void> {
  if (delayMs <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    }, delayMs);
    signal.addEventListener('abort', abort, { once: true });
  });
}
