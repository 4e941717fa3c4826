import { task } from '../task.ts';

/** One of the things that a measuring process is told to do. */
export interface StoredBytesOrder {
  /** Which of its ways to keep a run. */
  readonly way: string;
  readonly steps: number;
}

/** What it answers to one. */
export interface StoredBytes {
  /** What is there when the run is over. */
  readonly keptBytes: number;
  /** What was written on the way there, where that is known; more than is kept where one save replaces another. */
  readonly writtenBytes?: number;
}

/** Runs the scripted agent once and says what is kept of it. */
export type Keep = (steps: number) => Promise<StoredBytes>;

/** Takes a list of orders and answers each, in the same order: counts, unlike times, do not mind what ran before them. */
export function storedBytesTask(ways: Readonly<Record<string, Keep>>): void {
  task(async (orders: readonly StoredBytesOrder[]) => {
    const answers: StoredBytes[] = [];
    for (const { way, steps } of orders) {
      const keep = ways[way];
      if (!keep) throw new Error(`There is no way "${way}": ${Object.keys(ways).join(', ')}.`);
      answers.push(await keep(steps));
    }
    return answers;
  });
}

/** In UTF-8, as files and databases keep it. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
