import { createMemoryStore, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { memo, useEffect, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { settled } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { modes } from '../test/modes.tsx';
import type { AgentView, ViewEntry } from './agent-view.ts';
import { useHistory } from './use-history.ts';

const link = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };

/** A thread that waits for a yes. */
async function waiting(store: Store = createMemoryStore(), effects: Effects = []): Promise<LiveAgent<Desk['tools']>> {
  const model = scriptedModel([{ text: 'I need a yes.', calls: [link] }, { text: 'Done.' }]);
  const agent = createAgent(makeDesk(effects), { model, store, thread: 't' });
  await agent.send('Bill F-1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return agent;
}

/** The same component for what is live and for what is over. */
function Thread({ view }: { readonly view: AgentView<Desk['tools']> }): ReactNode {
  return (
    <ol aria-label={view.phase}>
      {view.entries.map((entry) => (
        <li key={entry.id}>{'text' in entry ? entry.text : entry.kind === 'call' ? entry.status : entry.kind}</li>
      ))}
    </ol>
  );
}

/** One that notes each time that it renders. */
const Entry = memo(({ entry, rendered }: { readonly entry: ViewEntry<Desk['tools']>; readonly rendered: string[] }) => {
  useEffect(() => void rendered.push(entry.id));
  return null;
});

interface StepsProps {
  readonly agent: LiveAgent<Desk['tools']>;
  readonly rendered: string[];
  readonly steps: { goTo: (seq: number) => void };
}

function Steps({ agent, rendered, steps }: StepsProps): ReactNode {
  const { events, view, goTo } = useHistory(agent);
  useEffect(() => void Object.assign(steps, { goTo }));
  return (
    <>
      <output>{events.length}</output>
      {view.entries.map((entry) => (
        <Entry key={entry.id} entry={entry} rendered={rendered} />
      ))}
    </>
  );
}

describe.each(modes)('$mode', ({ wrapper }) => {
  test('[R148] one component shows what is live and, read-only, what was; and back', async () => {
    const effects: Effects = [];
    const agent = await waiting(createMemoryStore(), effects);
    const { result } = renderHook(() => useHistory(agent), { wrapper });
    expect(result.current).toMatchObject({ isLoading: true, isLive: true, events: [] });
    await waitFor(() => expect(result.current).toMatchObject({ isLoading: false, isLive: true }));
    expect(result.current.events.map(({ type }) => type)).toEqual([
      'thread.started',
      'message.received',
      'model.requested',
      'model.replied',
      'call.gated',
    ]);
    render(<Thread view={result.current.view} />);
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      'Bill F-1',
      'I need a yes.',
      'gated',
    ]);

    act(() => result.current.goTo(3));
    expect(result.current).toMatchObject({ isLive: false, seq: 3, view: { phase: 'thinking', approvals: [] } });
    act(() => result.current.goTo(5));
    const decision = await result.current.view.approvals[0]?.approve();
    expect(decision).toMatchObject({ ok: false, rejection: { code: 'in_the_past' } });
    expect(agent.getSnapshot().phase).toBe('awaitingApproval');

    act(() => result.current.live());
    expect(result.current).toMatchObject({ isLive: true, seq: 5 });
    await act(async () => void (await result.current.view.approvals[0]?.approve()));
    await waitFor(() => expect(result.current.view.phase).toBe('done'));
    expect(effects).toEqual(['link F-1 500 EUR']);
  });

  test('[R148] the past stands still while the thread goes on, and its log grows', async () => {
    const agent = await waiting();
    const { result } = renderHook(() => useHistory(agent), { wrapper });
    await waitFor(() => expect(result.current.isLoading).toBe(false));
    act(() => result.current.goTo(2));
    const { view } = result.current;
    await act(async () => void (await agent.approve('1.0')));
    await waitFor(() => expect(result.current.events.at(-1)?.type).toBe('run.finished'));
    expect(result.current.view).toBe(view);
    expect(result.current.seq).toBe(2);
    act(() => result.current.goTo(9_999));
    expect(result.current.seq).toBe(result.current.events.length);
    act(() => result.current.goTo(-5));
    expect(result.current).toMatchObject({ seq: 0, isLive: false, view: { entries: [] } });
  });

  test('[R148] [R149] a fork begins at what is shown', async () => {
    const store = createMemoryStore();
    const agent = await waiting(store);
    const { result } = renderHook(() => useHistory(agent), { wrapper });
    await waitFor(() => expect(result.current.isLoading).toBe(false));
    const forkNow = async (): Promise<readonly string[]> => {
      const fork = await result.current.fork({ message: 'Wait' });
      return fork.ok ? (await store.read(fork.threadId)).map(({ type }) => type) : [fork.rejection.code];
    };
    expect((await forkNow()).slice(5)).toEqual(['thread.forked', 'message.received']);
    act(() => result.current.goTo(2));
    expect((await forkNow()).slice(2)).toEqual(['thread.forked', 'message.received']);
    act(() => result.current.goTo(0));
    expect(await forkNow()).toEqual(['no_such_event']);
    const [message] = agent.getState().entries;
    if (message?.kind !== 'message') throw new Error('no message');
    const fork = await result.current.fork({ before: message, message: 'Other' });
    expect(fork.ok && fork.events.map(({ seq }) => seq)).toEqual([2, 3]);
  });
});

test('[R148] going to and fro renders only what changed', async () => {
  const agent = await waiting();
  const rendered: string[] = [];
  const steps = { goTo: (_: number): void => undefined };
  render(<Steps agent={agent} rendered={rendered} steps={steps} />);
  await screen.findByText('5');
  act(() => steps.goTo(4));
  rendered.length = 0;
  act(() => steps.goTo(5));
  expect(rendered).toEqual(['1.0']);
  act(() => steps.goTo(4));
  act(() => steps.goTo(5));
  expect(rendered).toEqual(['1.0', '1.0', '1.0']);
});

test('[R148] while the thread goes on, whoever looks at its past renders nothing', async () => {
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Hi');
  await vi.waitFor(() => expect(model.requests).toHaveLength(1));
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useHistory(agent);
  });
  await waitFor(() => expect(result.current.events).toHaveLength(3));
  act(() => result.current.goTo(2));
  const before = renders;
  for (const text of ['One', ' two', ' three']) {
    model.write(text);
    await act(settled);
  }
  expect(agent.getSnapshot().draft?.parts).toMatchObject([{ text: 'One two three' }]);
  expect(renders).toBe(before);
  act(() => result.current.live());
  expect(result.current.view.entries.at(-1)).toMatchObject({ isStreaming: true, text: 'One two three' });
  model.finish();
  await waitFor(() => expect(result.current.view.phase).toBe('done'));
});

test('a log that cannot be read is a problem, and what is live is shown', async () => {
  const kept = createMemoryStore();
  let isBroken = false;
  const store: Store = {
    ...kept,
    read: (...range) => (isBroken ? Promise.reject(new Error('gone')) : kept.read(...range)),
  };
  const agent = await waiting(store);
  isBroken = true;
  const { result } = renderHook(() => useHistory(agent));
  await waitFor(() => expect(result.current.problem?.code).toBe('store_failed'));
  act(() => result.current.goTo(1));
  expect(result.current).toMatchObject({ isLive: true, view: { phase: 'awaitingApproval' } });
});
