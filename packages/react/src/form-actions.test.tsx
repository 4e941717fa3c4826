import { askHuman, createMemoryStore, defineAgent, defineTool, type JsonObject, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { render, renderHook, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { version, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import type { Approval } from './approval.ts';
import type { FormField } from './form-fields.ts';
import { toText } from './to-text.ts';
import { toView } from './to-view.ts';
import { useAgent } from './use-agent.ts';

const link = (invoice: string, cents = 500) => ({ tool: 'create_payment_link', input: { invoice, cents } });
const isReact19 = !version.startsWith('18.');

const toInput = (field: FormField): ReactNode => <input key={field.name} {...field} />;

/** The drop-in, for any tools, with a reason for a no and with questions. */
function Copilot({ agent }: { readonly agent: LiveAgent }): ReactNode {
  const { entries, approvals, questions, rejection, send } = useAgent(agent);
  return (
    <main>
      <pre>{entries.map(toText).join('\n')}</pre>
      {approvals.map(({ id, fields, approve, deny }) => (
        <form key={id} aria-label={id} action={approve}>
          {fields.map(toInput)}
          <input name="reason" aria-label="Why not" />
          <button>Approve</button> <button formAction={deny}>Deny</button>
        </form>
      ))}
      {questions.map(({ id, question, answer, ...asked }) => (
        <form key={id} aria-label={question} action={answer}>
          <input name="answer" disabled={asked.kind === 'yes_no'} />
          {asked.kind === 'yes_no' && (
            <button name="answer" value="yes">
              Yes
            </button>
          )}
        </form>
      ))}
      <form action={send}>
        <input name="text" aria-label="Message" /> <output>{rejection?.message}</output>
      </form>
    </main>
  );
}

async function waiting(effects: Effects, ...calls: NonNullable<ScriptedReply['calls']>) {
  const agent = createAgent(makeDesk(effects), { model: scriptedModel([{ calls }, { text: 'Done.' }]) });
  await agent.send('Bill them');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toMatch(/^awaiting/));
  return agent;
}

const viewOf = (agent: LiveAgent) => toView(agent, agent.getSnapshot());

function approvalOf(agent: LiveAgent, at = 0): Approval {
  return viewOf(agent).approvals[at]!;
}

function formOf(values: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
}

describe.runIf(isReact19).each(modes)('$mode, as actions', ({ wrapper }) => {
  test('forms send, edit and approve, and clear themselves', async () => {
    const effects: Effects = [];
    const model = scriptedModel([{ calls: [link('F-1')] }, { text: 'Done.' }]);
    const agent = createAgent(makeDesk(effects), { model });
    render(<Copilot agent={agent} />, { wrapper });
    const message = screen.getByLabelText<HTMLInputElement>('Message');
    await userEvent.type(message, 'Bill F-1{Enter}');
    const form = within(await screen.findByRole('form', { name: '1.0' }));
    expect(message.value).toBe('');
    expect(form.getByLabelText<HTMLInputElement>('invoice').value).toBe('F-1');
    const cents = form.getByLabelText<HTMLInputElement>('cents');
    await userEvent.clear(cents);
    await userEvent.type(cents, '250');
    await userEvent.click(form.getByText('Approve'));
    await screen.findByText(/Done\./);
    expect(effects).toEqual(['link F-1 250 EUR']);
    expect(screen.queryByRole('form', { name: '1.0' })).toBeNull();
  });

  test('a form approves what it shows, and denies with its reason', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'), link('F-2'));
    render(<Copilot agent={agent} />, { wrapper });
    const second = within(screen.getByRole('form', { name: '1.1' }));
    await userEvent.type(second.getByLabelText('Why not'), 'Too much.');
    await userEvent.click(second.getByText('Deny'));
    await userEvent.click(within(screen.getByRole('form', { name: '1.0' })).getByText('Approve'));
    await screen.findByText(/Done\./);
    expect(effects).toEqual(['link F-1 500 EUR']);
    expect(agent.getState().entries.filter(({ kind }) => kind === 'call')).toMatchObject([
      { decisions: [{ kind: 'approved' }] },
      { decisions: [{ kind: 'denied', reason: 'Too much.' }] },
    ]);
    expect(viewOf(agent).entries.find(({ id }) => id === '1.0')).not.toHaveProperty('modelInput');
  });

  test('an edit that is refused says so, until a command is accepted', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'));
    render(<Copilot agent={agent} />, { wrapper });
    const cents = screen.getByLabelText<HTMLInputElement>('cents');
    await userEvent.clear(cents);
    await userEvent.click(screen.getByText('Approve'));
    await screen.findByText('The form needs a number in "cents".');
    await userEvent.clear(cents);
    await userEvent.type(cents, '-5');
    await userEvent.click(screen.getByText('Approve'));
    await screen.findByText(/^The edited input does not fit "create_payment_link"/);
    // What is in the field by now, only a browser knows: happy-dom's forms cannot be kept from clearing themselves.
    await userEvent.clear(cents);
    await userEvent.type(cents, '7');
    await userEvent.click(screen.getByText('Approve'));
    await screen.findByText(/Done\./);
    expect(screen.getByRole('status').textContent).toBe('');
    expect(effects).toEqual(['link F-1 7 EUR']);
  });

  test.each([
    ['yes_no', (form: HTMLElement) => userEvent.click(within(form).getByText('Yes')), true],
    ['text', (form: HTMLElement) => userEvent.type(within(form).getByRole('textbox'), 'Ann{Enter}'), 'Ann'],
  ] as const)('a form answers a question of kind %s', async (format, act, value) => {
    const agent = await waiting([], { tool: 'ask_human', input: { question: 'Whom?', format } });
    render(<Copilot agent={agent} />, { wrapper });
    await act(screen.getByRole('form', { name: 'Whom?' }));
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(agent.getState().entries.find(({ kind }) => kind === 'ask')).toMatchObject({ answer: { value } });
  });
});

describe.each(modes)('$mode, in onSubmit, as React 18 has it', ({ wrapper }) => {
  test('a form edits and approves, and says what was refused', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'));
    const Card = (): ReactNode => {
      const { approvals, rejection } = useAgent(agent);
      return approvals.map(({ id, fields, approve }) => (
        <form
          key={id}
          onSubmit={(event) => {
            event.preventDefault();
            void approve(new FormData(event.currentTarget));
          }}
        >
          {fields.map(toInput)} <button>Approve</button> <output>{rejection?.message}</output>
        </form>
      ));
    };
    render(<Card />, { wrapper });
    const cents = screen.getByLabelText('cents');
    await userEvent.clear(cents);
    await userEvent.click(screen.getByText('Approve'));
    await screen.findByText('The form needs a number in "cents".');
    await userEvent.type(cents, '7');
    await userEvent.click(screen.getByText('Approve'));
    await waitFor(() => expect(effects).toEqual(['link F-1 7 EUR']));
  });
});

describe('what a form says', () => {
  test('is approved as an edit where it differs from what is shown, and only there', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'), link('F-2'), link('F-3'));
    const [one, two, three] = [0, 1, 2].map((at) => approvalOf(agent, at));
    await one!.approve(formOf({}));
    await two!.approve(formOf({ 'input.cents': '500', 'input.currency': 'EUR', 'input.invoice': 'F-2' }));
    await three!.approve(formOf({ 'input.cents': '7', note: 'a field of the app' }));
    await vi.waitFor(() => expect(effects).toEqual(['link F-1 500 EUR', 'link F-2 500 EUR', 'link F-3 7 EUR']));
    const calls = agent.getState().entries.filter((entry) => entry.kind === 'call');
    expect(calls.map(({ decisions, modelInput }) => [decisions[0]?.edited, modelInput])).toEqual([
      [undefined, undefined],
      [undefined, undefined],
      [true, { invoice: 'F-3', cents: 500 }],
    ]);
  });

  test('and what its tool cannot take is refused where the view shows it, and nothing runs', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'));
    expect(await approvalOf(agent).approve(formOf({ 'input.cents': 'many' }))).toBeUndefined();
    expect(viewOf(agent).rejection).toEqual({
      code: 'invalid_input',
      message: 'The form needs a number in "cents".',
    });
    await approvalOf(agent).approve(formOf({ 'input.currency': 'GBP' }));
    expect(viewOf(agent).rejection).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('currency'),
    });
    expect(agent.getSnapshot().phase).toBe('awaitingApproval');
    expect(effects).toEqual([]);
  });

  test('and its schema would change is refused there as well', async () => {
    const pay = defineTool({
      input: z.object({ to: z.string().trim() }).describe('Pays.'),
      approval: 'always',
      execute: ({ to }) => to,
    });
    const desk = defineAgent({ name: 'bank', instructions: '', tools: { pay } });
    const agent = createAgent(desk, { model: scriptedModel([{ calls: [{ tool: 'pay', input: { to: 'Ann' } }] }]) });
    await agent.send('Pay');
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
    await viewOf(agent).approvals[0]!.approve(formOf({ 'input.to': ' Bob ' }));
    expect(viewOf(agent).rejection).toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('The schema of "pay" makes {"to":"Bob"} of the edited input'),
    });
  });

  test('of a call that no tool fits is what the model wrote, and cannot reach a prototype', async () => {
    const input = JSON.parse('{"__proto__": {"isAdmin": false}, "cents": 5}') as JsonObject;
    const store: Store = createMemoryStore();
    const gated = defineTool({ description: 'Pays.', input: z.unknown(), approval: 'always', execute: () => 'paid' });
    const then = createAgent(defineAgent({ name: 'bank', instructions: '', tools: { gated } }), {
      model: scriptedModel([{ calls: [{ tool: 'gated', input }] }]),
      store,
      thread: 't',
    });
    await then.send('Pay');
    await vi.waitFor(() => expect(then.getSnapshot().phase).toBe('awaitingApproval'));
    const now = createAgent(defineAgent({ name: 'bank', instructions: '', tools: {} }), {
      model: scriptedModel([]),
      store,
      thread: 't',
    });
    await now.start();
    const approval = approvalOf(now);
    expect(approval).toMatchObject({ tool: undefined, toolName: 'gated' });
    expect(approval.fields.map(({ name }) => name)).toEqual(['input.__proto__.isAdmin', 'input.cents']);
    await approval.approve(formOf({ 'input.__proto__.isAdmin': 'true', 'input.cents': '5' }));
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
    expect(viewOf(now).rejection).toMatchObject({ code: 'invalid_input' });
  });

  test('is the message or the answer, and without one is refused', async () => {
    const calls = [{ tool: 'ask_human', input: { question: 'Which?', format: 'choice', options: ['A', 'B'] } }];
    const agent = createAgent(defineAgent({ name: 'desk', instructions: '', tools: { ask_human: askHuman() } }), {
      model: scriptedModel([{ calls }, { text: 'Fine.' }]),
    });
    const { result } = renderHook(() => useAgent(agent));
    const { send } = result.current;
    expect(await send(formOf({ message: 'wrong field' }))).toBeUndefined();
    expect(viewOf(agent).rejection).toMatchObject({ code: 'empty_message' });
    await send(formOf({ text: 'Choose' }));
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingHuman'));
    expect(result.current.send).toBe(send);
    await viewOf(agent).questions[0]!.answer(formOf({}));
    expect(viewOf(agent).rejection).toMatchObject({ code: 'invalid_answer' });
    await viewOf(agent).questions[0]!.answer(formOf({ answer: 'B' }));
    await waitFor(() => expect(agent.getSnapshot()).toMatchObject({ phase: 'done', rejection: undefined }));
  });

  test.each([
    ['yes', true],
    ['no', false],
  ])('%s answers a question of that kind', async (answer, value) => {
    const agent = await waiting([], { tool: 'ask_human', input: { question: 'Now?', format: 'yes_no' } });
    await viewOf(agent).questions[0]!.answer(formOf({ answer: 'perhaps' }));
    expect(viewOf(agent).rejection).toMatchObject({ code: 'invalid_answer' });
    await viewOf(agent).questions[0]!.answer(formOf({ answer }));
    expect(agent.getState().entries.find(({ kind }) => kind === 'ask')).toMatchObject({ answer: { value } });
  });

  test('is decided once, however often it is clicked while that takes', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1'));
    const { approve, deny } = approvalOf(agent);
    await Promise.all([approve(formOf({})), approve(formOf({}))]);
    expect(viewOf(agent).rejection).toBeUndefined();
    await vi.waitFor(() => expect(effects).toEqual(['link F-1 500 EUR']));
    await deny(formOf({}));
    expect(viewOf(agent).rejection).toMatchObject({ code: 'already_decided' });
  });

  test('of an input that is no JSON is approved as it is', async () => {
    const seen: unknown[] = [];
    const input = z.object({ names: z.array(z.string()).transform((names) => new Set(names)) });
    const greet = defineTool({
      description: 'Greets.',
      input,
      inputJsonSchema: {},
      approval: 'always',
      execute: ({ names }) => void seen.push(names),
    });
    const model = scriptedModel([{ calls: [{ tool: 'greet', input: { names: ['Ann'] } }] }, { text: 'Done.' }]);
    const agent = createAgent(defineAgent({ name: 'desk', instructions: '', tools: { greet } }), { model });
    await agent.send('Greet');
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
    expect(viewOf(agent).approvals[0]!.fields).toEqual([]);
    await viewOf(agent).approvals[0]!.approve(formOf({ 'input.names': 'Bob' }));
    await vi.waitFor(() => expect(seen).toEqual([new Set(['Ann'])]));
  });
});

test('the fields of a call are made once', async () => {
  const agent = await waiting([], link('F-1'), link('F-2'));
  const { fields } = approvalOf(agent);
  await (agent as LiveAgent<Desk['tools']>).send('And now?');
  expect(approvalOf(agent).fields).toBe(fields);
  expect(approvalOf(agent, 1).fields).not.toBe(fields);
  expect(Object.isFrozen(fields)).toBe(true);
});
