import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { defineAgent, useAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { AgentInspector } from './index.ts';

const desk = defineAgent({ name: 'desk', instructions: '' });
const model = scriptedModel([{ text: 'Hello.' }]);

// #region drop-in
export function Copilot() {
  const { agent, entries, send } = useAgent(desk, { model });
  return (
    <>
      {entries.map((entry) => 'text' in entry && <p key={entry.id}>{entry.text}</p>)}
      <button onClick={() => send('Hi')}>Greet</button>
      {import.meta.env.DEV && <AgentInspector agent={agent} />}
    </>
  );
}
// #endregion

test('the app of the README opens the panel by its key, which keeps the room that it takes free', async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
  onTestFinished(() => void vi.unstubAllGlobals());
  render(<Copilot />);
  fireEvent.click(screen.getByText('Greet'));
  await screen.findByText('Hello.');
  const room = (): string => document.documentElement.style.getPropertyValue('--agent-inspector-bottom');
  const pressKey = (): void => void fireEvent.keyDown(window, { code: 'KeyL', ctrlKey: true, shiftKey: true });
  expect(room()).toBe('');
  pressKey();
  await waitFor(() => expect(room()).toBe('min(480px, 90vh)'));
  pressKey();
  await waitFor(() => expect(room()).toBe(''));
}, 20_000);
