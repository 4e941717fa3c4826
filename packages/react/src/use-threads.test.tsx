import { createMemoryStore, TwelvefoldError, type ThreadStore } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { fakeClock, scriptedModel } from '@twelvefold/testing';
import { act, renderHook, waitFor } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import { useThreads, type UseThreads } from './use-threads.ts';

const desk = makeDesk();

/** A store with threads `t0`, `t1`, …, each begun a second after the one before. */
async function office(count: number, store: ThreadStore = createMemoryStore()) {
  const clock = fakeClock();
  const say = async (thread: string, text = thread): Promise<void> => {
    clock.advance(1_000);
    const agent = createAgent(desk, { model: scriptedModel([{ text: 'Ok.' }]), store, thread, clock });
    await agent.send(text);
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
    agent.dispose();
  };
  for (let index = 0; index < count; index++) await say(`t${index}`);
  return { store, say };
}

const idsIn = ({ threads }: UseThreads): string => threads.map(({ threadId }) => threadId).join(' ');

describe.each(modes)('$mode', ({ wrapper }) => {
  test('the newest thread comes first, also when it is an old one that goes on', async () => {
    const { store, say } = await office(3);
    const { result } = renderHook(() => useThreads(store), { wrapper });
    expect(result.current).toMatchObject({ threads: [], isLoading: true });
    await waitFor(() => expect(idsIn(result.current)).toBe('t2 t1 t0'));
    const [, middle] = result.current.threads;
    await act(() => say('t0', 'More'));
    await waitFor(() => expect(idsIn(result.current)).toBe('t0 t2 t1'));
    expect(result.current.threads[2]).toBe(middle);
    await act(() => say('t3'));
    await waitFor(() => expect(idsIn(result.current)).toBe('t3 t0 t2 t1'));
    await act(() => store.delete('t2'));
    await waitFor(() => expect(idsIn(result.current)).toBe('t3 t0 t1'));
    expect(result.current).toMatchObject({ isLoading: false, hasMore: false, problem: undefined });
  });

  test('page after page, each thread once, and all pages stay current', async () => {
    const { store, say } = await office(5);
    const { result } = renderHook(() => useThreads(store, { limit: 2 }), { wrapper });
    await waitFor(() => expect(idsIn(result.current)).toBe('t4 t3'));
    expect(result.current.hasMore).toBe(true);
    act(() => result.current.loadMore());
    await waitFor(() => expect(idsIn(result.current)).toBe('t4 t3 t2 t1'));
    await act(() => say('t1', 'More'));
    await waitFor(() => expect(idsIn(result.current)).toBe('t1 t4 t3 t2'));
    act(() => result.current.loadMore());
    await waitFor(() => expect(result.current).toMatchObject({ hasMore: false }));
    expect(idsIn(result.current)).toBe('t1 t4 t3 t2 t0');
    act(() => result.current.loadMore());
    expect(result.current.hasMore).toBe(false);
  });

  test('another query begins anew, and the same one in another object does not', async () => {
    const { store } = await office(2);
    const list = vi.spyOn(store, 'list');
    const { result, rerender } = renderHook(({ agent }) => useThreads(store, { agent }), {
      wrapper,
      initialProps: { agent: 'desk' },
    });
    await waitFor(() => expect(idsIn(result.current)).toBe('t1 t0'));
    const { length } = list.mock.calls;
    const { threads } = result.current;
    rerender({ agent: 'desk' });
    expect(result.current.threads).toBe(threads);
    expect(list.mock.calls).toHaveLength(length);
    rerender({ agent: 'nobody' });
    expect(result.current).toMatchObject({ threads: [], isLoading: true });
    await waitFor(() => expect(result.current).toMatchObject({ threads: [], isLoading: false }));
  });
});

test('a store that only tells of single threads shows what becomes of those, and others when asked to', async () => {
  const { subscribeAll: _, ...kept } = createMemoryStore();
  const { store, say } = await office(2, kept);
  const { result } = renderHook(() => useThreads(store));
  await waitFor(() => expect(idsIn(result.current)).toBe('t1 t0'));
  await act(() => say('t0', 'More'));
  await waitFor(() => expect(idsIn(result.current)).toBe('t0 t1'));
  await act(() => say('t2'));
  act(() => result.current.refresh());
  await waitFor(() => expect(idsIn(result.current)).toBe('t2 t0 t1'));
  await act(() => say('t2', 'More'));
  await waitFor(() => expect(result.current.threads[0]?.seq).toBe(9));
});

test('nothing is heard or read any more when the list is gone', async () => {
  const { store, say } = await office(1);
  const { result, unmount } = renderHook(() => useThreads(store));
  await waitFor(() => expect(idsIn(result.current)).toBe('t0'));
  unmount();
  const list = vi.spyOn(store, 'list');
  await say('t1');
  expect(list).not.toHaveBeenCalled();
});

test('a list that fails says so and keeps what it had; a store without lists is refused', async () => {
  const kept = createMemoryStore();
  let isBroken = false;
  const { store } = await office(1, {
    ...kept,
    list: (query) => (isBroken ? Promise.reject(new Error('gone')) : kept.list(query)),
  });
  const { result } = renderHook(() => useThreads(store));
  await waitFor(() => expect(idsIn(result.current)).toBe('t0'));
  isBroken = true;
  act(() => result.current.refresh());
  await waitFor(() => expect(result.current.problem?.code).toBe('store_failed'));
  expect(idsIn(result.current)).toBe('t0');
  const { append, read, subscribe } = kept;
  const Page = () => <>{useThreads({ append, read, subscribe }).threads.length}</>;
  expect(() => renderToString(<Page />)).toThrow(TwelvefoldError);
});

test('on a server there is an empty list that loads', async () => {
  const { store } = await office(1);
  const Page = () => <>{useThreads(store).isLoading ? 'loading' : 'loaded'}</>;
  expect(renderToString(<Page />)).toBe('loading');
});
