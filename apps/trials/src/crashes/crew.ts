import type { Job, Post } from './protocol.ts';
import { startWorker, type Worker } from './start-worker.ts';

/** Workers on one store. Some are always started ahead of the work: most of them do not get old. */
export interface Crew {
  /** A worker that has begun with this job. */
  readonly hire: (job: Job) => Worker;
  /** Takes a worker back that finished its job. */
  readonly release: (worker: Worker) => void;
  /** Ends all workers, those too that hang or are frozen. */
  readonly dismiss: () => Promise<void>;
}

export function createCrew(program: string, post: Post, { ahead = 4 }: { readonly ahead?: number } = {}): Crew {
  const waiting: Worker[] = [];
  const all: Worker[] = [];
  const start = (): void => {
    const worker = startWorker(program, post);
    waiting.push(worker);
    all.push(worker);
  };
  return {
    hire: (job) => {
      while (waiting.length <= ahead) start();
      const worker = waiting.shift() as Worker;
      worker.give(job);
      return worker;
    },
    release: (worker) => void waiting.unshift(worker),
    dismiss: async () => {
      await Promise.all(waiting.splice(0).map((worker) => worker.dismiss()));
      await Promise.all(all.splice(0).map((worker) => worker.kill()));
    },
  };
}
