import type { StreamSpec } from '../page-contract.ts';
import { callsOf, deltasOf, type Delta } from './content.ts';

/** The deltas of one reply. Iterate it where the system's model, transport or adapter is asked. */
export interface Source {
  readonly deltas: () => AsyncIterable<Delta>;
  /** Resolves when the system asked and has got what is not measured. */
  readonly isAsked: Promise<void>;
  /** Lets the measured deltas come. */
  readonly open: () => void;
  /** Resolves with their number when the last was taken, or the time was over; the reply is still open then. */
  readonly isOver: Promise<number>;
  /** Ends the reply. */
  readonly end: () => void;
  readonly expectedChars: number;
}

/** One reply, paced: a delta is a task of its own, as a chunk of a network stream is. */
export function createSource(stream: StreamSpec): Source {
  const { deltas, expectedChars } = deltasOf(stream.content);
  const asked = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const over = Promise.withResolvers<number>();
  const ended = Promise.withResolvers<void>();

  return {
    deltas: read,
    isAsked: asked.promise,
    open: gate.resolve,
    isOver: over.promise,
    end: ended.resolve,
    expectedChars,
  };

  async function* read(): AsyncGenerator<Delta> {
    for (const delta of callsOf(stream)) yield delta;
    asked.resolve();
    await gate.promise;
    const startMs = performance.now();
    let count = 0;
    try {
      for (const delta of deltas) {
        if (performance.now() - startMs > stream.timeLimitMs) break;
        yield delta;
        count++;
        await taskAt(stream.everyMs === 0 ? 0 : startMs + count * stream.everyMs);
      }
    } finally {
      over.resolve(count);
    }
    await ended.promise;
  }
}

/** Resolves in the next task, without the 4 ms that timers take. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}

const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();

/** Resolves after so many frames. */
export async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

/** What is late comes in the next task: timers wait 4 ms at least. */
function taskAt(ms: number): Promise<void> {
  const leftMs = ms - performance.now();
  return leftMs <= 0 ? nextTask() : new Promise((resolve) => setTimeout(resolve, leftMs));
}
