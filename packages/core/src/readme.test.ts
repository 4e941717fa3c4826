import { expect, test } from 'vitest';
import { z } from 'zod';
// #region example
import { decide, defineAgent, defineTool, fold, initialState, plan, type Decision, type Event } from './index.ts';

const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  tools: {
    refund: defineTool({
      description: 'Refund an invoice.',
      input: z.object({ invoice: z.string(), amount: z.number().positive() }),
      approval: ({ input }) => (input.amount <= 50 ? 'run' : 'ask'),
      execute: ({ invoice, amount }, { idempotencyKey }) => `${amount} on ${invoice} as ${idempotencyKey}`,
    }),
  },
});

// A thread is a list of events; whoever wants one appended asks `decide`.
const by = { kind: 'person', id: 'ada' } as const;
const at = { threadId: 'thread-1', nowMs: Date.UTC(2026, 0, 1) };
const decision: Decision = decide(desk, initialState, { type: 'message.send', text: 'Refund INV-7', by }, at);
const log: readonly Event[] = decision.ok ? decision.events : [];

// The state is the fold of the log, and the state says what must happen next.
const state = fold(log);
const due = plan(desk, state);
// #endregion

test('[R4] [R50] the README shows what happens', () => {
  expect(log.map((event) => event.type)).toEqual(['thread.started', 'message.received']);
  expect(due).toEqual([{ type: 'model', key: 'model-1-1', step: 1, attempt: 1 }]);
  expect(decide(desk, state, { type: 'run.resume', by }, at)).toEqual({
    ok: false,
    rejection: { code: 'not_paused', message: 'The run is not paused.' },
  });
});
