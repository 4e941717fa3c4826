import { openCalls, type CallEntry, type Decision } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import type { Doubts } from './protocol.ts';

/** What the person wants done, one message after the other. Every tool runs, alone or beside others. */
export const ORDERS = ['look 1; note 2; pay 3; post 4', 'pay never; post mistaken'] as const;

/**
 * Sits at a worker until all orders are done: gives them, approves, corrects what is `mistaken`, denies what must `never`
 * happen, and settles doubts. Looks at nothing but the log, so another one can go on where this one was.
 */
export async function attend(agent: LiveAgent, doubts: Doubts, orders: number = ORDERS.length): Promise<void> {
  await agent.start();
  for (;;) {
    const act = nextAct(agent, doubts, orders);
    if (act === 'done') return;
    if (!act) await change(agent);
    else if (isStoreFailure(await act())) throw new Error(`The store failed: ${String(agent.getSnapshot().problem)}`);
  }
}

type Act = () => Promise<Decision>;

function nextAct(agent: LiveAgent, doubts: Doubts, orders: number): Act | 'done' | undefined {
  const { state, phase } = agent.getSnapshot();
  const calls = openCalls(state);
  const gated = calls.find(({ status }) => status === 'gated');
  if (gated) return () => decideOn(agent, gated);
  const doubted = calls.find(({ status }) => status === 'doubted');
  if (doubted && doubts !== 'leave') return () => settle(agent, doubted, doubts);
  if (phase !== 'idle' && phase !== 'done') return undefined;
  const given = state.entries.filter(({ kind }) => kind === 'message').length;
  const order = ORDERS[given];
  if (order === undefined) return 'done';
  return given < orders ? () => agent.send(order) : undefined;
}

function decideOn(agent: LiveAgent, { id, input, inputHash }: CallEntry): Promise<Decision> {
  const { what } = input as { readonly what: string };
  if (what === 'never') return agent.deny(id, { inputHash, reason: 'Never.' });
  return agent.approve(id, { inputHash, ...(what === 'mistaken' && { input: { what: 'corrected' } }) });
}

function settle(agent: LiveAgent, { id }: CallEntry, kind: Exclude<Doubts, 'leave'>): Promise<Decision> {
  return agent.resolve(id, kind === 'happened' ? { kind, output: 'The person looked: it happened.' } : { kind });
}

function isStoreFailure(decision: Decision): boolean {
  return !decision.ok && decision.rejection.code === 'store_failed';
}

function change(agent: LiveAgent): Promise<void> {
  return new Promise((resolve) => {
    const stop = agent.subscribe(() => {
      stop();
      resolve();
    });
  });
}
