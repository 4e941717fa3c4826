import { open, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than any update takes: whoever holds the lock by then has died. */
const PATIENCE_MS = 5_000;

/** What becomes of a file: its next text, or none to leave it as it is. */
export interface Update<T> {
  readonly next?: string;
  readonly result: T;
}

/**
 * Replaces the text of a file, one process at a time and all or nothing, the way Git updates its index: the next version
 * is written to `<path>.lock`, which only one process can create, and takes the file's place when it is complete and on
 * the disk. `change` gets the text, `undefined` without a file.
 */
export async function updateFile<T>(path: string, change: (text: string | undefined) => Update<T>): Promise<T> {
  const lock = await lockOf(path);
  let isReplaced = false;
  try {
    const { next, result } = change(await readIfThere(path));
    if (next === undefined) return result;
    await lock.writeFile(next);
    await lock.sync();
    await lock.close();
    await rename(`${path}.lock`, path);
    isReplaced = true;
    await syncFolderOf(path);
    return result;
  } finally {
    await lock.close();
    if (!isReplaced) await rm(`${path}.lock`);
  }
}

/** The text of a file, `undefined` without one. */
export async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

async function lockOf(path: string): Promise<FileHandle> {
  const giveUpAtMs = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await open(`${path}.lock`, 'wx');
    } catch (thrown) {
      if (codeOf(thrown) !== 'EEXIST') throw thrown;
      if (Date.now() > giveUpAtMs)
        throw new Error(
          `${path}.lock is there: a process that wrote ${path} seems to have died. Delete it if none runs any more.`,
          { cause: thrown },
        );
      await sleep(5 + Math.random() * 20);
    }
  }
}

/** A rename is on the disk when its folder is; Windows has no such thing. */
async function syncFolderOf(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  await using folder = await open(dirname(path));
  await folder.sync();
}

function codeOf(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
}
