import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, fireEvent, render, renderHook, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, test } from 'vitest';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import type { Approval, ApprovalOf } from './approval.ts';
import { useAgent } from './use-agent.ts';
import { useApproval } from './use-approval.ts';

const link = (invoice: string, cents: number) => ({ tool: 'create_payment_link', input: { invoice, cents } });

/** An agent whose first reply makes these calls, waiting for decisions on them. */
async function waiting(effects: Effects, ...calls: ReturnType<typeof link>[]): Promise<LiveAgent<Desk['tools']>> {
  const agent = createAgent(makeDesk(effects), { model: scriptedModel([{ calls }, { text: 'Done.' }]) });
  await agent.send('Bill them');
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return agent;
}

function LinkCard({ approval }: { readonly approval: ApprovalOf<Desk, 'create_payment_link'> }): ReactNode {
  const { input, setInput, isEdited, isDeciding, rejection, approve, deny, reset } = useApproval(approval);
  return (
    <section aria-label={approval.id}>
      <label>
        Cents
        <input value={input.cents} onChange={({ target }) => setInput({ ...input, cents: Number(target.value) })} />
      </label>
      <p>{[input.invoice, input.currency, isEdited && 'edited', isDeciding && 'deciding'].filter(Boolean).join(' ')}</p>
      <p role="alert">{rejection?.message}</p>
      <button onClick={() => approve()}>Approve</button>
      <button onClick={() => deny('no')}>Deny</button>
      <button onClick={reset}>Reset</button>
    </section>
  );
}

function Approvals({ agent }: { readonly agent: LiveAgent<Desk['tools']> }): ReactNode {
  const approvals = useAgent(agent, (view) => view.approvals);
  return approvals.map(
    (approval) => approval.tool === 'create_payment_link' && <LinkCard key={approval.id} approval={approval} />,
  );
}

const card = (id: string) => {
  const inCard = within(screen.getByRole('region', { name: id }));
  return {
    cents: inCard.getByLabelText('Cents'),
    press: (name: string) => userEvent.click(inCard.getByText(name)),
    text: () => inCard.getAllByText(/./, { selector: 'p' }).map((element) => element.textContent),
  };
};

function type(element: HTMLElement, value: string): void {
  fireEvent.change(element, { target: { value } });
}

describe.each(modes)('$mode', ({ wrapper }) => {
  test('three parallel calls of one tool are edited, approved and denied without touching each other', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100), link('F-2', 200), link('F-3', 300));
    render(<Approvals agent={agent} />, { wrapper });
    type(card('1.1').cents, '250');
    type(card('1.2').cents, '350');
    expect([card('1.0').text(), card('1.1').text(), card('1.2').text()]).toEqual([
      ['F-1 EUR'],
      ['F-2 EUR edited'],
      ['F-3 EUR edited'],
    ]);
    await card('1.2').press('Deny');
    await card('1.0').press('Approve');
    await waitFor(() => expect(screen.queryAllByRole('region')).toHaveLength(1));
    expect(effects).toEqual(['link F-1 100 EUR']);
    expect(card('1.1').cents).toHaveProperty('value', '250');
    await card('1.1').press('Approve');
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(effects).toEqual(['link F-1 100 EUR', 'link F-2 250 EUR']);
    const calls = agent.getState().entries.filter((entry) => entry.kind === 'call');
    expect(calls.map(({ status, input, modelInput }) => ({ status, input, modelInput }))).toEqual([
      { status: 'succeeded', input: { invoice: 'F-1', cents: 100 }, modelInput: undefined },
      {
        status: 'succeeded',
        input: { invoice: 'F-2', cents: 250, currency: 'EUR' },
        modelInput: { invoice: 'F-2', cents: 200 },
      },
      { status: 'denied', input: { invoice: 'F-3', cents: 300 }, modelInput: undefined },
    ]);
  });

  test('an edit that the tool refuses is said in the form, and the next edit takes it back', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100), link('F-2', 200));
    render(<Approvals agent={agent} />, { wrapper });
    type(card('1.0').cents, '-5');
    await card('1.0').press('Approve');
    const alert = within(screen.getByRole('region', { name: '1.0' })).getByRole('alert');
    await waitFor(() =>
      expect(alert.textContent).toMatch(/^The edited input does not fit "create_payment_link": cents/),
    );
    expect(card('1.1').text()).toEqual(['F-2 EUR']);
    expect(card('1.0').cents).toHaveProperty('value', '-5');
    type(card('1.0').cents, '5');
    expect(alert.textContent).toBe('');
    await card('1.0').press('Approve');
    await waitFor(() => expect(effects).toEqual(['link F-1 5 EUR']));
  });

  test('what is typed back is no edit, and a reset takes edits back', async () => {
    const agent = await waiting([], link('F-1', 100));
    render(<Approvals agent={agent} />, { wrapper });
    type(card('1.0').cents, '101');
    expect(card('1.0').text()).toEqual(['F-1 EUR edited']);
    type(card('1.0').cents, '100');
    expect(card('1.0').text()).toEqual(['F-1 EUR']);
    type(card('1.0').cents, '99');
    await card('1.0').press('Reset');
    expect(card('1.0').cents).toHaveProperty('value', '100');
    await card('1.0').press('Approve');
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(agent.getState().entries.find((entry) => entry.kind === 'call')).toMatchObject({
      decisions: [{ kind: 'approved' }],
      input: { invoice: 'F-1', cents: 100 },
    });
    expect(agent.getState().entries.find((entry) => entry.kind === 'call')).not.toHaveProperty('modelInput');
  });

  test('a double click is one decision, and the form says that it is under way', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100));
    const [approval] = renderHook(() => useAgent(agent, ({ approvals }) => approvals)).result.current;
    const { result } = renderHook(() => useApproval(approval as Approval<Desk['tools']>), { wrapper });
    let decisions: readonly Promise<unknown>[] = [];
    act(() => {
      decisions = [result.current.approve(), result.current.approve()];
    });
    expect(decisions[0]).toBe(decisions[1]);
    expect(result.current.isDeciding).toBe(true);
    expect(await act(() => decisions[0])).toMatchObject({ ok: true });
    expect(result.current).toMatchObject({ isDeciding: false, rejection: undefined });
    await waitFor(() => expect(effects).toEqual(['link F-1 100 EUR']));
  });

  test('a no behind a yes is a decision of its own, and says what came of it', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100));
    const approval = agentApproval(agent);
    const { result } = renderHook(() => useApproval(approval), { wrapper });
    let decisions: readonly Promise<unknown>[] = [];
    act(() => {
      decisions = [result.current.approve(), result.current.deny('No.')];
    });
    expect(result.current.isDeciding).toBe(true);
    const [yes, no] = await act(() => Promise.all(decisions));
    expect(yes).toMatchObject({ ok: true });
    expect(no).toMatchObject({ ok: false, rejection: { code: 'already_decided' } });
    expect(result.current).toMatchObject({ isDeciding: false, rejection: { code: 'already_decided' } });
    await waitFor(() => expect(effects).toEqual(['link F-1 100 EUR']));
  });

  test('an edit and an approval in one handler approve the edit', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100));
    const approval = agentApproval(agent);
    const { result } = renderHook(() => useApproval(approval), { wrapper });
    await act(async () => {
      result.current.setInput((input) => ({ ...input, cents: input.cents / 2 }));
      result.current.setInput((input) => ({ ...input, cents: input.cents / 2 }));
      await result.current.approve();
    });
    await waitFor(() => expect(effects).toEqual(['link F-1 25 EUR']));
  });

  test('a form cannot change what it shows in place: what is shown is what runs', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 5000));
    const approval = agentApproval(agent);
    const { result } = renderHook(() => useApproval(approval), { wrapper });
    const inPlace = (input: { cents: number }) => Object.assign(input, { cents: 5 }) as never;
    expect(() => act(() => result.current.setInput(inPlace))).toThrow(TypeError);
    const mine = { ...result.current.input, cents: 7 };
    act(() => result.current.setInput(mine));
    mine.cents = 9000;
    expect(() => act(() => result.current.setInput(inPlace))).toThrow(TypeError);
    expect(result.current).toMatchObject({ input: { cents: 7 }, isEdited: true });
    await act(() => result.current.approve());
    await waitFor(() => expect(effects).toEqual(['link F-1 7 EUR']));
  });

  test('a form that gets another call starts afresh, and a late answer does not end up in it', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects, link('F-1', 100), link('F-2', 200));
    const approvals = renderHook(() => useAgent(agent, (view) => view.approvals)).result.current;
    const { result, rerender } = renderHook(
      ({ at }) => useApproval(approvals[at] as ReturnType<typeof agentApproval>),
      {
        wrapper,
        initialProps: { at: 0 },
      },
    );
    act(() => result.current.setInput((input) => ({ ...input, cents: -1 })));
    let decision: Promise<unknown> = Promise.resolve();
    act(() => {
      decision = result.current.approve();
    });
    rerender({ at: 1 });
    expect(result.current).toMatchObject({ id: '1.1', input: { cents: 200 }, isEdited: false, isDeciding: false });
    await act(() => decision);
    expect(await decision).toMatchObject({ ok: false });
    expect(result.current).toMatchObject({ id: '1.1', isEdited: false, isDeciding: false, rejection: undefined });
    await act(() => result.current.approve());
    await waitFor(() => expect(effects).toEqual(['link F-2 200 EUR']));
  });

  test('somebody else was faster: the form says who', async () => {
    const agent = await waiting([], link('F-1', 100));
    const approval = agentApproval(agent);
    const { result } = renderHook(() => useApproval(approval), { wrapper });
    const form = result.current;
    await act(() => agent.deny('1.0', { by: { kind: 'person', id: 'ada', name: 'Ada' } }));
    await act(() => form.approve());
    expect(result.current.rejection).toEqual({
      code: 'already_decided',
      message: 'Call 1.0 was decided already: denied by Ada.',
    });
  });
});

function agentApproval(agent: LiveAgent<Desk['tools']>): ApprovalOf<Desk, 'create_payment_link'> {
  const { approvals } = renderHook(() => useAgent(agent)).result.current;
  const [approval] = approvals;
  if (approval?.tool !== 'create_payment_link') throw new Error('No payment link waits.');
  return approval;
}
