// @vitest-environment node
import { aiSdk } from '@twelvefold/ai-sdk';
import { createAgent, type AgentSnapshot } from '@twelvefold/machine';
import { expect, test, vi } from 'vitest';
import { createDeskAgent } from '../copilot/agent/desk-agent.ts';
import { copilotLabels } from '../copilot/copilot-labels.ts';
import { listPaymentLinks } from '../db/payment-links.ts';
import { openTestDatabase } from '../db/test-database.ts';
import { createOfflineModel } from './index.ts';
// Loaded here, so that no test's time is spent on fetching the language libraries.
import './respond/respond.ts';

const MEMO = 'sponsoring the february AI tinkerers meetup';

/** The demo's own agent and database, on the engine, with the offline model behind the AI SDK adapter. */
async function desk() {
  const database = await openTestDatabase();
  const old = new Set(listPaymentLinks(database).map(({ id }) => id));
  const made = () => listPaymentLinks(database).filter(({ id }) => !old.has(id));
  const agent = createAgent(createDeskAgent(database), { model: aiSdk(createOfflineModel({ delayMs: 0 })) });
  const reach = (phase: AgentSnapshot['phase']) =>
    vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(phase), { interval: 5 });
  const calls = () => agent.getState().entries.flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
  const lastReply = () =>
    agent
      .getState()
      .entries.flatMap((entry) => (entry.kind === 'reply' ? [entry.text] : []))
      .at(-1);
  return { agent, made, reach, calls, lastReply };
}

/** The desk with a payment link for $750 that waits for approval. */
async function deskWithLink() {
  const made = await desk();
  await made.agent.send(`Create a payment link for $750 to Jeff for ${MEMO}`);
  await made.reach('awaitingApproval');
  return { ...made, callId: made.calls().at(-1)?.id ?? '' };
}

test('the demo’s first request: found, proposed, approved, done', async () => {
  const { agent, made, reach, calls, lastReply, callId } = await deskWithLink();
  expect(calls().map(({ tool, status }) => [tool, status])).toEqual([
    ['find_customer', 'succeeded'],
    ['create_payment_link', 'gated'],
  ]);
  expect(made()).toEqual([]);
  await agent.approve(callId);
  await reach('done');
  expect(made()).toMatchObject([{ customerName: 'Jeff Malone', amountCents: 75_000, memo: MEMO }]);
  expect(lastReply()).toBe(`Done: a payment link for $750.00 to Jeff Malone (${MEMO}): ${made()[0]?.url ?? ''}`);
});

test('approved with another amount, that amount is told', async () => {
  const { agent, made, reach, calls, lastReply, callId } = await deskWithLink();
  const input = { ...(calls().at(-1)?.input as { readonly amount: number }), amount: 500 };
  await agent.approve(callId, { input });
  await reach('done');
  expect(made()).toMatchObject([{ amountCents: 50_000 }]);
  expect(lastReply()).toMatch(
    /payment link for \$500\.00.*\nA person changed my input before it ran: amount \$500\.00 instead of \$750\.00\.$/,
  );
});

test('denied with another amount in the reason, it asks, and the new call waits for approval again', async () => {
  const { agent, made, reach, calls, lastReply, callId } = await deskWithLink();
  await agent.deny(callId, { reason: 'too much, $300 at most' });
  await reach('awaitingHuman');
  await agent.answer(true);
  await reach('awaitingApproval');
  expect(made()).toEqual([]);
  await agent.approve(calls().at(-1)?.id ?? '');
  await reach('done');
  expect(made()).toMatchObject([{ amountCents: 30_000, memo: MEMO }]);
  expect(lastReply()).toMatch(/^Done: a payment link for \$300\.00/);
});

test('a cancelled run is not taken up again by the next message', async () => {
  const { agent, made, reach, calls, lastReply } = await deskWithLink();
  await agent.cancel();
  await reach('cancelled');
  await agent.send('which invoices are overdue?');
  await reach('done');
  expect(made()).toEqual([]);
  expect(calls().at(-1)).toMatchObject({ tool: 'list_invoices', status: 'succeeded' });
  expect(lastReply()).toMatch(/^\d+ overdue invoices, \$/);
});

test('a question asked while an approval is pending is answered with the outcome', async () => {
  const { agent, reach, lastReply, callId } = await deskWithLink();
  await agent.send('what did we earn last month?');
  await agent.approve(callId);
  await reach('done');
  expect(lastReply()).toMatch(/^Done: a payment link for \$750\.00.*\n\nRevenue, last month \(/);
});

test('what the desk refuses is told in its words', async () => {
  const { agent, reach, lastReply } = await desk();
  await agent.send('refund $20 on INV-9999');
  await reach('done');
  expect(lastReply()).toMatch(/^I could not refund INV-9999\. The desk said: .*INV-9999/);
});

test('two Marias: a person chooses', async () => {
  const { agent, reach, calls } = await desk();
  await agent.send('charge maria $40 for lunch');
  await reach('awaitingHuman');
  const options = ['Maria Kowalski (Brightside Bakery)', 'Maria Santos (Lumen Dental)'];
  expect(calls().at(-1)?.input).toEqual({ question: 'Which Maria do you mean?', format: 'choice', options });
  await agent.answer('Maria Santos (Lumen Dental)');
  await reach('awaitingApproval');
  expect(calls().at(-1)).toMatchObject({
    tool: 'create_payment_link',
    input: { customerId: 3, amount: 40, memo: 'lunch' },
  });
});

test.each(copilotLabels.empty.prompts)('the demo’s own example is understood: %s', async (prompt) => {
  const { agent, calls, lastReply } = await desk();
  await agent.send(prompt);
  await vi.waitFor(() => expect(['done', 'awaitingApproval']).toContain(agent.getSnapshot().phase));
  expect(calls()).not.toEqual([]);
  expect(calls().filter(({ status }) => status !== 'succeeded' && status !== 'gated')).toEqual([]);
  expect(lastReply()).not.toMatch(/do not understand|did nothing/);
});
