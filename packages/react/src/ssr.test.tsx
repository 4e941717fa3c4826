import { createMemoryStore, type Clock, type Event } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel } from '@twelvefold/testing';
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import { Suspense, type ReactNode } from 'react';
import { hydrateRoot, type Root } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { settled } from '../test/frames.ts';
import { makeDesk, type Desk, type Effects } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import { AgentProvider } from './agent-provider.tsx';
import type { UseAgentOptions } from './own-agent.ts';
import { useAgent } from './use-agent.ts';
import { useAgentActor } from './use-agent-actor.ts';
import { useAgentContext } from './use-agent-context.ts';
import { useApproval } from './use-approval.ts';
import type { Approval } from './approval.ts';
import { useEntry } from './use-entry.ts';
import { useEntryIds } from './use-entry-ids.ts';

type DeskAgent = LiveAgent<Desk['tools']>;

const id = 'saved';
const desk = makeDesk();
const call = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };
let events: readonly Event[] = [];
let roots: Root[] = [];

/** A log that waits for an approval. */
beforeAll(async () => {
  const store = createMemoryStore();
  const agent = createAgent(desk, {
    model: scriptedModel([{ text: 'I need a yes.', calls: [call] }]),
    store,
    thread: id,
  });
  await agent.send('Bill F-1');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  agent.dispose();
  events = await store.read(id);
});

afterEach(() => {
  cleanup();
  act(() => roots.forEach((root) => root.unmount()));
  roots = [];
  document.body.innerHTML = '';
});

const forbidden = (): never => {
  throw new Error('Nothing may ask the clock during render.');
};
const noClock: Clock = { now: forbidden, newId: forbidden, sleepUntil: forbidden };

/** Puts the server's HTML into the page and hydrates it; complaints of React fail the test. */
async function hydrate(html: string, tree: ReactNode): Promise<Element> {
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  const onRecoverableError = (error: unknown): void => {
    throw error;
  };
  await act(async () => {
    roots.push(hydrateRoot(container, tree, { onRecoverableError }));
  });
  return container;
}

function Chat(options: UseAgentOptions): ReactNode {
  const { entries, approvals, phase, isRestoring } = useAgent(desk, options);
  return (
    <main>
      <h1>{isRestoring ? 'loading' : phase}</h1>
      {entries.map((entry) => (
        <p key={entry.id}>{'text' in entry ? entry.text : entry.id}</p>
      ))}
      {approvals.map((approval) => (
        <Card key={approval.id} approval={approval} />
      ))}
    </main>
  );
}

function Card({ approval }: { readonly approval: Approval<Desk['tools']> }): ReactNode {
  const form = useApproval(approval);
  return <button onClick={() => form.approve()}>{JSON.stringify(form.input)}</button>;
}

describe.each(modes)('$mode', ({ wrapper: Mode }) => {
  test('a saved log renders on a server, without a clock, an id or a request, and hydrates into a working agent', async () => {
    const serverModel = scriptedModel([]);
    const html = renderToString(
      <Mode>
        <Chat model={serverModel} thread={{ id, events }} clock={noClock} inspect={forbidden} />
      </Mode>,
    );
    expect(html).toContain('<h1>awaitingApproval</h1>');
    expect(html).toContain('I need a yes.');
    expect(html).toContain('F-1');
    expect(serverModel.requests).toEqual([]);

    const model = scriptedModel([{ text: 'Done.' }]);
    const container = await hydrate(
      html,
      <Mode>
        <Chat model={model} thread={{ id, events }} />
      </Mode>,
    );
    await act(async () => screen.getByRole('button').click());
    await screen.findByText('Done.');
    expect(container.querySelector('h1')?.textContent).toBe('done');
    expect(model.requests).toHaveLength(1);
  });

  test('a run that was cut off in the middle goes on after hydration, with one request', async () => {
    const cut = events.slice(0, events.findIndex(({ type }) => type === 'model.requested') + 1);
    const model = scriptedModel([{ text: 'Here again.' }]);
    const tree = (
      <Mode>
        <Chat model={model} thread={{ id, events: cut }} />
      </Mode>
    );
    const html = renderToString(tree);
    expect(html).toContain('<h1>thinking</h1>');
    await settled();
    expect(model.requests).toHaveLength(0);
    await hydrate(html, tree);
    await screen.findByText('Here again.');
    expect(model.requests).toHaveLength(1);
  });

  test('a stored thread is loading on the server and in the page, then it is there', async () => {
    const tree = (
      <Mode>
        <Chat model={scriptedModel([])} thread={id} store={createMemoryStore({ [id]: events })} />
      </Mode>
    );
    const html = renderToString(tree);
    expect(html).toContain('<h1>loading</h1>');
    await hydrate(html, tree);
    await screen.findByText('I need a yes.');
  });

  test('what hydrates late is what the server rendered, though the agent has moved on', async () => {
    const late = Promise.withResolvers<void>();
    let isHere = true;
    const Late = (): ReactNode => {
      // React waits for a promise that is thrown, and leaves the server's HTML alone until then.
      // oxlint-disable-next-line typescript/only-throw-error
      if (!isHere) throw late.promise;
      return <Everything />;
    };
    const page = (agent: DeskAgent): ReactNode => (
      <Mode>
        <AgentProvider agent={agent}>
          <Phase />
          <Suspense fallback="…">
            <Late />
          </Suspense>
        </AgentProvider>
      </Mode>
    );
    const live = (effects?: Effects): DeskAgent =>
      createAgent(effects ? makeDesk(effects) : desk, {
        model: scriptedModel([{ text: 'Done.' }]),
        thread: { id, events },
        autoStart: false,
      });
    const html = renderToString(page(live()));
    expect(html).toContain('<p>awaitingApproval reply-1 I need a yes. 1 acting</p>');

    isHere = false;
    const effects: Effects = [];
    const agent = live(effects);
    const container = await hydrate(html, page(agent));
    const paragraph = container.querySelector('p');
    await act(() => agent.approve('1.0'));
    await waitFor(() => expect(container.querySelector('h1')?.textContent).toBe('done'));
    expect(paragraph?.textContent).toBe('awaitingApproval reply-1 I need a yes. 1 acting');
    isHere = true;
    await act(async () => {
      late.resolve();
      await settled();
    });
    await waitFor(() => expect(container.querySelector('p')?.textContent).toBe('done reply-2 I need a yes. 0 done'));
    expect(container.querySelector('p')).toBe(paragraph);
    expect(effects).toEqual(['link F-1 500 EUR']);
  });
});

function Phase(): ReactNode {
  return <h1>{useAgent(useAgentContext(), ({ phase }) => phase)}</h1>;
}

/** Every hook that reads an agent. */
function Everything(): ReactNode {
  const agent = useAgentContext();
  const { phase, approvals } = useAgent(agent);
  const ids = useEntryIds(agent);
  const reply = useEntry(agent, 'reply-1');
  const state = useAgentActor(agent, ({ value }) => (typeof value === 'string' ? value : Object.keys(value)[0]));
  const last = ids.findLast((entry) => entry.startsWith('reply'));
  const text = reply?.kind === 'reply' ? reply.text : '';
  return <p>{`${phase} ${last} ${text} ${approvals.length} ${state}`}</p>;
}
