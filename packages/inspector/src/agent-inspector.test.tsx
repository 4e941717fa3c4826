import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createAgent, defineAgent, useAgent, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { Profiler, StrictMode, type ReactNode } from 'react';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AgentInspector, type AgentInspectorProps } from './index.ts';

const loads = vi.hoisted(() => ({ panel: 0 }));

// The panel itself, and that it was asked for.
vi.mock('./panel/panel.tsx', (load) => {
  loads.panel++;
  return load();
});

beforeAll(() => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe = (): void => undefined;
      disconnect = (): void => undefined;
    },
  );
});
afterAll(() => void vi.unstubAllGlobals());

const desk = defineAgent({ name: 'desk', instructions: '' });

interface Watched {
  readonly agent: LiveAgent;
  /** Who hears of the agent or of its log now. */
  readonly listeners: () => number;
}

/** An agent that counts who listens to it. */
function watched(): Watched {
  const real = createAgent(desk, {
    model: scriptedModel([{ text: 'Hello, and what can I do for you today?' }]),
    thread: 't',
  });
  let listeners = 0;
  const agent: LiveAgent = {
    ...real,
    subscribe: (listener) => {
      listeners++;
      const stop = real.subscribe(listener);
      return () => {
        listeners--;
        stop();
      };
    },
  };
  return { agent, listeners: () => listeners };
}

const press = (code = 'KeyL'): boolean => fireEvent.keyDown(window, { code, ctrlKey: true, shiftKey: true });
const root = (): ShadowRoot | null | undefined =>
  [...document.body.children].find(({ shadowRoot }) => shadowRoot)?.shadowRoot;
const panel = (): Element | null | undefined => root()?.querySelector('.tfi-panel');
const opened = (): Promise<void> => waitFor(() => expect(panel()).toBeTruthy());

function App({ agent, ...rest }: AgentInspectorProps): ReactNode {
  const { entries } = useAgent(agent);
  return (
    <>
      {entries.map((entry) => 'text' in entry && <p key={entry.id}>{entry.text}</p>)}
      <AgentInspector agent={agent} {...rest} />
    </>
  );
}

test('closed, it subscribes to nothing, renders for no reply, and does not load its panel', async () => {
  const { agent, listeners } = watched();
  let renders = 0;
  render(
    <Profiler id="inspector" onRender={() => renders++}>
      <AgentInspector agent={agent} />
    </Profiler>,
  );
  expect({ listeners: listeners(), renders }).toEqual({ listeners: 0, renders: 1 });
  await act(() => agent.send('Hi'));
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect({ listeners: listeners(), renders, ...loads }).toEqual({ listeners: 0, renders: 1, panel: 0 });
});

test('a hotkey opens and closes it, and what it opened is gone', async () => {
  const { agent, listeners } = watched();
  const onOpenChange = vi.fn<(isOpen: boolean) => void>();
  render(<App agent={agent} onOpenChange={onOpenChange} />, { wrapper: StrictMode });
  const before = listeners();
  expect(press()).toBe(false);
  await opened();
  expect(loads.panel).toBe(1);
  expect(listeners()).toBeGreaterThan(before);
  press();
  await waitFor(() => expect(root()).toBeUndefined());
  expect(listeners()).toBe(before);
  expect(onOpenChange.mock.calls).toEqual([[true], [false]]);
}, 20_000);

test('another hotkey, or none', async () => {
  const { agent } = watched();
  const { rerender } = render(<AgentInspector agent={agent} hotkey="ctrl+shift+k" />);
  expect(press()).toBe(true);
  rerender(<AgentInspector agent={agent} hotkey={false} />);
  expect(press('KeyK')).toBe(true);
  expect(root()).toBeUndefined();
  rerender(<AgentInspector agent={agent} hotkey="ctrl+shift+k" />);
  expect(press('KeyK')).toBe(false);
  await opened();
}, 20_000);

test('an app that decides whether it is open is asked, and decides', async () => {
  const { agent } = watched();
  const onOpenChange = vi.fn<(isOpen: boolean) => void>();
  const { rerender } = render(<AgentInspector agent={agent} isOpen={false} onOpenChange={onOpenChange} />);
  press();
  expect(onOpenChange.mock.calls).toEqual([[true]]);
  expect(root()).toBeUndefined();
  rerender(<AgentInspector agent={agent} isOpen onOpenChange={onOpenChange} />);
  await opened();
  fireEvent.click(root()?.querySelector('[aria-label="Close the inspector"]') ?? document.body);
  expect(onOpenChange.mock.calls).toEqual([[true], [false]]);
  expect(panel()).toBeTruthy();
}, 20_000);

test('unmounted, it leaves nothing in the page, on the agent or on the window', async () => {
  const { agent, listeners } = watched();
  const { unmount } = render(<AgentInspector agent={agent} isOpen />, { wrapper: StrictMode });
  await opened();
  expect(listeners()).toBeGreaterThan(0);
  unmount();
  expect({ listeners: listeners(), root: root() }).toEqual({ listeners: 0, root: undefined });
  expect(press()).toBe(true);
  expect(screen.queryByRole('alert')).toBeNull();
}, 20_000);
