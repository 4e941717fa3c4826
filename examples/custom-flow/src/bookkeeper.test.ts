// @vitest-environment node
import { createMemoryStore, phaseOf, type Event } from '@twelvefold/core';
import { agentMachine, createAgent, valueOf } from '@twelvefold/machine';
import { prefixes, scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { describe, expect, test } from 'vitest';
import { getInitialSnapshot, waitFor } from 'xstate';
import { createBookkeeper } from './bookkeeper.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { printTransitions } from './print-transitions.ts';

const post = (account: string, cents: number) => ({ tool: 'post', input: { account, cents } });
const balanced: ScriptedReply = { calls: [post('customers', 500), post('sales', -500)] };
const offBy = (cents: number): ScriptedReply => ({ calls: [post('customers', 500), post('sales', cents - 500)] });

/** A bookkeeper at work on what a script says, with all that there is to see of it. */
async function book(script: readonly ScriptedReply[], ledger: Ledger = createLedger()) {
  const definition = createBookkeeper(ledger, 4);
  const store = createMemoryStore();
  const model = scriptedModel(script);
  const transitions: string[] = [];
  const inspect = printTransitions((line) => transitions.push(line.split(' → ')[1] ?? ''));
  const agent = createAgent(definition, { model, store, thread: 't', inspect });
  await agent.send('Book it.');
  await waitFor(agent.actor, (snapshot) => !snapshot.hasTag('busy'));
  const log = (): Promise<readonly Event[]> => store.read('t');
  const verdicts = async () => (await log()).flatMap((event) => (event.type === 'flow.visited' ? [event.verdict] : []));
  return { agent, definition, model, transitions, log, verdicts };
}

describe('after a batch of tools', () => {
  test('the machine is in the state of the flow, whose verdict ends the run before the model is asked again', async () => {
    const { agent, model, transitions, log, verdicts } = await book([balanced, balanced, { text: 'Never said.' }]);
    const step = ['thinking', 'acting.running', 'balancing'];
    expect(transitions).toEqual(['idle', ...step, ...step, 'done']);
    expect(await verdicts()).toEqual([
      { then: 'continue', note: 'The ledger balances.' },
      { then: 'finish', note: 'All 4 postings are in, and the ledger balances.' },
    ]);
    expect(model.requests).toHaveLength(2);
    expect((await log()).at(-1)).toMatchObject({ type: 'run.finished', reason: 'flow' });
    expect(agent.getSnapshot().phase).toBe('done');
  });

  test('books that do not balance fail the run, and a retry looks at them again first', async () => {
    const { agent, model, verdicts } = await book([offBy(7), { text: 'Never said.' }]);
    const failed = { then: 'fail', note: 'The ledger is off by 7 cents.' };
    expect(agent.getState().run?.failure).toEqual({ name: 'FlowFailed', message: failed.note });
    await agent.retry();
    await waitFor(agent.actor, (snapshot) => !snapshot.hasTag('busy'));
    expect(await verdicts()).toEqual([failed, failed]);
    expect(model.requests).toHaveLength(1);
  });

  test('a cent is put to a person, whose answer goes to the model', async () => {
    const { agent, model } = await book([offBy(1), { text: 'Noted.' }]);
    expect(agent.actor.getSnapshot().value).toEqual({ acting: 'awaitingHuman' });
    await agent.answer('Yes, rounding.');
    await waitFor(agent.actor, (snapshot) => !snapshot.hasTag('busy'));
    expect(agent.getSnapshot().phase).toBe('done');
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('Yes, rounding.');
  });

  test('a check that throws fails the run with a sentence', async () => {
    const totalCents = async (): Promise<number> => Promise.reject(new Error('The ledger is closed.'));
    const { agent, model } = await book([balanced], { ...createLedger(), totalCents });
    expect(agent.getState().run?.failure?.message).toBe('The state "balancing" threw: The ledger is closed.');
    expect(model.requests).toHaveLength(1);
  });

  test('a pause aborts a check that hangs, and a resume makes it again', async () => {
    const aborted: unknown[] = [];
    const ledger = createLedger();
    const hangs = (signal: AbortSignal): Promise<number> =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => aborted.push(signal.aborted) && reject(new Error('Aborted.')));
      });
    const totalCents = (signal: AbortSignal): Promise<number> =>
      aborted.length === 0 ? hangs(signal) : ledger.totalCents(signal);
    const definition = createBookkeeper({ ...ledger, totalCents }, 2);
    const agent = createAgent(definition, { model: scriptedModel([balanced]) });
    await agent.send('Book it.');
    await waitFor(agent.actor, ({ context }) => phaseOf(context.thread, definition.flow) === 'flow:balancing');
    await agent.pause();
    expect([aborted, agent.actor.getSnapshot().value]).toEqual([[true], 'paused']);
    await agent.resume();
    await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));
    expect(agent.getState().entries.at(-1)).toMatchObject({ text: 'All 2 postings are in, and the ledger balances.' });
  });

  test('a reply without calls ends the run, and nothing is checked', async () => {
    const { verdicts, agent } = await book([{ text: 'There is nothing to book.' }]);
    expect([await verdicts(), agent.getSnapshot().phase]).toEqual([[], 'done']);
  });
});

describe('the state of the flow', () => {
  test('comes from the log: every prefix restores to the value that it had', async () => {
    const { definition, log } = await book([balanced, offBy(1)]);
    const values = prefixes(await log()).map((thread) => {
      const { value } = getInitialSnapshot(agentMachine(definition), { thread });
      expect(value).toEqual(valueOf(phaseOf(thread, definition.flow)));
      return value;
    });
    expect(values.filter((value) => JSON.stringify(value) === '"balancing"')).toHaveLength(2);
  });

  test('is gone on with by another process that finds the thread there', async () => {
    const { log } = await book([balanced, balanced]);
    const events = await log();
    const cut = events.slice(
      0,
      events.findIndex(({ type }) => type === 'flow.visited'),
    );
    const model = scriptedModel([{ text: 'On we go.' }]);
    const agent = createAgent(createBookkeeper(createLedger(), 4), { model, thread: { id: 't', events: cut } });
    expect(agent.getSnapshot().phase).toBe('flow:balancing');
    await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));
    expect(agent.getState().entries.map(({ kind }) => kind)).toEqual([
      ...['message', 'reply', 'call', 'call'],
      ...['notice', 'reply', 'notice'],
    ]);
  });
});
