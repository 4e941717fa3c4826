import { defineAgent, defineFlow, defineTool, toolsRan, type FlowState } from '@twelvefold/core';
import { z } from 'zod';
import type { Ledger } from './ledger.ts';

/** More than this was no rounding. */
const ROUNDING_CENTS = 1;

// #region state
/** Looks at the ledger after every batch of tools, and decides how the run goes on before a model is asked again. */
export function balancing(ledger: Pick<Ledger, 'postings' | 'totalCents'>, wanted: number): FlowState {
  return {
    run: async (_, { signal }) => {
      const off = await ledger.totalCents(signal);
      if (Math.abs(off) > ROUNDING_CENTS) return { then: 'fail', note: `The ledger is off by ${off} cents.` };
      if (off !== 0) return { then: 'ask', question: `The ledger is off by ${off} cents. Is that rounding?` };
      if (ledger.postings().length < wanted) return { then: 'continue', note: 'The ledger balances.' };
      return { then: 'finish', note: `All ${wanted} postings are in, and the ledger balances.` };
    },
  };
}
// #endregion

/** An agent that posts to a ledger, and whose runs end by rule: with books that balance, or with books that do not. */
export function createBookkeeper(ledger: Ledger, wanted: number) {
  return defineAgent({
    name: 'bookkeeper',
    instructions: 'Post every invoice to two accounts: what one gains, the other loses. Post both in one step.',
    tools: {
      post: defineTool({
        description: 'Adds an amount, which may be below 0, to an account.',
        input: z.object({ account: z.string(), cents: z.number().int() }),
        execute: ledger.post,
      }),
    },
    // #region flow
    flow: defineFlow({
      states: { balancing: balancing(ledger, wanted) },
      route: [{ when: toolsRan, to: 'balancing' }],
    }),
    // #endregion
  });
}
