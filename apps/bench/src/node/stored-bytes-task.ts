import { task } from '../task.ts';

/** What a measuring process is told. */
export interface StoredBytesOrder {
  /** Which of its ways to keep a run. */
  readonly way: string;
  readonly steps: number;
}

/** What it answers. */
export interface StoredBytes {
  /** What is there when the run is over. */
  readonly keptBytes: number;
  /** What was written on the way there, where that is known; more than is kept where one save replaces another. */
  readonly writtenBytes?: number;
}

/** Runs the scripted agent once and says what is kept of it. */
export type Keep = (steps: number) => Promise<StoredBytes>;

export function storedBytesTask(ways: Readonly<Record<string, Keep>>): void {
  task(async ({ way, steps }: StoredBytesOrder): Promise<StoredBytes> => {
    const keep = ways[way];
    if (!keep) throw new Error(`There is no way "${way}": ${Object.keys(ways).join(', ')}.`);
    return keep(steps);
  });
}

/** In UTF-8, as files and databases keep it. */
export function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
