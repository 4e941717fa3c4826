import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createHearing, type Hearing } from './hearing.ts';
import type { Job, Post, Said } from './protocol.ts';

/** A worker's process, as its parent sees it. */
export interface Worker extends Pick<Hearing, 'said' | 'until'> {
  readonly give: (job: Job) => void;
  /** Sends a signal. Resolves when the process is gone and all it said was heard. */
  readonly kill: () => Promise<void>;
  /** Lets a frozen process go on. */
  readonly thaw: () => void;
  /** Lets it end when it has nothing more to do. */
  readonly dismiss: () => Promise<void>;
}

/** Starts `program`: what `bundleWorker` made. */
export function startWorker(program: string, post: Post): Worker {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(post)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let errors = '';
  const hearing = createHearing(() => errors);
  createInterface({ input: child.stdout }).on('line', (line) => hearing.hear(JSON.parse(line) as Said));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // A job that is written to a worker which just died: `until` says so.
  child.stdin.on('error', () => undefined);
  void closed.then(hearing.close);

  return {
    give: (job) => {
      hearing.restart();
      child.stdin.write(`${JSON.stringify(job)}\n`);
    },
    said: hearing.said,
    until: hearing.until,
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
    thaw: () => void child.kill('SIGCONT'),
    dismiss: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
