import type { Said } from './protocol.ts';

/** What a worker said since its last job, for whoever waits for something of it. */
export interface Hearing {
  readonly hear: (said: Said) => void;
  /** The worker begins with another job. */
  readonly restart: () => void;
  /** The worker is gone, and will say nothing more. */
  readonly close: () => void;
  readonly said: () => readonly Said[];
  /** Resolves to the first thing of these types that it said in this job. */
  readonly until: <T extends Said['type']>(types: readonly T[], is?: (one: SaidOf<T>) => boolean) => Promise<SaidOf<T>>;
}

export type SaidOf<T extends Said['type']> = Extract<Said, { readonly type: T }>;

/** A busy machine's disk may take its time. */
const PATIENCE_MS = 60_000;

/** `details` says more where a worker fails, or does not go on. */
export function createHearing(details: () => string): Hearing {
  const listeners = new Set<() => void>();
  let said: Said[] = [];
  let isClosed = false;
  const tell = (): void => {
    for (const listener of [...listeners]) listener();
  };

  return {
    hear: (one) => {
      said.push(one);
      tell();
    },
    restart: () => void (said = []),
    close: () => {
      isClosed = true;
      tell();
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
          else if (failed || isClosed) end(() => reject(trouble('failed')));
        };
        const timer = setTimeout(() => end(() => reject(trouble('does not go on'))), PATIENCE_MS);
        listeners.add(look);
        look();
      }),
  };

  function trouble(what: string): Error {
    const last = said.slice(-8).map((one) => JSON.stringify(one).slice(0, 600));
    return new Error([`A worker ${what}.`, ...last, details()].join('\n'));
  }
}
