import {
  createMemoryStore,
  fold,
  REDUCER_VERSION,
  TwelvefoldError,
  type Event,
  type Model,
  type Store,
  type ThreadStore,
} from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { Component, startTransition, Suspense, useEffect, useState, type ReactNode } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import { settled } from '../test/frames.ts';
import { makeDesk } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import type { UseAgentOptions } from './own-agent.ts';
import { useAgent } from './use-agent.ts';

const desk = makeDesk();

/** The log of a thread that was answered. */
async function answered(thread = 't'): Promise<readonly Event[]> {
  const store = createMemoryStore();
  const agent = createAgent(desk, { model: scriptedModel([{ text: 'Hello.' }]), store, thread });
  await agent.send('Hi');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  agent.dispose();
  return store.read(thread);
}

/** A store whose reads are counted, and answered when the test says so. */
async function slowStore(...threads: readonly string[]) {
  const logs = await Promise.all(threads.map(async (thread) => [thread, await answered(thread)] as const));
  const kept = createMemoryStore(Object.fromEntries(logs));
  let answer: () => void = () => undefined;
  let isOpen = new Promise<void>((resolve) => (answer = resolve));
  const reads: string[] = [];
  const store: Store = {
    append: kept.append,
    subscribe: kept.subscribe,
    read: async (...range) => {
      reads.push(range[0]);
      await isOpen;
      return kept.read(...range);
    },
  };
  const close = (): void => void (isOpen = new Promise<void>((resolve) => (answer = resolve)));
  return { store, kept, reads, answer: () => answer(), close };
}

/** Every text that was ever in the page, as a person would have seen it. */
function Chat({ seen, ...options }: UseAgentOptions & { readonly seen?: string[] }): ReactNode {
  const { entries, isRestoring, send } = useAgent(desk, options);
  const text = `${isRestoring ? 'restoring ' : ''}${entries.map((entry) => ('text' in entry ? entry.text : '')).join('|')}`;
  useEffect(() => void seen?.push(text), [seen, text]);
  return <button onClick={() => send('More')}>{text || 'nothing yet'}</button>;
}

class Boundary extends Component<{ readonly children: ReactNode }, { readonly error?: unknown }> {
  override readonly state: { readonly error?: unknown } = {};
  static getDerivedStateFromError = (error: unknown): { readonly error: unknown } => ({ error });
  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    const code = TwelvefoldError.isInstance(error) ? error.code : 'another error';
    return <button onClick={() => this.setState({ error: undefined })}>{code}</button>;
  }
}

const model = scriptedModel([{ text: 'Again.' }]);

describe.each(modes)('$mode', ({ wrapper }) => {
  test('[R150] the first paint has the whole thread, which was read once', async () => {
    const { store, reads, answer } = await slowStore('t');
    const seen: string[] = [];
    const make = vi.fn((given: Model): Model => given);
    render(
      <Suspense fallback="waiting">
        <Chat model={make(model)} store={store} thread="t" suspense seen={seen} />
      </Suspense>,
      { wrapper },
    );
    expect(document.body.textContent).toBe('waiting');
    expect(reads).toEqual(['t']);
    await act(async () => answer());
    await screen.findByText('Hi|Hello.|');
    expect(new Set(seen)).toEqual(new Set(['Hi|Hello.|']));
    // The live agent reads what came after; nothing did.
    await act(settled);
    expect(reads.length).toBeLessThanOrEqual(2);
    await userEvent.click(screen.getByRole('button'));
    await screen.findByText('Hi|Hello.||More|Again.|');
  });

  test('[R150] [R154] of a long thread the checkpoint and the events behind it are read, and the log before anything is done', async () => {
    const log = await answered();
    const kept = createMemoryStore({ t: log });
    await kept.writeCheckpoint('t', REDUCER_VERSION, fold(log.slice(0, 3)));
    const reads: number[] = [];
    const store: ThreadStore = {
      ...kept,
      read: (id, afterSeq = 0, throughSeq) => {
        reads.push(afterSeq);
        return kept.read(id, afterSeq, throughSeq);
      },
    };
    const seen: string[] = [];
    render(
      <Suspense fallback="waiting">
        <Chat model={model} store={store} thread="t" suspense seen={seen} />
      </Suspense>,
      { wrapper },
    );
    await screen.findByText('Hi|Hello.|');
    expect(new Set(seen)).toEqual(new Set(['Hi|Hello.|']));
    await act(settled);
    expect(reads.every((afterSeq) => afterSeq >= 2)).toBe(true);
    await userEvent.click(screen.getByRole('button'));
    await screen.findByText('Hi|Hello.||More|Again.|');
    expect(reads.filter((afterSeq) => afterSeq === 0)).toHaveLength(1);
  });

  test('[R150] two components that wait for one thread read it once', async () => {
    const { store, reads, answer } = await slowStore('t');
    const chat = <Chat model={model} store={store} thread="t" suspense />;
    render(
      <Suspense fallback="waiting">
        {chat}
        {chat}
      </Suspense>,
      { wrapper },
    );
    await act(settled);
    expect(reads).toEqual(['t']);
    await act(async () => answer());
    expect(await screen.findAllByText('Hi|Hello.|')).toHaveLength(2);
  });

  test('[R150] what others append while it is read is there soon after', async () => {
    const { store, kept, answer } = await slowStore('t');
    render(
      <Suspense fallback="waiting">
        <Chat model={model} store={store} thread="t" suspense />
      </Suspense>,
      { wrapper },
    );
    answer();
    await settled();
    const other = createAgent(desk, { model, store: kept, thread: 't' });
    await other.send('From elsewhere');
    await screen.findByText(/From elsewhere\|Again/);
  });

  test('[R150] a thread of which the store has nothing is a new one', async () => {
    const { store, answer } = await slowStore();
    answer();
    render(
      <Suspense fallback="waiting">
        <Chat model={model} store={store} thread="new" suspense />
      </Suspense>,
      { wrapper },
    );
    await userEvent.click(await screen.findByText('nothing yet'));
    await screen.findByText('More|Again.|');
    expect((await store.read('new'))[0]?.threadId).toBe('new');
  });

  test('[R150] a transition keeps the old thread in sight until the other one is read', async () => {
    const { store, answer, close } = await slowStore('a', 'b');
    answer();
    const Page = (): ReactNode => {
      const [thread, setThread] = useState('a');
      return (
        <>
          <button onClick={() => startTransition(() => setThread('b'))}>Switch</button>
          <p>{thread}</p>
          <Suspense fallback="waiting">
            <Chat model={model} store={store} thread={thread} suspense />
          </Suspense>
        </>
      );
    };
    render(<Page />, { wrapper });
    await screen.findByText('Hi|Hello.|');
    await act(settled);
    close();
    await userEvent.click(screen.getByText('Switch'));
    await act(settled);
    expect(screen.getByText('a')).toBeTruthy();
    expect(screen.getByText('Hi|Hello.|')).toBeTruthy();
    await act(async () => answer());
    await screen.findByText('b');
    await screen.findByText('Hi|Hello.|');
  });

  test('[R150] a log that cannot be read is an error for the boundary, and is read again when that tries again', async () => {
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const kept = createMemoryStore({ t: await answered() });
    let failures = 1;
    const reads: string[] = [];
    const store: Store = {
      ...kept,
      read: (...range) => {
        reads.push(range[0]);
        return failures-- > 0 ? Promise.reject(new Error('The disk is gone.')) : kept.read(...range);
      },
    };
    render(
      <Boundary>
        <Suspense fallback="waiting">
          <Chat model={model} store={store} thread="t" suspense />
        </Suspense>
      </Boundary>,
      { wrapper },
    );
    const retry = await screen.findByText('store_failed');
    expect(reads).toEqual(['t']);
    await act(() => new Promise((resolve) => setTimeout(resolve, 600)));
    await userEvent.click(retry);
    await screen.findByText('Hi|Hello.|');
    errors.mockClear();
  });

  test('[R150] a saved log is in the first paint without waiting, with a store or without', async () => {
    const events = await answered();
    const { store } = await slowStore();
    for (const rest of [{}, { store }, { store, suspense: true }]) {
      const seen: string[] = [];
      const { container, unmount } = render(<Chat model={model} thread={{ id: 't', events }} seen={seen} {...rest} />, {
        wrapper,
      });
      expect(container.textContent).toBe('Hi|Hello.|');
      expect(new Set(seen)).toEqual(new Set(['Hi|Hello.|']));
      unmount();
    }
  });

  test('[R161] a thread that was read from its store and deleted then is not given back', async () => {
    const { store, kept, answer } = await slowStore('t');
    answer();
    render(
      <Suspense fallback="waiting">
        <Chat model={model} store={store} thread="t" suspense />
      </Suspense>,
      { wrapper },
    );
    const button = await screen.findByText('Hi|Hello.|');
    await kept.delete('t');
    await act(async () => button.click());
    await settled();
    expect(await kept.read('t')).toEqual([]);
  });

  test('without it, the component renders at once and says that it restores', async () => {
    const { store, answer } = await slowStore('t');
    render(<Chat model={model} store={store} thread="t" />, { wrapper });
    expect(screen.getByRole('button').textContent).toBe('restoring ');
    await act(async () => answer());
    await screen.findByText('Hi|Hello.|');
  });

  test('[R150] mounted again, it shows what happened in the meantime in its first paint', async () => {
    const { store, kept, answer } = await slowStore('t');
    answer();
    const seen: string[] = [];
    const page = (
      <Suspense fallback="waiting">
        <Chat model={model} store={store} thread="t" suspense seen={seen} />
      </Suspense>
    );
    const { unmount } = render(page, { wrapper });
    await screen.findByText('Hi|Hello.|');
    unmount();
    await settled();
    const other = createAgent(desk, { model, store: kept, thread: 't' });
    await other.send('More');
    await vi.waitFor(() => expect(other.getSnapshot().phase).toBe('done'));
    seen.length = 0;
    render(page, { wrapper });
    await screen.findByText('Hi|Hello.||More|Again.|');
    expect(new Set(seen)).toEqual(new Set(['Hi|Hello.||More|Again.|']));
  });
});

test('[R150] without a store, or without a thread, there is nothing to wait for', async () => {
  const { store } = await slowStore();
  for (const options of [{ thread: 't' }, { store }]) {
    const { container, unmount } = render(<Chat model={model} suspense {...options} />);
    expect(container.textContent).toBe('nothing yet');
    unmount();
  }
});

test('[R150] on a server the fallback stands in, and the page waits for its own store while it hydrates', async () => {
  const { store, answer } = await slowStore('t');
  const page = (
    <Suspense fallback={<p>waiting</p>}>
      <Chat model={model} store={store} thread="t" suspense />
    </Suspense>
  );
  const html = renderToString(page);
  expect(html).toContain('waiting');
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  let root: Root | undefined;
  await act(async () => void (root = hydrateRoot(container, page, { onRecoverableError: () => undefined })));
  answer();
  await waitFor(() => expect(container.textContent).toBe('Hi|Hello.|'));
  act(() => root?.unmount());
  container.remove();
});
