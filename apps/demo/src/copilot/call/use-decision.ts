import type { Decision } from '@twelvefold/core';
import { useRef, useState } from 'react';
import { labels } from '../../labels.ts';

/** Carries out what a person decided, one after the other, and keeps the sentence that says why it was refused. */
export function useDecision(): {
  readonly isDeciding: boolean;
  readonly refusal: string | undefined;
  /** What is asked for again while it is under way is done once; `what` tells one thing from another. */
  readonly decide: (ask: () => Promise<Decision>, what?: string) => void;
} {
  const [isDeciding, setDeciding] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const underWay = useRef<ReadonlyMap<string, Promise<void>>>(new Map());
  const run = async (ask: () => Promise<Decision>, before: readonly Promise<void>[]): Promise<void> => {
    await Promise.all(before);
    setDeciding(true);
    setRefusal(undefined);
    try {
      const decision = await ask();
      if (!decision.ok) setRefusal(decision.rejection.message);
    } catch (error) {
      console.error(error);
      setRefusal(labels.copilot.call.refused);
    } finally {
      setDeciding(false);
    }
  };
  return {
    isDeciding,
    refusal,
    decide: (ask, what = '') => {
      const before = underWay.current;
      if (before.has(what)) return;
      const asked = run(ask, [...before.values()]).finally(() => {
        underWay.current = new Map([...underWay.current].filter(([, each]) => each !== asked));
      });
      underWay.current = new Map([...before, [what, asked]]);
    },
  };
}
