import { createMemoryStore, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { memo, useEffect, type ReactNode } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { holdFrames, settled } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { modes } from '../test/modes.tsx';
import { lookAt } from './look-at.ts';
import { useAgent } from './use-agent.ts';
import type { ApprovalOf } from './approval.ts';
import { useApproval, type ApprovalForm } from './use-approval.ts';
import { useEntry } from './use-entry.ts';
import { useEntryIds } from './use-entry-ids.ts';
import { useHistory } from './use-history.ts';
import { viewAt } from './view-at.ts';

type DeskAgent = LiveAgent<Desk['tools']>;

const link = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };

/** A thread that waits for a yes: five events, the last one gates the call. */
async function waiting(effects: Effects = [], store: Store = createMemoryStore()): Promise<DeskAgent> {
  const model = scriptedModel([{ text: 'I need a yes.', calls: [link] }, { text: 'Done.' }]);
  const agent = createAgent(makeDesk(effects), { model, store, thread: 't' });
  await agent.send('Bill F-1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return agent;
}

/** Looks there, and waits until it is shown. */
async function look(agent: LiveAgent, seq: number): Promise<void> {
  await act(async () => {
    lookAt(agent, seq);
    await settled();
  });
}

const texts = (role: string): readonly (string | null)[] => screen.queryAllByRole(role).map((it) => it.textContent);

/** An app in three parts that know nothing of each other. */
function App({ agent }: { readonly agent: DeskAgent }): ReactNode {
  const { send, rejection, isPast } = useAgent(agent);
  const phase = useAgent(agent, (view) => view.phase);
  return (
    <>
      <output>{`${isPast ? 'past ' : ''}${phase}`}</output>
      <button onClick={() => send('Hello')}>Send</button>
      {rejection && <p role="alert">{rejection.code}</p>}
      <List agent={agent} />
    </>
  );
}

function List({ agent }: { readonly agent: DeskAgent }): ReactNode {
  return useEntryIds(agent).map((id) => <Item key={id} agent={agent} id={id} />);
}

const Item = memo(function Item({ agent, id }: { readonly agent: DeskAgent; readonly id: string }): ReactNode {
  const entry = useEntry(agent, id);
  if (entry?.kind === 'call') return <li>{entry.status}</li>;
  return <li>{entry && 'text' in entry ? entry.text : entry?.kind}</li>;
});

describe.each(modes)('$mode', ({ wrapper }) => {
  test('[R170] all components show the place that is looked at, and the agent again when that is over', async () => {
    const agent = await waiting();
    render(<App agent={agent} />, { wrapper });
    await act(settled);
    expect([texts('status'), texts('listitem')]).toEqual([
      ['awaitingApproval'],
      ['Bill F-1', 'I need a yes.', 'gated'],
    ]);
    await look(agent, 3);
    expect([texts('status'), texts('listitem')]).toEqual([['past thinking'], ['Bill F-1']]);
    act(() => void lookAt(agent, 0));
    expect([texts('status'), texts('listitem')]).toEqual([['past idle'], []]);
    act(() => void lookAt(agent, 9_999));
    expect(texts('status')).toEqual(['past awaitingApproval']);
    act(() => void lookAt(agent, undefined));
    expect([texts('status'), texts('listitem')]).toEqual([
      ['awaitingApproval'],
      ['Bill F-1', 'I need a yes.', 'gated'],
    ]);
  });

  test('[R170] nothing stops: the agent goes on unseen, and what is asked of it directly is done', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects);
    render(<App agent={agent} />, { wrapper });
    await look(agent, 2);
    await act(() => agent.approve('1.0'));
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    await act(settled);
    expect([texts('status'), texts('listitem'), texts('alert')]).toEqual([['past thinking'], ['Bill F-1'], []]);
    await act(async () => screen.getByText('Send').click());
    expect([texts('listitem'), texts('alert')]).toEqual([['Bill F-1'], ['in_the_past']]);
    expect(effects).toEqual(['link F-1 500 EUR']);
    act(() => void lookAt(agent, undefined));
    expect(texts('listitem')).toEqual(['Bill F-1', 'I need a yes.', 'succeeded', 'Done.', '']);
  });

  test('[R170] every command and handle is refused with in_the_past, the view says so, and nothing is logged', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects);
    const { result } = renderHook(() => useAgent(agent), { wrapper });
    const before = result.current;
    await look(agent, 5);
    const { seq } = agent.getState();
    const view = result.current;
    expect(view).toMatchObject({ isPast: true, phase: 'awaitingApproval', rejection: undefined });
    const [approval] = view.approvals;
    if (approval?.tool !== 'create_payment_link') throw new Error('nothing waits');
    const form = new FormData();
    form.set('text', 'Hi');
    const decisions = await act(() =>
      Promise.all([
        view.send('Hi'),
        view.send(form).then(() => ({ ok: false, rejection: { code: 'in_the_past' } })),
        view.prefetch('key', 1),
        view.approve('1.0'),
        view.deny('1.0'),
        view.allow('refund'),
        view.revokeRule('1'),
        view.answer('yes'),
        view.resolve('1.0', { kind: 'retry' }),
        view.undo('1.0'),
        view.pause(),
        view.resume(),
        view.cancel(),
        view.retry(),
        view.raiseLimit('steps', 99),
        approval.approve(),
        approval.approve({ input: { ...approval.input, cents: -1 } }),
        approval.deny('No.'),
      ]),
    );
    expect(decisions).toHaveLength(18);
    for (const decision of decisions) expect(decision).toMatchObject({ ok: false, rejection: { code: 'in_the_past' } });
    expect(result.current.rejection?.code).toBe('in_the_past');
    expect(result.current.approvals).toBe(view.approvals);
    expect(approval.mayDecide).toBe(false);
    expect(agent.getState().seq).toBe(seq);
    expect(agent.getSnapshot().rejection).toBe(undefined);

    act(() => void lookAt(agent, 4));
    expect(result.current.rejection).toBe(undefined);
    act(() => void lookAt(agent, undefined));
    expect(result.current.rejection).toBe(undefined);
    expect(result.current.send).toBe(before.send);
    await act(async () => void (await result.current.approvals[0]?.approve()));
    await waitFor(() => expect(effects).toEqual(['link F-1 500 EUR']));
  });

  test('[R170] what was typed for a call is not approved in the past, and there again afterwards', async () => {
    const effects: Effects = [];
    const agent = await waiting(effects);
    const seen: { form?: ApprovalForm<ApprovalOf<Desk, 'create_payment_link'>> } = {};
    const Form = ({ approval }: { readonly approval: ApprovalOf<Desk, 'create_payment_link'> }): ReactNode => {
      const form = useApproval(approval);
      useEffect(() => void (seen.form = form));
      return null;
    };
    const Forms = (): ReactNode => {
      const [approval] = useAgent(agent, ({ approvals }) => approvals);
      return approval?.tool === 'create_payment_link' && <Form approval={approval} />;
    };
    render(<Forms />, { wrapper });
    await look(agent, 5);
    act(() => void lookAt(agent, undefined));
    act(() => seen.form?.setInput((input) => ({ ...input, cents: 700 })));
    act(() => void lookAt(agent, 5));
    await act(async () => void (await seen.form?.approve()));
    expect(seen.form).toMatchObject({ rejection: { code: 'in_the_past' }, isDeciding: false });
    act(() => void lookAt(agent, undefined));
    expect(seen.form).toMatchObject({ isEdited: true, input: { cents: 700 } });
    await act(async () => void (await seen.form?.approve()));
    await waitFor(() => expect(effects).toEqual(['link F-1 700 EUR']));
  });

  test('[R170] a component that looks while it is mounted shows the agent as it is when it is gone', async () => {
    const agent = await waiting();
    const Looking = ({ seq }: { readonly seq: number }): ReactNode => {
      useEffect(() => lookAt(agent, seq), [seq]);
      return null;
    };
    render(<App agent={agent} />, { wrapper });
    const { rerender, unmount } = render(<Looking seq={2} />, { wrapper });
    await act(settled);
    expect(texts('status')).toEqual(['past thinking']);
    rerender(<Looking seq={5} />);
    expect(texts('status')).toEqual(['past awaitingApproval']);
    unmount();
    expect(texts('status')).toEqual(['awaitingApproval']);
  });
});

test('[R170] who looked before ends nothing', async () => {
  const agent = await waiting();
  const { result } = renderHook(() => useAgent(agent, ({ isPast, state }) => ({ isPast, seq: state.seq })));
  const ends: (() => void)[] = [];
  await act(async () => {
    ends.push(lookAt(agent, 2), lookAt(agent, 3));
    await settled();
  });
  expect(result.current).toEqual({ isPast: true, seq: 3 });
  act(() => ends[0]?.());
  expect(result.current).toEqual({ isPast: true, seq: 3 });
  act(() => ends[1]?.());
  expect(result.current).toEqual({ isPast: false, seq: 5 });
  await act(async () => {
    lookAt(agent, 4)();
    await settled();
  });
  expect(result.current).toEqual({ isPast: false, seq: 5 });
});

test('[R170] until the log is read what is live is shown, and a log that cannot be read has no past', async () => {
  const kept = createMemoryStore();
  let isBroken = true;
  const store: Store = {
    ...kept,
    read: (...range) => (isBroken ? Promise.reject(new Error('gone')) : kept.read(...range)),
  };
  isBroken = false;
  const agent = await waiting([], store);
  isBroken = true;
  const { result } = renderHook(() => useAgent(agent, ({ isPast, state }) => ({ isPast, seq: state.seq })));
  await look(agent, 2);
  expect(result.current).toEqual({ isPast: false, seq: 5 });
  isBroken = false;
  await act(() => agent.pause());
  await waitFor(() => expect(result.current).toEqual({ isPast: true, seq: 2 }));
});

test('[R170] the place that is looked at stays where it is while the log grows, and is the one of viewAt', async () => {
  const agent = await waiting();
  const { result } = renderHook(() => useAgent(agent));
  await look(agent, 9_999);
  await act(() => agent.approve('1.0'));
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  await act(settled);
  expect(result.current.state.seq).toBe(5);
  const there = viewAt(agent.definition, await agent.readEvents(), 5);
  expect(result.current.state).toEqual(there.state);
  expect(result.current.entries.map(({ id }) => id)).toEqual(there.entries.map(({ id }) => id));
});

test('[R170] useHistory looks somewhere of its own', async () => {
  const agent = await waiting();
  const { result } = renderHook(() => useHistory(agent));
  await waitFor(() => expect(result.current.isLoading).toBe(false));
  await look(agent, 2);
  expect(result.current).toMatchObject({ isLive: true, seq: 5, view: { isPast: false, phase: 'awaitingApproval' } });
  act(() => result.current.goTo(4));
  act(() => void lookAt(agent, undefined));
  expect(result.current).toMatchObject({ isLive: false, seq: 4, view: { isPast: true } });
});

test('[R170] while nobody looks there is no other listener, and while somebody does a stream renders nothing', async () => {
  const { paint } = holdFrames();
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await act(() => agent.send('Hi'));
  const subscribe = vi.spyOn(agent, 'subscribe');
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useAgent(agent, ({ entries, isPast }) => [isPast, entries.length]);
  });
  expect(subscribe).toHaveBeenCalledTimes(1);
  await look(agent, 2);
  expect(result.current).toEqual([true, 1]);
  const [before, listeners] = [renders, subscribe.mock.calls.length];
  for (const text of ['One', ' two', ' three']) {
    model.write(text);
    await paint();
  }
  expect([renders, subscribe.mock.calls.length]).toEqual([before, listeners]);
  act(() => void lookAt(agent, undefined));
  expect(result.current).toEqual([false, 2]);
  agent.dispose();
});

test('[R170] whoever looks while a page is hydrated sees what the server rendered first', async () => {
  const agent = await waiting();
  const events = await agent.readEvents();
  const model = scriptedModel([]);
  const thread = { id: 't', events };
  const make = (): DeskAgent => createAgent(makeDesk(), { model, thread, autoStart: false });
  const html = renderToString(<App agent={make()} />);
  expect(html).toContain('awaitingApproval');
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  const here = make();
  await look(here, 2);
  const complaints = vi.fn();
  let root: Root | undefined;
  await act(async () => {
    root = hydrateRoot(container, <App agent={here} />, { onRecoverableError: complaints });
    await settled();
  });
  await waitFor(() => expect(texts('status')).toEqual(['past thinking']));
  expect(complaints).not.toHaveBeenCalled();
  act(() => root?.unmount());
  container.remove();
});
