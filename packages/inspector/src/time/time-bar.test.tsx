import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { createMemoryStore } from '@twelvefold/core';
import { createAgent, defineAgent, defineTool, useAgent, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { StrictMode, useState, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MomentContext } from '../moment.ts';
import { useAgentMoment } from '../panel/use-agent-moment.ts';
import { useFileMoment } from '../panel/use-file-moment.ts';
import type { OpenedFile } from './open-file.ts';
import { TimeBar, type TimeBarProps } from './time-bar.tsx';

const desk = defineAgent({
  name: 'desk',
  instructions: '',
  tools: {
    pay: defineTool({
      description: 'Pay.',
      input: z.object({ cents: z.number() }),
      approval: 'always',
      execute: () => 1,
    }),
  },
});

/** Five events: the thread, a message, a request, its reply, and the call that it gates. */
async function waiting(): Promise<LiveAgent<(typeof desk)['tools']>> {
  const model = scriptedModel([{ calls: [{ tool: 'pay', input: { cents: 5 } }] }, { text: 'Done.' }]);
  const agent = createAgent(desk, { model, store: createMemoryStore(), thread: 't' });
  await agent.send('Hi');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  return agent;
}

interface PanelProps {
  readonly agent: LiveAgent;
  readonly onFork?: TimeBarProps['onFork'];
}

function Panel({ agent, onFork }: PanelProps): ReactNode {
  const [file, setFile] = useState<OpenedFile>();
  const live = useAgentMoment(agent, undefined);
  const moment = useFileMoment(file) ?? live;
  return (
    <MomentContext.Provider value={moment}>
      <TimeBar own={agent.definition} file={file} onFile={setFile} onFork={onFork} />
      <output>{`${moment.seq} ${moment.isLive ? 'live' : 'past'}`}</output>
    </MomentContext.Provider>
  );
}

const place = (): string | null | undefined =>
  screen.getAllByRole('status').find((it) => it.tagName === 'OUTPUT')?.textContent;
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));
const slider = (): HTMLElement => screen.getByRole('slider');

async function shown(agent: LiveAgent, props: Partial<PanelProps> = {}): Promise<ReturnType<typeof render>> {
  const rendered = render(<Panel agent={agent} {...props} />, { wrapper: StrictMode });
  await waitFor(() => expect(place()).toBe('5 live'));
  return rendered;
}

test('buttons and keys go by events and steps, to both ends, and back to what is live', async () => {
  await shown(await waiting());
  expect(slider().getAttribute('aria-valuetext')).toBe('Event 5 of 5: call.gated');
  press('Previous event');
  expect(place()).toBe('4 past');
  press('Previous step');
  expect(place()).toBe('3 past');
  press('Previous step');
  expect(place()).toBe('0 past');
  press('Previous event');
  expect(place()).toBe('0 past');
  expect(slider().getAttribute('aria-valuetext')).toBe('Before the first of 5 events');
  fireEvent.keyDown(slider(), { key: 'PageUp' });
  expect(place()).toBe('3 past');
  fireEvent.keyDown(slider(), { key: 'PageUp' });
  expect(place()).toBe('5 past');
  fireEvent.keyDown(slider(), { key: 'PageDown' });
  expect(place()).toBe('3 past');
  press('Next event');
  expect(place()).toBe('4 past');
  press('Next step');
  expect(place()).toBe('5 past');
  fireEvent.change(slider(), { target: { value: '2' } });
  expect(place()).toBe('2 past');
  press('Live');
  expect([place(), screen.getByRole('button', { name: 'Live' }).getAttribute('aria-pressed')]).toEqual([
    '5 live',
    'true',
  ]);
});

test('it plays an event at a time and stops at the end, and begins again from there', async () => {
  await shown(await waiting());
  vi.useFakeTimers();
  try {
    fireEvent.keyDown(slider(), { key: ' ' });
    const seen: (string | null | undefined)[] = [];
    for (let tick = 0; tick < 7; tick++) {
      seen.push(place());
      act(() => void vi.advanceTimersByTime(250));
    }
    expect(seen).toEqual(['0 past', '1 past', '2 past', '3 past', '4 past', '5 past', '5 past']);
    expect(screen.getByRole('button', { name: 'Play' })).toBeTruthy();
    press('Play');
    act(() => void vi.advanceTimersByTime(250));
    press('Pause');
    act(() => void vi.advanceTimersByTime(2_500));
    expect(place()).toBe('1 past');
    fireEvent.change(screen.getByRole('combobox'), { target: { value: '50' } });
    press('Play');
    act(() => void vi.advanceTimersByTime(50));
    expect(place()).toBe('2 past');
    press('Live');
    act(() => void vi.advanceTimersByTime(500));
    expect(place()).toBe('5 live');
  } finally {
    vi.useRealTimers();
  }
});

test('the app shows the moment while that is asked for, and the agent as it is when the panel is gone', async () => {
  const agent = await waiting();
  const seen: unknown[] = [];
  const App = (): ReactNode => (
    <i data-testid="app">{useAgent(agent, ({ isPast, state }) => `${state.seq} ${isPast}`)}</i>
  );
  render(<App />);
  const app = (): unknown => screen.getByTestId('app').textContent;
  const { unmount } = await shown(agent);
  press('Show in the app');
  expect(app()).toBe('5 false');
  press('Previous event');
  seen.push(app());
  press('Previous event');
  seen.push(app());
  expect(seen).toEqual(['4 true', '3 true']);
  expect(screen.getByText('The app shows event 3, read-only. The agent goes on unseen.')).toBeTruthy();
  press('Live');
  expect(app()).toBe('5 false');
  press('Previous event');
  press('Show in the app');
  expect(app()).toBe('5 false');
  press('Show in the app');
  expect(app()).toBe('4 true');
  unmount();
  expect(app()).toBe('5 false');
});

test('a fork begins at the moment that is shown, and its id is said, or opened', async () => {
  const agent = await waiting();
  const opened: string[] = [];
  await shown(agent, { onFork: (threadId) => opened.push(threadId) });
  for (let times = 0; times < 3; times++) press('Previous event');
  press('Fork here');
  await screen.findByText(/^Forked at event 2, as thread/);
  press('Open it in the app');
  const [id = ''] = opened;
  expect((await agent.store.read(id)).map(({ type }) => type)).toEqual([
    'thread.started',
    'message.received',
    'thread.forked',
  ]);
  press('Dismiss');
  expect(screen.queryByRole('group', { name: 'Fork' })).toBeNull();
  press('Previous step');
  press('Fork here');
  expect(screen.queryByRole('group', { name: 'Fork' })).toBeNull();
});

test('a file takes the place of the live log, read-only, which comes back at one click; a bad one leaves all as it is', async () => {
  const agent = await waiting();
  await shown(agent);
  const { writeThreadFile } = await import('@twelvefold/core/thread-file');
  const events = (await agent.readEvents())
    .slice(0, 3)
    .map((event) => ({ ...event, threadId: 'u', id: `u/${event.seq}` }));
  const input = screen.getByLabelText('Thread file');
  const choose = (name: string, text: string): void =>
    void fireEvent.change(input, { target: { files: [new File([text], name)] } });

  press('Previous event');
  choose('bad.jsonl', '{"v": 99}\n');
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /^Line 1 of the thread file is invalid\. It was made by a newer version/,
  );
  expect(place()).toBe('4 past');

  choose('bug.jsonl', writeThreadFile(events));
  await screen.findByRole('group', { name: 'Opened file' });
  expect([place(), screen.queryByRole('alert')]).toEqual(['3 live', null]);
  expect(screen.queryByRole('button', { name: 'Fork here' })).toBeNull();
  press('Previous event');
  expect(place()).toBe('2 past');
  press('Back to the live thread');
  expect(place()).toBe('4 past');
});
