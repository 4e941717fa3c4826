/** The part of `ReadableStream` that is used. Safari's has no `Symbol.asyncIterator`, so it is read with a reader. */
interface Readable<T> {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: T | undefined }>;
    cancel(reason?: unknown): Promise<void>;
  };
  cancel(reason?: unknown): Promise<void>;
}

/**
 * Opens a stream and reads it to its end. Aborting the signal, or leaving the loop, cancels the stream, even one whose
 * source ignores the signal; the loop then throws the signal's reason.
 */
export async function* readStream<T>(
  open: () => PromiseLike<{ readonly stream: Readable<T> }>,
  signal: AbortSignal,
): AsyncGenerator<T, void> {
  signal.throwIfAborted();
  const { stream } = await untilAborted(open(), signal, (late) => void late.stream.cancel(signal.reason).catch(ignore));
  const reader = stream.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(ignore);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value } = await reader.read();
      signal.throwIfAborted();
      if (done) return;
      yield value as T;
    }
  } finally {
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

/** What `pending` settles to, or the signal's reason as soon as it is aborted; `discard` gets what comes too late. */
function untilAborted<T>(pending: PromiseLike<T>, signal: AbortSignal, discard: (late: T) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    pending.then(
      (value) => {
        signal.removeEventListener('abort', abort);
        if (signal.aborted) discard(value);
        resolve(value);
      },
      (error: unknown) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      },
    );
  });
}

function ignore(): void {}
