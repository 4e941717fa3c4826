import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createMemoryStore, defineAgent, useAgent, type Store } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { AgentInspector } from '../index.ts';

const desk = defineAgent({ name: 'desk', instructions: '' });
const model = scriptedModel([{ text: 'Hello.' }]);

// #region fork
function Desk({ store }: { store: Store }) {
  const [thread, setThread] = useState('first');
  const { agent, entries, isPast, send } = useAgent(desk, { model, store, thread });
  return (
    <>
      {isPast && <p role="status">This is the past: nothing can be changed here.</p>}
      {entries.map((entry) => 'text' in entry && <p key={entry.id}>{entry.text}</p>)}
      <button onClick={() => send('Hi')}>Greet</button>
      <AgentInspector agent={agent} onFork={setThread} />
    </>
  );
}
// #endregion

test('the app of the README shows the past, and opens a fork', async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  const store = createMemoryStore();
  render(<Desk store={store} />);
  fireEvent.click(screen.getByText('Greet'));
  await screen.findByText('Hello.');
  fireEvent.keyDown(window, { code: 'KeyL', ctrlKey: true, shiftKey: true });
  const button = (name: string): HTMLElement => {
    const panel = [...document.body.children].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
    const found = [...(panel?.querySelectorAll('button') ?? [])].find(
      (it) => it.textContent === name || it.getAttribute('aria-label') === name,
    );
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  };
  await waitFor(() => button('Show in the app'));
  await waitFor(() => {
    fireEvent.click(button('Previous step'));
    expect(button('Live').getAttribute('aria-pressed')).toBe('false');
  });
  fireEvent.click(button('Next step'));
  fireEvent.click(button('Show in the app'));
  await screen.findByText(/^This is the past/);
  fireEvent.click(button('Fork here'));
  await waitFor(() => button('Open it in the app'));
  fireEvent.click(button('Open it in the app'));
  await waitFor(() => expect(screen.queryByText(/^This is the past/)).toBeNull());
  vi.unstubAllGlobals();
}, 20_000);
