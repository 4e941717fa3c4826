import { createMemoryStore, type Model, type Store } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { fireEvent } from '@testing-library/dom';
import { Suspense, useState, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { makeDesk } from '../test/desk.ts';
import type { AgentView, ViewEntry } from './agent-view.ts';
import { lookAt } from './look-at.ts';
import { useAgent } from './use-agent.ts';
import { useBranches } from './use-branches.ts';
import { useHistory } from './use-history.ts';
import { useThreads } from './use-threads.ts';

const desk = makeDesk();
type DeskTools = typeof desk.tools;
type DeskAgent = LiveAgent<DeskTools>;

const model: Model = scriptedModel(({ messages }) => {
  const asked = messages.at(-1);
  return { text: `Answer to ${asked?.role === 'user' ? asked.content : 'nobody'}` };
});

// #region branches
function Branches({ agent, entry, onShow }: { agent: DeskAgent; entry: ViewEntry; onShow: (thread: string) => void }) {
  const { points } = useBranches(agent);
  const point = points.find(({ entryId }) => entryId === entry.id);
  if (entry.kind !== 'message' && entry.kind !== 'reply') return null;
  const fork = async (message?: string) => {
    const made = await agent.fork({ before: entry, ...(message && { message }) });
    if (made.ok) onShow(made.threadId);
  };
  return (
    <>
      {entry.kind === 'message' && <button onClick={() => fork(`${entry.text}, please`)}>Ask nicely</button>}
      {entry.kind === 'reply' && <button onClick={() => fork()}>Again</button>}
      {point?.threadIds.map((thread, index) => (
        <button key={thread} disabled={index === point.index} onClick={() => onShow(thread)}>
          {index + 1} of {point.threadIds.length}
        </button>
      ))}
    </>
  );
}
// #endregion

// #region past
function Past({ agent, onShow }: { agent: DeskAgent; onShow: (thread: string) => void }) {
  const { events, seq, view, isLive, goTo, live, fork } = useHistory(agent);
  const goOn = async () => {
    const made = await fork();
    if (made.ok) onShow(made.threadId);
  };
  return (
    <>
      <input
        type="range"
        aria-label="Event"
        max={events.length}
        value={seq}
        onChange={({ target }) => goTo(target.valueAsNumber)}
      />
      <Entries view={view} />
      {!isLive && <button onClick={live}>Back to now</button>}
      {!isLive && <button onClick={goOn}>Go on from here</button>}
    </>
  );
}
// #endregion

// #region look
function LookBack({ agent }: { agent: DeskAgent }) {
  const { entries, isPast } = useAgent(agent);
  return (
    <>
      {entries.map(
        (entry) =>
          entry.kind === 'message' && (
            <button key={entry.id} onClick={() => lookAt(agent, entry.seq)}>
              {entry.text}
            </button>
          ),
      )}
      {isPast && <button onClick={() => lookAt(agent, undefined)}>Back to now</button>}
    </>
  );
}
// #endregion

// #region threads
function Desk({ store }: { store: Store }) {
  const [thread, setThread] = useState<string>();
  const { threads, hasMore, loadMore } = useThreads(store, { agent: 'desk', limit: 20 });
  return (
    <>
      {threads.map(({ threadId, title, phase }) => (
        <button key={threadId} onClick={() => setThread(threadId)}>
          {title} ({phase})
        </button>
      ))}
      {hasMore && <button onClick={loadMore}>More</button>}
      {thread && (
        <Suspense fallback="Reading…">
          <Thread store={store} thread={thread} />
        </Suspense>
      )}
    </>
  );
}

function Thread({ store, thread }: { store: Store; thread: string }) {
  const view = useAgent(desk, { model, store, thread, suspense: true });
  return <Entries view={view} />;
}
// #endregion

function Entries({ view }: { readonly view: AgentView<DeskTools> }): ReactNode {
  return view.entries.map((entry) => <p key={entry.id}>{'text' in entry && entry.text}</p>);
}

async function answered(store: Store, thread: string): Promise<DeskAgent> {
  const agent = createAgent(desk, { model, store, thread });
  await agent.send('Bill F-1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  return agent;
}

const lines = (): readonly string[] =>
  [...document.querySelectorAll('p')].map((line) => line.textContent ?? '').filter(Boolean);

test('[R147] [R149] the branches of the README: another message, the same again, and to and fro', async () => {
  const store = createMemoryStore();
  await answered(store, 't');
  const Page = (): ReactNode => {
    const [thread, setThread] = useState('t');
    const { agent, entries } = useAgent(desk, { model, store, thread });
    return entries.map((entry) => (
      <div key={entry.id}>
        <p>{'text' in entry && entry.text}</p>
        <Branches agent={agent} entry={entry} onShow={setThread} />
      </div>
    ));
  };
  render(<Page />);
  await userEvent.click(await screen.findByText('Ask nicely'));
  await waitFor(() => expect(lines()).toContain('Answer to Bill F-1, please'));
  await userEvent.click(screen.getByText('Again'));
  await waitFor(() => expect(screen.getAllByText('2 of 2')).toHaveLength(2));
  await userEvent.click(screen.getAllByText('1 of 2')[0]!);
  await waitFor(() => expect(lines()).toEqual(['Bill F-1', 'Answer to Bill F-1']));
});

test('[R148] the past of the README: look, go on from there, and back to now', async () => {
  const store = createMemoryStore();
  const agent = await answered(store, 't');
  const shown: string[] = [];
  render(<Past agent={agent} onShow={(thread) => shown.push(thread)} />);
  const range = screen.getByLabelText('Event');
  await waitFor(() => expect(range.getAttribute('max')).toBe('5'));
  expect(lines()).toEqual(['Bill F-1', 'Answer to Bill F-1']);
  fireEvent.change(range, { target: { value: '2' } });
  await waitFor(() => expect(lines()).toEqual(['Bill F-1']));
  await userEvent.click(screen.getByText('Go on from here'));
  await vi.waitFor(() => expect(shown).toHaveLength(1));
  expect((await store.read(shown[0]!)).map(({ type }) => type)).toEqual([
    'thread.started',
    'message.received',
    'thread.forked',
  ]);
  await userEvent.click(screen.getByText('Back to now'));
  expect(lines()).toEqual(['Bill F-1', 'Answer to Bill F-1']);
});

test('[R170] the look back of the README takes all components along, and back', async () => {
  const agent = await answered(createMemoryStore(), 't');
  const App = (): ReactNode => (
    <>
      <LookBack agent={agent} />
      <Entries view={useAgent(agent)} />
    </>
  );
  render(<App />);
  await userEvent.click(screen.getByRole('button'));
  await waitFor(() => expect(lines()).toEqual(['Bill F-1']));
  await userEvent.click(screen.getByText('Back to now'));
  expect(lines()).toEqual(['Bill F-1', 'Answer to Bill F-1']);
});

test('[R150] the threads of the README: pick one, and it is there', async () => {
  const store = createMemoryStore();
  await answered(store, 't');
  render(<Desk store={store} />);
  await userEvent.click(await screen.findByText('Bill F-1 (done)'));
  await waitFor(() => expect(lines()).toEqual(['Bill F-1', 'Answer to Bill F-1']));
});
