import { createMemoryStore, type Store, type ThreadStore } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, renderHook, screen, render, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import { useAgent } from './use-agent.ts';
import { useBranches, type UseBranches } from './use-branches.ts';

const desk = makeDesk();
const model = scriptedModel(({ messages }) => ({
  text: `Answer to ${JSON.stringify(messages.at(-1)?.content).replaceAll('"', '')}`,
}));

function open(thread: string, store: Store): LiveAgent {
  return createAgent(desk, { model, store, thread });
}

async function answered(store: Store, thread = 't'): Promise<LiveAgent> {
  const agent = open(thread, store);
  await agent.send('One');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  return agent;
}

function entryOf(agent: LiveAgent, kind: 'message' | 'reply') {
  const entry = agent.getState().entries.find((each) => each.kind === kind);
  if (entry?.kind !== 'message' && entry?.kind !== 'reply') throw new Error(`no ${kind}`);
  return entry;
}

/** `seq: 2 of 3` for each point. */
function pointsIn({ points }: UseBranches): readonly string[] {
  return points.map(({ seq, index, threadIds }) => `${seq}: ${index + 1} of ${threadIds.length}`);
}

/** A conversation in which a person edits what was said and picks between the ways that it went. */
function Conversation({ store }: { readonly store: Store }): ReactNode {
  const [thread, setThread] = useState('t');
  const { agent, entries } = useAgent(desk, { model, store, thread });
  const { points } = useBranches(agent);
  return entries.map((entry) => {
    if (entry.kind !== 'message' && entry.kind !== 'reply') return null;
    const point = points.find(({ entryId }) => entryId === entry.id);
    const edit = async (): Promise<void> => {
      const fork = await agent.fork({ before: entry, ...(entry.kind === 'message' && { message: `${entry.text}!` }) });
      if (fork.ok) setThread(fork.threadId);
    };
    return (
      <p key={entry.id}>
        {entry.text}
        <button onClick={edit}>{entry.kind === 'message' ? 'Edit' : 'Regenerate'}</button>
        {point && (
          <button onClick={() => setThread(point.threadIds[(point.index + 1) % point.threadIds.length] ?? thread)}>
            {point.index + 1} of {point.threadIds.length}
          </button>
        )}
      </p>
    );
  });
}

describe.each(modes)('$mode', ({ wrapper }) => {
  test('[R147] a message edited, a reply regenerated, and to and fro between them', async () => {
    const store = createMemoryStore();
    await answered(store);
    render(<Conversation store={store} />, { wrapper });
    const user = userEvent.setup();
    const texts = (): readonly (string | null)[] => [...document.querySelectorAll('p')].map((line) => line.textContent);
    await user.click(await screen.findByText('Edit'));
    await waitFor(() => expect(texts()).toEqual(['One!Edit2 of 2', 'Answer to One!Regenerate']));
    await user.click(screen.getByText('Regenerate'));
    await waitFor(() => expect(texts()).toEqual(['One!Edit2 of 2', 'Answer to One!Regenerate2 of 2']));
    await user.click(screen.getAllByText('2 of 2')[0]!);
    await waitFor(() => expect(texts()).toEqual(['OneEdit1 of 2', 'Answer to OneRegenerate']));
    await user.click(screen.getByText('Edit'));
    await waitFor(() => expect(texts()).toEqual(['One!Edit3 of 3', 'Answer to One!Regenerate']));
    await user.click(screen.getByText('3 of 3'));
    await waitFor(() => expect(texts()).toEqual(['OneEdit1 of 3', 'Answer to OneRegenerate']));
  });

  test('[R147] branches stay current while others fork, and delete', async () => {
    const store = createMemoryStore();
    const agent = await answered(store);
    const { result } = renderHook(() => useBranches(agent), { wrapper });
    expect(result.current).toMatchObject({ isLoading: true, tree: { threadId: 't', branches: [] }, points: [] });
    await waitFor(() => expect(result.current.isLoading).toBe(false));
    await act(async () => void (await agent.fork({ before: entryOf(agent, 'message'), message: 'Two', thread: 'b' })));
    await waitFor(() => expect(pointsIn(result.current)).toEqual(['1: 1 of 2']));
    expect(result.current.points[0]?.entryId).toBe('t/2');
    expect(result.current.tree).toMatchObject({
      summary: { title: 'One', phase: 'done' },
      branches: [{ threadId: 'b', forkedFrom: { threadId: 't', seq: 1 } }],
    });
    await act(async () => void (await agent.fork({ before: entryOf(agent, 'reply'), thread: 'c' })));
    await waitFor(() => expect(pointsIn(result.current)).toEqual(['1: 1 of 2', '2: 1 of 2']));
    await act(() => store.delete('b'));
    await waitFor(() => expect(pointsIn(result.current)).toEqual(['2: 1 of 2']));
  });

  test('[R147] seen from a fork of a fork, the whole family is there, also without its root', async () => {
    const store = createMemoryStore();
    const agent = await answered(store);
    await agent.fork({ before: entryOf(agent, 'message'), message: 'Two', thread: 'b' });
    const second = open('b', store);
    await vi.waitFor(() => expect(second.getSnapshot().phase).toBe('done'));
    await second.fork({ thread: 'c' });
    await second.fork({ before: entryOf(second, 'message'), message: 'Three', thread: 'd' });
    await store.delete('t');
    const fork = open('c', store);
    const { result } = renderHook(() => useBranches(fork), { wrapper });
    await waitFor(() => expect(pointsIn(result.current)[0]).toBe('1: 2 of 3'));
    expect(result.current.tree.threadId).toBe('t');
    expect(
      result.current.tree.branches.map(({ threadId, branches }) => [
        threadId,
        ...branches.map((each) => each.threadId),
      ]),
    ).toEqual([['b', 'c'], ['d']]);
    expect(result.current.points[0]?.threadIds[1]).toBe('c');
  });
});

test('[R147] the list is read once for all components that look', async () => {
  const store = createMemoryStore();
  const agent = await answered(store);
  const list = vi.spyOn(store, 'list');
  const looks = [1, 2, 3].map(() => renderHook(() => useBranches(agent)));
  await waitFor(() => expect(looks.every(({ result }) => !result.current.isLoading)).toBe(true));
  expect(list.mock.calls).toEqual([[{ threadIds: ['t'], limit: 500 }], [{ forkedFrom: ['t'], limit: 500 }]]);
});

test('[R147] a large family is read again with two questions, and as one that did not change after what others do', async () => {
  const store = createMemoryStore();
  const agent = await answered(store);
  const events = await store.read('t');
  for (let index = 0; index < 40; index++)
    await store.fork(`f${index}`, { threadId: index % 4 === 0 ? 't' : `f${index - 1}`, seq: events.length }, []);
  const other = await answered(store, 'other');
  const list = vi.spyOn(store, 'list');
  let renders = 0;
  const { result } = renderHook(() => {
    renders++;
    return useBranches(agent);
  });
  await waitFor(() => expect(result.current.isLoading).toBe(false));
  const { tree } = result.current;
  const sizeOf = (branch: typeof tree): number => branch.branches.reduce((sum, each) => sum + sizeOf(each), 1);
  expect(sizeOf(tree)).toBe(41);
  expect(list.mock.calls.length).toBeLessThanOrEqual(10);
  const rendersBefore = renders;
  list.mockClear();
  await act(async () => void (await other.send('And now?')));
  await waitFor(() => expect(other.getSnapshot().phase).toBe('done'));
  await waitFor(() => expect(list).toHaveBeenCalled());
  await act(() => new Promise((resolve) => setTimeout(resolve, 150)));
  const questions = list.mock.calls.map(([query]) => Object.keys(query ?? {})[0]);
  expect(questions.length).toBeLessThanOrEqual(8);
  expect(questions).toEqual(questions.map((_, index) => (index % 2 === 0 ? 'threadIds' : 'forkedFrom')));
  expect(result.current.tree).toBe(tree);
  expect(renders).toBe(rendersBefore);
  await act(async () => void (await store.fork('g', { threadId: 'f39', seq: 1 }, [])));
  await waitFor(() => expect(sizeOf(result.current.tree)).toBe(42));
  await act(() => store.delete('g'));
  await waitFor(() => expect(sizeOf(result.current.tree)).toBe(41));
});

test('[R147] a store without lists has a thread without branches', async () => {
  const { append, read, subscribe } = createMemoryStore();
  const agent = await answered({ append, read, subscribe });
  await agent.fork();
  const { result } = renderHook(() => useBranches(agent));
  await waitFor(() => expect(result.current.isLoading).toBe(false));
  expect(result.current).toMatchObject({ tree: { threadId: 't', branches: [] }, points: [], problem: undefined });
});

test('[R147] a store that only tells of single threads shows forks of those that are shown', async () => {
  const { subscribeAll: _, ...kept } = createMemoryStore();
  const store: ThreadStore = kept;
  const agent = await answered(store);
  const { result } = renderHook(() => useBranches(agent));
  await waitFor(() => expect(result.current.isLoading).toBe(false));
  await act(async () => void (await agent.fork({ before: entryOf(agent, 'message'), message: 'Two', thread: 'b' })));
  await act(async () => void (await agent.send('More')));
  await waitFor(() => expect(pointsIn(result.current)).toEqual(['1: 1 of 2']));
});

test('a list that cannot be read is a problem, and what was read stays', async () => {
  const kept = createMemoryStore();
  let isBroken = false;
  const store: ThreadStore = {
    ...kept,
    list: (query) => (isBroken ? Promise.reject(new Error('gone')) : kept.list(query)),
  };
  const agent = await answered(store);
  await agent.fork({ before: entryOf(agent, 'message'), message: 'Two', thread: 'b' });
  const { result } = renderHook(() => useBranches(agent));
  await waitFor(() => expect(pointsIn(result.current)).toEqual(['1: 1 of 2']));
  isBroken = true;
  await act(async () => void (await agent.send('More')));
  await waitFor(() => expect(result.current.problem?.code).toBe('store_failed'));
  expect(pointsIn(result.current)).toEqual(['1: 1 of 2']);
  isBroken = false;
  await act(async () => void (await agent.send('And more')));
  await waitFor(() => expect(result.current.problem).toBeUndefined());
});

test.each(['all', 'one'] as const)(
  'a store that cannot be subscribed to (%s) is a problem, and is read',
  async (how) => {
    const { subscribeAll, ...kept } = createMemoryStore();
    const failing = (): never => {
      throw new Error('no more connections');
    };
    let isBroken = false;
    let heard = 0;
    const store: ThreadStore =
      how === 'all'
        ? { ...kept, subscribeAll: (listener) => (isBroken ? failing() : subscribeAll!(listener)) }
        : {
            ...kept,
            subscribe: (threadId, listener) => {
              if (isBroken && threadId === 'b') return failing();
              const leave = kept.subscribe(threadId, listener);
              heard++;
              return () => {
                heard--;
                leave();
              };
            },
          };
    const agent = await answered(store);
    await agent.fork({ before: entryOf(agent, 'message'), message: 'Two', thread: 'b' });
    const heardBefore = heard;
    isBroken = true;
    const { result, unmount } = renderHook(() => useBranches(agent));
    await waitFor(() => expect(result.current.problem?.code).toBe('store_failed'));
    expect(pointsIn(result.current)).toEqual(['1: 1 of 2']);
    unmount();
    expect(heard).toBe(heardBefore);
  },
);
