import { createMemoryStore, defineAgent, type Model, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, render, renderHook, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import * as React from 'react';
import { useState, type ComponentType, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { settled } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import type { UseAgentOptions } from './own-agent.ts';
import { useAgent } from './use-agent.ts';

const link = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };

function Chat({ desk, ...options }: UseAgentOptions & { readonly desk: Desk }): ReactNode {
  const { entries, approvals, isBusy, send } = useAgent(desk, options);
  return (
    <main aria-busy={isBusy}>
      <ol>
        {entries.map((entry) => (
          <li key={entry.id}>
            {(entry.kind === 'message' || entry.kind === 'reply') && entry.text}
            {entry.kind === 'call' && `${entry.toolName} ${JSON.stringify(entry.input)} ${entry.status}`}
          </li>
        ))}
      </ol>
      {approvals.map((approval) => (
        <section key={approval.id} aria-label={approval.id}>
          <button onClick={() => approval.approve()}>Approve</button>
          {approval.tool === 'create_payment_link' && (
            <button onClick={() => approval.approve({ input: { ...approval.input, cents: 250 } })}>Halve</button>
          )}
          <button onClick={() => approval.deny('no')}>Deny</button>
        </section>
      ))}
      <button onClick={() => send('Bill F-1')}>Send</button>
    </main>
  );
}

/** React 19.2 and later can hide a part of the page and keep its state. */
const { Activity } = React as { readonly Activity?: ComponentType<{ mode: string; children: ReactNode }> };
const Shown = Activity ?? React.Fragment;

const items = (): readonly (string | null)[] => screen.queryAllByRole('listitem').map((item) => item.textContent);

describe.each(modes)('$mode', ({ wrapper }) => {
  test('a definition in a component: it answers, waits, runs what was approved, and asks the model once a step', async () => {
    const effects: Effects = [];
    const model = scriptedModel([{ text: 'I need a yes.', calls: [link] }, { text: 'Done.' }]);
    render(<Chat desk={makeDesk(effects)} model={model} />, { wrapper });
    const user = userEvent.setup();
    await user.click(screen.getByText('Send'));
    await user.click(await screen.findByText('Halve'));
    await screen.findByText('Done.');
    expect(items()).toEqual([
      'Bill F-1',
      'I need a yes.',
      'create_payment_link {"invoice":"F-1","cents":250,"currency":"EUR"} succeeded',
      'Done.',
      '',
    ]);
    expect(effects).toEqual(['link F-1 250 EUR']);
    expect(model.requests).toHaveLength(2);
  });

  test('unmounting ends no run, and what is mounted on the same live agent goes on with it', async () => {
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    const Reply = (): ReactNode =>
      useAgent(agent, ({ entries }) => entries.map((e) => 'text' in e && e.text).join('|'));
    const { unmount } = render(<Reply />, { wrapper });
    await act(() => agent.send('Hi'));
    model.write('One');
    await screen.findByText('Hi|One');
    unmount();
    model.write(', two');
    await settled();
    render(<Reply />, { wrapper });
    await screen.findByText('Hi|One, two');
    model.finish();
    await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    expect(model.requests).toHaveLength(1);
  });

  test('an agent that works on a stored thread is found again, with what streams', async () => {
    const model = handModel();
    const store = createMemoryStore();
    const desk = makeDesk();
    const chat = <Chat desk={desk} model={model} store={store} thread="t" />;
    const { unmount } = render(chat, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    model.write('One');
    await screen.findByText('One');
    unmount();
    model.write(', two');
    await settled();
    render(chat, { wrapper });
    await screen.findByText('One, two');
    model.finish();
    await waitFor(() => expect(screen.getByRole('main').getAttribute('aria-busy')).toBe('false'));
    expect(items()).toEqual(['Bill F-1', 'One, two', '']);
    expect(model.requests).toHaveLength(1);
  });

  test('an agent that rests hears its store only while something shows it', async () => {
    const { store, listeners } = counting(createMemoryStore());
    const chat = <Chat desk={makeDesk()} model={scriptedModel([{ text: 'Hello.' }])} store={store} thread="t" />;
    const { unmount } = render(chat, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    expect(listeners()).toBe(1);
    unmount();
    await settled();
    expect(listeners()).toBe(0);
    render(chat, { wrapper });
    await screen.findByText('Hello.');
    expect(listeners()).toBe(1);
  });

  test('an agent that works unmounted hears its store until it rests', async () => {
    const { store, listeners } = counting(createMemoryStore());
    const model = handModel();
    const { unmount } = render(<Chat desk={makeDesk()} model={model} store={store} />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    model.write('One');
    await screen.findByText('One');
    unmount();
    await settled();
    expect(listeners()).toBe(1);
    model.finish();
    await vi.waitFor(() => expect(listeners()).toBe(0));
  });

  test.skipIf(!Activity)('hidden and shown again, it goes on with what it had', async () => {
    const { store, listeners } = counting(createMemoryStore());
    const model = scriptedModel([{ text: 'Hello.' }]);
    const Page = ({ mode }: { readonly mode: string }): ReactNode => (
      <Shown mode={mode}>
        <Chat desk={makeDesk()} model={model} store={store} />
      </Shown>
    );
    const { rerender } = render(<Page mode="visible" />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    rerender(<Page mode="hidden" />);
    await act(settled);
    expect(listeners()).toBe(0);
    rerender(<Page mode="visible" />);
    expect(items()).toEqual(['Bill F-1', 'Hello.', '']);
    await userEvent.click(screen.getByText('Send'));
    await waitFor(() => expect(items()).toHaveLength(6));
    expect(listeners()).toBe(1);
  });

  test('an agent that was handed to another component lives as long as any of them shows it', async () => {
    const { store, listeners } = counting(createMemoryStore());
    const desk = makeDesk();
    const options = { model: scriptedModel([{ text: 'Hello.' }]), store, thread: 't' };
    const maker = renderHook(() => useAgent(desk, options), { wrapper });
    const { agent } = maker.result.current;
    const shower = renderHook(() => useAgent(agent), { wrapper });
    maker.unmount();
    await settled();
    expect(listeners()).toBe(1);
    const other = createAgent(desk, options);
    await other.send('From another tab');
    await waitFor(() => expect(shower.result.current.entries).toHaveLength(3));
    other.dispose();
    shower.unmount();
    await settled();
    expect(listeners()).toBe(0);
  });

  test('a component may go from an agent that it was given to one of its own, and back', () => {
    const desk = makeDesk();
    const given = createAgent(desk, { model: scriptedModel([]) });
    const options = { model: scriptedModel([]) };
    const { result, rerender } = renderHook(
      ({ isGiven }) => (isGiven ? useAgent(given) : useAgent(desk, options)).agent,
      { wrapper, initialProps: { isGiven: true } },
    );
    expect(result.current).toBe(given);
    rerender({ isGiven: false });
    expect(result.current).not.toBe(given);
    rerender({ isGiven: true });
    expect(result.current).toBe(given);
  });

  test('another model is used from the next request on', async () => {
    const models = ['first', 'second'].map((text) => scriptedModel([{ text }]));
    const desk = makeDesk();
    const { rerender } = render(<Chat desk={desk} model={models[0]!} />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('first');
    rerender(<Chat desk={desk} model={models[1]!} />);
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('second');
    expect(models.map(({ requests }) => requests.length)).toEqual([1, 1]);
    expect(items()).toEqual(['Bill F-1', 'first', '', 'Bill F-1', 'second', '']);
  });

  test('another user is who says so from the next command on', async () => {
    const store = createMemoryStore();
    const props = { desk: makeDesk(), model: scriptedModel([{ text: 'Hello.' }]), store, thread: 't' };
    const { rerender } = render(<Chat {...props} user={{ kind: 'person', id: 'ada' }} />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    rerender(<Chat {...props} user={{ kind: 'person', id: 'bob' }} />);
    await userEvent.click(screen.getByText('Send'));
    await waitFor(() => expect(items()).toHaveLength(6));
    const events = await store.read('t');
    expect(events.flatMap((event) => (event.type === 'message.received' ? [event.by.id] : []))).toEqual(['ada', 'bob']);
  });

  test('another thread begins anew, and the one before is there when it comes back', async () => {
    const store = createMemoryStore();
    const props = { desk: makeDesk(), model: scriptedModel([{ text: 'Hello.' }]), store };
    const { rerender } = render(<Chat {...props} thread="a" />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    rerender(<Chat {...props} thread="b" />);
    expect(items()).toEqual([]);
    rerender(<Chat {...props} thread="a" />);
    await waitFor(() => expect(items()).toEqual(['Bill F-1', 'Hello.', '']));
  });

  test('another store begins anew', async () => {
    const props = { desk: makeDesk(), model: scriptedModel([{ text: 'Hello.' }]), thread: 'a' };
    const { rerender } = render(<Chat {...props} store={createMemoryStore()} />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    rerender(<Chat {...props} store={createMemoryStore()} />);
    expect(items()).toEqual([]);
    await userEvent.click(screen.getByText('Send'));
    await waitFor(() => expect(items()).toEqual(['Bill F-1', 'Hello.', '']));
  });

  test('a new thread that comes back by its id is the same; without an id again, a new one begins', async () => {
    const props = { desk: makeDesk(), model: scriptedModel([{ text: 'Hello.' }]) };
    let id = '';
    const clock = { now: () => 0, sleepUntil: () => new Promise<void>(() => undefined), newId: () => (id = 'named') };
    const { rerender } = render(<Chat {...props} clock={clock} />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    rerender(<Chat {...props} clock={clock} thread={id} />);
    expect(items()).toEqual(['Bill F-1', 'Hello.', '']);
    rerender(<Chat {...props} clock={clock} />);
    expect(items()).toEqual([]);
  });

  test('a definition made in the component neither loops nor begins anew', async () => {
    const model = scriptedModel([{ text: 'Hello.' }]);
    let renders = 0;
    const Inline = (): ReactNode => {
      const [count, setCount] = useState(0);
      const { entries, send } = useAgent(defineAgent({ name: 'inline', instructions: `${count}` }), { model });
      renders++;
      return (
        <>
          <button onClick={() => setCount(count + 1)}>Count</button>
          <button onClick={() => send('Hi')}>Send</button>
          {entries.map((entry) => 'text' in entry && <p key={entry.id}>{entry.text}</p>)}
        </>
      );
    };
    render(<Inline />, { wrapper });
    await userEvent.click(screen.getByText('Send'));
    await screen.findByText('Hello.');
    await userEvent.click(screen.getByText('Count'));
    expect(screen.getByText('Hello.')).toBeTruthy();
    expect(renders).toBeLessThan(30);
  });

  test('another live agent is another view', async () => {
    const desk = makeDesk();
    const agents = ['first', 'second'].map((text) => createAgent(desk, { model: scriptedModel([{ text }]) }));
    await Promise.all(agents.map((agent) => agent.send('Hi')));
    await vi.waitFor(() => agents.forEach((agent) => expect(agent.getSnapshot().phase).toBe('done')));
    const { result, rerender } = renderHook(({ agent }) => useAgent(agent), {
      wrapper,
      initialProps: { agent: agents[0]! },
    });
    expect(result.current.entries[1]).toMatchObject({ text: 'first' });
    rerender({ agent: agents[1]! });
    expect(result.current.entries[1]).toMatchObject({ text: 'second' });
    expect(result.current.agent).toBe(agents[1]);
  });

  test('a live agent that was told to wait starts when something shows it', async () => {
    const agent = createAgent(makeDesk(), {
      model: scriptedModel([]),
      store: createMemoryStore(),
      thread: 't',
      autoStart: false,
    });
    const { result } = renderHook(() => useAgent(agent, ({ isRestoring }) => isRestoring), { wrapper });
    await waitFor(() => expect(result.current).toBe(false));
  });
});

describe('a selector', () => {
  test('that makes new objects neither loops nor renders for nothing', async () => {
    const { agent, model } = await streaming();
    let renders = 0;
    const { result } = renderHook(() => {
      renders++;
      return {
        list: useAgent(agent, ({ approvals, phase }) => [approvals.length, phase]),
        object: useAgent(agent, ({ isBusy }) => ({ isBusy })),
      };
    });
    const before = { ...result.current, renders };
    model.write('more');
    await act(settled);
    model.write(' and more');
    await act(settled);
    expect({ ...result.current, renders }).toEqual(before);
    expect(result.current.list).toBe(before.list);
    expect(result.current.object).toBe(before.object);
  });

  test('that makes things that never are the same renders once a change, and does not loop', async () => {
    const { agent, model } = await streaming();
    let renders = 0;
    renderHook(() => {
      renders++;
      return useAgent(agent, ({ entries }) => new Set(entries.map((entry) => ({ entry }))));
    });
    await act(settled);
    const before = renders;
    model.write('more');
    await act(settled);
    expect(renders - before).toBe(1);
  });

  test('may use what the component got last', async () => {
    const { agent } = await streaming();
    const { result, rerender } = renderHook(({ at }) => useAgent(agent, ({ entries }) => entries[at]?.kind), {
      initialProps: { at: 0 },
    });
    expect(result.current).toBe('message');
    rerender({ at: 1 });
    expect(result.current).toBe('reply');
  });
});

describe('identities', () => {
  test('what did not change is the same while a reply streams', async () => {
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    const { result } = renderHook(() => useAgent(agent));
    await act(() => agent.send('One'));
    model.call('create_payment_link').end(link.input);
    model.finish();
    await waitFor(() => expect(result.current.approvals).toHaveLength(1));
    const first = result.current;
    const finished = first.entries;
    expect(finished.map(({ id }) => id)).toEqual([expect.stringContaining('/2'), 'reply-1', '1.0']);
    await act(() => agent.send('Two'));
    await act(settled);
    const second = result.current;
    expect(second).not.toBe(first);
    expect(second.entries.slice(0, 3).every((entry, index) => entry === finished[index])).toBe(true);
    expect(second.approvals).toBe(first.approvals);
    expect(second.questions).toBe(first.questions);
    expect(second.doubts).toBe(first.doubts);
    const { send, prefetch, approve, deny, answer, resolve, pause, resume, cancel, retry, raiseLimit } = first;
    expect(second).toMatchObject({
      send,
      prefetch,
      approve,
      deny,
      answer,
      resolve,
      pause,
      resume,
      cancel,
      retry,
      raiseLimit,
    });
    const [entry] = [finished[2]!];
    expect(entry.kind === 'call' && entry.status === 'gated' && entry.approval === first.approvals[0]).toBe(true);
  });

  test('the view is the same object until something changes', async () => {
    const { agent, model } = await streaming();
    const { result, rerender } = renderHook(() => useAgent(agent));
    const before = result.current;
    rerender();
    expect(result.current).toBe(before);
    model.write('more');
    await act(settled);
    expect(result.current).not.toBe(before);
    expect(result.current.agent).toBe(before.agent);
  });
});

describe('mistakes', () => {
  const broken: readonly { readonly name: string; readonly use: () => unknown; readonly message: string }[] = [
    {
      name: 'a definition without a model',
      use: () => useAgent(makeDesk(), {} as UseAgentOptions),
      message: 'useAgent(definition, { model }) needs a model, aiSdk(…) for example.',
    },
    {
      name: 'a definition without options',
      use: () => useAgent(makeDesk() as never),
      message: 'useAgent(definition, { model }) needs a model, aiSdk(…) for example.',
    },
    {
      name: 'nothing',
      use: () => useAgent(undefined as never),
      message: 'useAgent needs a definition from defineAgent, or an agent from createAgent.',
    },
    {
      name: 'another store at each render',
      use: () => {
        const [count, setCount] = useState(0);
        if (count === 0) setCount(1);
        return useAgent(makeDesk(), { model: scriptedModel([]), store: createMemoryStore() });
      },
      message:
        'useAgent gets another thread or store at each render: make them outside of the component, or keep them with useState.',
    },
  ];

  test.each(broken)('$name is refused with a sentence', ({ use, message }) => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(() => renderHook(use)).toThrow(
      expect.objectContaining({ name: 'TwelvefoldError', code: 'invalid_use', message }),
    );
    log.mockClear();
  });

  test('a model that goes missing later is refused too', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const desk = makeDesk();
    const { rerender } = renderHook(({ model }) => useAgent(desk, { model }), {
      initialProps: { model: scriptedModel([]) as Model },
    });
    expect(() => rerender({ model: undefined as never })).toThrow('needs a model');
    log.mockClear();
  });
});

/** A live agent in the middle of its first reply. */
async function streaming(): Promise<{ agent: LiveAgent<Desk['tools']>; model: ReturnType<typeof handModel> }> {
  const model = handModel();
  const agent = createAgent(makeDesk(), { model });
  await agent.send('Hi');
  model.write('Hello');
  await vi.waitFor(() => expect(agent.draft?.parts).toHaveLength(1));
  return { agent, model };
}

function counting(store: Store): { readonly store: Store; readonly listeners: () => number } {
  let listeners = 0;
  return {
    listeners: () => listeners,
    store: {
      ...store,
      subscribe: (threadId, listener) => {
        listeners++;
        const unsubscribe = store.subscribe(threadId, listener);
        return () => {
          listeners--;
          unsubscribe();
        };
      },
    },
  };
}
