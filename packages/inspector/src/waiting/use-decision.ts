import type { Decision } from '@twelvefold/core';
import { createContext, useContext, useState, type Context } from 'react';

/** Told why a decision was refused, and with `undefined` that there is another one. */
export const RefusedContext: Context<(message: string | undefined) => void> = createContext<
  (message: string | undefined) => void
>(() => undefined);

export interface DecisionState {
  /** Asks; while the answer is awaited, nothing else is asked. */
  readonly ask: (request: () => Promise<Decision>) => void;
  readonly isPending: boolean;
  /** Refuses what cannot even be asked. */
  readonly refuse: (message: string) => void;
}

/** What becomes of the buttons of one thing that waits. It may be gone when it is refused: somebody else was faster. */
export function useDecision(): DecisionState {
  const [isPending, setPending] = useState(false);
  const say = useContext(RefusedContext);
  const ask = async (request: () => Promise<Decision>): Promise<void> => {
    setPending(true);
    say(undefined);
    const decision = await request();
    setPending(false);
    if (!decision.ok) say(decision.rejection.message);
  };
  return {
    ask: (request) => {
      if (!isPending) void ask(request);
    },
    isPending,
    refuse: say,
  };
}
