import type { StopKind } from './protocol.ts';

/** The named points that a worker comes by in one job. */
export interface Points {
  /** Called at each one, with its name. */
  readonly pass: (name: string) => void;
}

export interface PointsOptions {
  /** Where to stop: `<name> #<how often it was passed>`, or the how-manieth point of all. */
  readonly stopAt: string | number | undefined;
  readonly stopKind: StopKind;
  /** Must be done when it returns: what it says has to be out before the process stops. */
  readonly say: (type: 'passed' | 'stopped', point: string) => void;
}

/** A hanging worker that nobody kills any more ends by itself. */
const HANG_MS = 60_000;

export function createPoints({ stopAt, stopKind, say }: PointsOptions): Points {
  const passed = new Map<string, number>();
  let total = 0;
  return {
    pass: (name) => {
      const nth = (passed.get(name) ?? 0) + 1;
      passed.set(name, nth);
      total++;
      const point = `${name} #${nth}`;
      if (stopAt !== point && stopAt !== total) return say('passed', point);
      say('stopped', point);
      if (stopKind === 'freeze') process.kill(process.pid, 'SIGSTOP');
      if (stopKind === 'hang') hang();
    },
  };
}

/** Stops this process dead: no timer, no socket, no promise goes on. */
function hang(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, HANG_MS);
  process.kill(process.pid, 'SIGKILL');
}
