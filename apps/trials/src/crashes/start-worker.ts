import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Job, Post, Said } from './protocol.ts';

/** A worker's process, as its parent sees it. */
export interface Worker {
  readonly give: (job: Job) => void;
  /** All it said since it was given its last job. */
  readonly said: () => readonly Said[];
  /** Resolves to the first thing of these types that it said in this job. */
  readonly until: <T extends Said['type']>(types: readonly T[], is?: (one: SaidOf<T>) => boolean) => Promise<SaidOf<T>>;
  /** Sends a signal. Resolves when the process is gone and all it said was heard. */
  readonly kill: () => Promise<void>;
  /** Lets a frozen process go on. */
  readonly thaw: () => void;
  /** Lets it end when it has nothing more to do. */
  readonly dismiss: () => Promise<void>;
}

type SaidOf<T extends Said['type']> = Extract<Said, { readonly type: T }>;

const PATIENCE_MS = 30_000;

/** Starts `program`: what `bundleWorker` made. */
export function startWorker(program: string, post: Post): Worker {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, JSON.stringify(post)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const listeners = new Set<() => void>();
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let said: Said[] = [];
  let errors = '';
  let isClosed = false;
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  createInterface({ input: child.stdout }).on('line', (line) => {
    said.push(JSON.parse(line) as Said);
    tell();
  });
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  // A job that is written to a worker which just died: `until` says so.
  child.stdin.on('error', () => undefined);
  void closed.then(() => {
    isClosed = true;
    tell();
  });

  return {
    give: (job) => {
      said = [];
      child.stdin.write(`${JSON.stringify(job)}\n`);
    },
    said: () => said,
    until: <T extends Said['type']>(types: readonly T[], is: (one: SaidOf<T>) => boolean = () => true) =>
      new Promise<SaidOf<T>>((resolve, reject) => {
        const isOne = (one: Said): one is SaidOf<T> =>
          (types as readonly string[]).includes(one.type) && is(one as SaidOf<T>);
        const end = (settle: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          settle();
        };
        const look = (): void => {
          const heard = said.find(isOne);
          const failed = said.find(({ type }) => type === 'failed');
          if (heard) end(() => resolve(heard));
          else if (failed || isClosed) end(() => reject(new Error(trouble('failed'))));
        };
        const timer = setTimeout(() => end(() => reject(new Error(trouble('does not go on')))), PATIENCE_MS);
        listeners.add(look);
        look();
      }),
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

  function trouble(what: string): string {
    const last = said.slice(-8).map((one) => JSON.stringify(one).slice(0, 600));
    return [`A worker ${what}.`, ...last, errors].join('\n');
  }
}
