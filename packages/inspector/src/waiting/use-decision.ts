import type { Decision, Rejection } from '@twelvefold/core';
import { useState } from 'react';

export interface DecisionState {
  /** Asks; while the answer is awaited, nothing else is asked. */
  readonly ask: (request: () => Promise<Decision>) => void;
  readonly isPending: boolean;
  /** Why the last one was refused. */
  readonly rejection: Pick<Rejection, 'message'> | undefined;
  /** Refuses what cannot even be asked. */
  readonly refuse: (message: string) => void;
}

/** What becomes of the buttons of one thing that waits. */
export function useDecision(): DecisionState {
  const [isPending, setPending] = useState(false);
  const [rejection, setRejection] = useState<Pick<Rejection, 'message'>>();
  const ask = async (request: () => Promise<Decision>): Promise<void> => {
    setPending(true);
    setRejection(undefined);
    const decision = await request();
    setPending(false);
    if (!decision.ok) setRejection(decision.rejection);
  };
  return {
    ask: (request) => {
      if (!isPending) void ask(request);
    },
    isPending,
    rejection,
    refuse: (message) => setRejection({ message }),
  };
}
