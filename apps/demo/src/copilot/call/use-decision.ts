import type { Decision } from '@twelvefold/core';
import { useState } from 'react';
import { labels } from '../../labels.ts';

/** Carries out what a person decided, once at a time, and keeps the sentence that says why it was refused. */
export function useDecision(): {
  readonly isDeciding: boolean;
  readonly refusal: string | undefined;
  readonly decide: (ask: () => Promise<Decision>) => void;
} {
  const [isDeciding, setDeciding] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const run = async (ask: () => Promise<Decision>): Promise<void> => {
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
    decide: (ask) => {
      if (!isDeciding) void run(ask);
    },
  };
}
