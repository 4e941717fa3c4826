import { expect, test } from 'vitest';
import { z } from 'zod';
// #region audit
import { verify, writeAudit } from './audit.ts';
import { createMemoryStore, decide, defineAgent, defineTool, fold, initialState } from './index.ts';

const payments = defineAgent({
  name: 'payments',
  instructions: 'You take payments.',
  hashChain: true,
  tools: {
    charge: defineTool({
      description: 'Charge a customer.',
      input: z.object({ customer: z.string(), cents: z.int().positive() }),
      approval: 'always',
      execute: ({ customer, cents }, { idempotencyKey }) => ({ chargeId: `${customer}-${cents}-${idempotencyKey}` }),
      // agent.undo(callId, { reason }) from then on, or call.undo() in React
      undo: {
        execute: (_, { chargeId }, { idempotencyKey }) => ({ refunded: chargeId, key: idempotencyKey }),
      },
    }),
  },
});

/** Whether the stored thread is what was logged, and what to show an auditor. */
async function inspect(store: ReturnType<typeof createMemoryStore>, threadId: string, notedHead?: string) {
  const events = await store.read(threadId);
  const verdict = verify(events, notedHead === undefined ? {} : { head: notedHead });
  return verdict.ok ? writeAudit(events, 'csv') : `Event ${verdict.seq}: ${verdict.message}`;
}
// #endregion

test('[R132] [R133] [R135] the README shows what happens', async () => {
  const store = createMemoryStore();
  const by = { kind: 'person', id: 'ada' } as const;
  const hello = { type: 'message.send', text: 'Charge Ada', by } as const;
  const decision = decide(payments, initialState, hello, { threadId: 't', nowMs: 0 });
  const events = decision.ok ? decision.events : [];
  await store.append('t', 0, events);
  expect(await inspect(store, 't', fold(events).head)).toMatch(/^threadId,seq,at,row,/);
  expect(await inspect(store, 't', 'another')).toMatch(/^Event 3: No event has the noted head/);
});
