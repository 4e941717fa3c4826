import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { createMemoryStore, type Json } from '@twelvefold/core';
import {
  askHuman,
  createAgent,
  defineAgent,
  defineTool,
  type AgentDefinition,
  type CreateAgentOptions,
  type LiveAgent,
} from '@twelvefold/react';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { StrictMode, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MomentContext } from '../moment.ts';
import { useAgentMoment } from '../panel/use-agent-moment.ts';
import { WaitingStrip } from './waiting-strip.tsx';

const ran: unknown[] = [];
const desk = defineAgent({
  name: 'desk',
  instructions: '',
  limits: { steps: 2 },
  tools: {
    pay: defineTool({
      description: 'Pay.',
      input: z.object({ cents: z.number() }),
      approval: 'always',
      execute: (input) => void ran.push(input),
    }),
    ask_human: askHuman(),
  },
});

async function live(
  replies: readonly ScriptedReply[],
  rest: Partial<CreateAgentOptions> = {},
  definition: AgentDefinition = desk as unknown as AgentDefinition,
): Promise<LiveAgent> {
  ran.length = 0;
  const agent = createAgent(definition, {
    model: scriptedModel(replies),
    store: createMemoryStore(),
    thread: 't',
    ...rest,
  });
  await agent.send('Go');
  render(<Panel agent={agent} />, { wrapper: StrictMode });
  return agent;
}

function Panel({ agent }: { readonly agent: LiveAgent }): ReactNode {
  const moment = useAgentMoment(agent, undefined);
  return (
    <MomentContext.Provider value={moment}>
      <WaitingStrip />
      <button onClick={() => moment.goTo(1)}>Past</button>
      <button onClick={moment.live}>Now</button>
    </MomentContext.Provider>
  );
}

const press = (name: string): Promise<void> => act(async () => screen.getByRole('button', { name }).click());
const status = (): string | null | undefined => screen.queryByRole('status')?.textContent;
const pay = (cents: number) => ({ tool: 'pay', input: { cents } });

test('a call is approved as it is shown, another denied with a reason, and then there is nothing to see', async () => {
  const agent = await live([{ calls: [pay(5), pay(6)] }, { text: 'Done.' }]);
  const items = await screen.findAllByRole('listitem', { name: 'Decision about pay' });
  expect(items.map((item) => item.querySelector('summary')?.textContent)).toEqual(['{ cents: 5 }', '{ cents: 6 }']);
  fireEvent.change(within(items[1]!).getByLabelText('Why pay is denied'), { target: { value: ' Too much. ' } });
  await act(async () => within(items[1]!).getByRole('button', { name: 'Deny' }).click());
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
  await press('Approve');
  await waitFor(() => expect(status()).toBe(undefined));
  expect(ran).toEqual([{ cents: 5 }]);
  const log = await agent.readEvents();
  expect(log.find(({ type }) => type === 'call.denied')).toMatchObject({ callId: '1.1', reason: 'Too much.' });
});

test('what somebody else decided first is refused in words', async () => {
  const agent = await live([{ calls: [pay(5)] }, { text: 'Done.' }]);
  const approve = await screen.findByRole('button', { name: 'Approve' });
  await act(async () => {
    // Both before anything is shown anew.
    void agent.deny('1.0');
    approve.click();
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(/decided already/);
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  await press('Dismiss');
  expect(screen.queryByRole('region')).toBeNull();
  expect(ran).toEqual([]);
});

test('of the past nothing can be decided', async () => {
  await live([{ calls: [pay(5)] }]);
  await screen.findByText('Waits for a decision');
  await press('Past');
  expect(status()).toBe(undefined);
  await press('Now');
  expect(status()).toBe('Waits for a decision');
});

test('who may not decide is told who does', async () => {
  const asked = defineTool({
    description: 'Asked about.',
    input: z.object({}),
    execute: () => 1,
    approval: () => ({ ask: { approvers: ['ana', 'bo'], quorum: 2 } }),
  });
  const definition = defineAgent({ name: 'desk', instructions: '', tools: { asked } }) as unknown as AgentDefinition;
  await live([{ calls: [{ tool: 'asked', input: {} }] }], {}, definition);
  await screen.findByText(/^Others decide about this: ana, bo\./);
  expect(screen.getByText('Approved by nobody yet, 2 to go.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

test('questions are answered in their form', async () => {
  const ask = (input: Json) => ({ calls: [{ tool: 'ask_human', input }] });
  const agent = await live(
    [
      ask({ question: 'Sure?', format: 'yes_no' }),
      ask({ question: 'Which?', format: 'choice', options: ['A', 'B'] }),
      ask({ question: 'Why?' }),
      { text: 'Done.' },
    ],
    {},
    { ...(desk as unknown as AgentDefinition), limits: {} },
  );
  await screen.findByText('Sure?');
  await press('Yes');
  await screen.findByText('Which?');
  await press('B');
  await screen.findByText('Why?');
  await press('Answer');
  expect((await screen.findByRole('alert')).textContent).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Answer', { selector: 'textarea' }), { target: { value: 'Because.' } });
  await press('Answer');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  const answers = (await agent.readEvents()).flatMap((event) =>
    event.type === 'human.answered' ? [event.answer] : [],
  );
  expect(answers).toEqual([true, 'B', 'Because.']);
});

test('a run is paused, resumed and cancelled', async () => {
  const agent = await live([{ calls: [pay(5)] }]);
  await screen.findByText('Waits for a decision');
  await press('Pause');
  await waitFor(() => expect(status()).toBe('Paused'));
  await press('Resume');
  await waitFor(() => expect(status()).toBe('Waits for a decision'));
  await press('Cancel the run');
  await waitFor(() => expect(status()).toBe(undefined));
  expect(agent.getSnapshot().phase).toBe('cancelled');
});

test('a limit is raised above what is used, and no lower', async () => {
  const agent = await live(
    [{ calls: [pay(1)] }, { calls: [pay(2)] }, { text: 'Done.' }],
    {},
    {
      ...(desk as unknown as AgentDefinition),
      limits: { steps: 1 },
    },
  );
  await screen.findByRole('button', { name: 'Approve' });
  await press('Approve');
  const field = await screen.findByRole('spinbutton');
  fireEvent.change(field, { target: { value: '1' } });
  await press('Raise the limit');
  expect((await screen.findByRole('alert')).textContent).toMatch(/Raise "steps" above 1/);
  fireEvent.change(field, { target: { value: '9' } });
  await press('Raise the limit');
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
});

test('somebody says what came of a call that nobody knows of', async () => {
  const store = createMemoryStore();
  const first = createAgent(desk, { model: scriptedModel([{ calls: [pay(5)] }]), store, thread: 't' });
  await first.send('Go');
  await vi.waitFor(() => expect(first.getSnapshot().phase).toBe('awaitingApproval'));
  const { inputHash } = (first.getState().entries.at(-1) ?? {}) as { inputHash: string };
  await first.approve('1.0', { inputHash });
  await vi.waitFor(() => expect(ran.length).toBeGreaterThan(0));
  const log = await first.readEvents();
  first.dispose();
  const claimed = log.findIndex(({ type }) => type === 'call.claimed') + 1;
  const agent = createAgent(desk, {
    model: scriptedModel([{ text: 'Done.' }]),
    store: createMemoryStore({ t: log.slice(0, claimed) }),
    thread: 't',
    exclusive: true,
  });
  render(<Panel agent={agent as unknown as LiveAgent} />, { wrapper: StrictMode });
  await screen.findByText('Waits for somebody to say what happened');
  fireEvent.change(screen.getByLabelText(/^It returned/), { target: { value: '{"id": ' } });
  await press('It happened');
  expect((await screen.findByRole('alert')).textContent).toMatch(/has to be JSON/);
  fireEvent.change(screen.getByLabelText(/^It returned/), { target: { value: '{"id": 7}' } });
  await press('It happened');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(agent.getState().entries.find(({ kind }) => kind === 'call')).toMatchObject({ output: { id: 7 } });
});
