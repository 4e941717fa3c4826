import { openCalls, phaseOf } from '@twelvefold/core';
import { createMemoryStore, createAgent, type Event, type LiveAgent } from '@twelvefold/react';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { desk } from './desk.ts';

const usage = (inputTokens: number, outputTokens: number) => ({ inputTokens, outputTokens });
const link = { customerId: 5, amount: 750, memo: 'February AI Tinkerers meetup sponsorship' };

const FIND: ScriptedReply = {
  reasoning: 'There may be more than one Jeff, and the ledger has to be balanced first.',
  text: 'Let me look.',
  calls: [
    { tool: 'find_customer', input: { name: 'Jeff' } },
    { tool: 'check_ledger', input: { month: '2026-02' } },
  ],
  usage: usage(412, 38),
};
const LINK: ScriptedReply = {
  text: 'I found **Jeff Malone**. The link would be:',
  calls: [{ tool: 'create_payment_link', input: link }],
  usage: usage(530, 61),
};
const DONE: ScriptedReply = { text: 'Done: the link is at https://pay.example.com/5/750.', usage: usage(655, 22) };

/** How many events the long thread has, about. */
const LONG_EVENTS = 10_000;

/** A live agent on a thread of that name, `new` when it has none. */
export async function agentOn(name: string): Promise<LiveAgent<(typeof desk)['tools']>> {
  if (name === 'long') return longThread();
  const agent = createAgent(desk, {
    model: scriptedModel([FIND, LINK, DONE]),
    store: createMemoryStore(),
    thread: name,
  });
  if (name === 'new') return agent;
  await agent.send('Create a payment link for $750 to Jeff for sponsoring the february AI tinkerers meetup');
  await until(agent, 'awaitingApproval');
  if (name === 'waiting') return agent;
  const [gated] = openCalls(agent.getState());
  if (gated) await agent.approve(gated.id);
  await until(agent, 'done');
  return agent;
}

/** Written by an engine whose model has nothing to read and whose tool does not wait: what would take long, again and again. */
async function longThread(): Promise<LiveAgent<(typeof desk)['tools']>> {
  const store = createMemoryStore();
  const found = () => Promise.resolve([{ id: 5, name: 'Jeff Malone', email: 'jeff@example.com' }]);
  const tools = { ...desk.tools, find_customer: { ...desk.tools.find_customer, execute: found } };
  const plain = { ...desk, tools, context: () => [] };
  const writer = createAgent(plain, {
    model: scriptedModel((_, turn) =>
      turn % 3 === 2
        ? { text: `Answer ${turn}.`, usage: usage(900, 12) }
        : { calls: [{ tool: 'find_customer', input: { name: turn % 2 ? 'Jeff' : 'Maria' } }], usage: usage(800, 20) },
    ),
    store,
    thread: 'long',
  });
  while (writer.getState().seq < LONG_EVENTS) {
    await writer.send(`Question behind event ${writer.getState().seq}: who is it?`);
    await until(writer, 'done');
  }
  const events: readonly Event[] = await writer.readEvents();
  writer.dispose();
  const agent = createAgent(desk, { model: scriptedModel([FIND, LINK, DONE]), store, thread: { id: 'long', events } });
  await agent.start();
  return agent;
}

/** Hears of each event, not of each frame. */
async function until(agent: LiveAgent, phase: string): Promise<void> {
  const isThere = (): boolean => phaseOf(agent.getState(), agent.definition.flow) === phase;
  if (isThere()) return;
  await new Promise<void>((resolve) => {
    const { unsubscribe } = agent.actor.subscribe(() => {
      if (!isThere()) return;
      unsubscribe();
      resolve();
    });
  });
}
