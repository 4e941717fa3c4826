import { act, fireEvent, render, screen } from '@testing-library/react';
import { createAgent, createMemoryStore, defineAgent, defineTool, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { StrictMode, useEffect, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MomentContext, type Moment } from '../moment.ts';
import { useAgentMoment } from '../panel/use-agent-moment.ts';
import { MachinePane } from './machine-pane.tsx';

/** The machine may be busy. */
const PATIENT = { timeout: 4_000 };

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});

afterEach(() => vi.restoreAllMocks());

/** An agent whose tool waits until the test lets it go on. */
function slowDesk(): { readonly agent: LiveAgent; readonly goOn: () => void } {
  let goOn = (): void => undefined;
  const definition = defineAgent({
    name: 'desk',
    instructions: '',
    tools: {
      look: defineTool({
        description: 'Look.',
        input: z.object({}),
        execute: () => new Promise<number>((resolve) => (goOn = () => resolve(1))),
      }),
    },
  });
  const model = scriptedModel([{ calls: [{ tool: 'look', input: {} }] }, { text: 'Done.' }]);
  return { agent: createAgent(definition, { model, store: createMemoryStore(), thread: 't' }), goOn: () => goOn() };
}

const seen: { moment?: Moment } = {};

function Panel({ agent }: { readonly agent: LiveAgent }): ReactNode {
  const moment = useAgentMoment(agent, undefined);
  useEffect(() => {
    seen.moment = moment;
  });
  return (
    <MomentContext.Provider value={moment}>
      <MachinePane />
    </MomentContext.Provider>
  );
}

const active = (): string | undefined => screen.getAllByRole('treeitem', { selected: true }).at(-1)?.dataset['state'];
const told = (): string | null | undefined => document.querySelector('.tfi-chart-bar p')?.textContent;
const actors = (): (string | null)[] => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);

test('shows the machine as it runs, and as it was at any event', async () => {
  const { agent, goOn } = slowDesk();
  render(<Panel agent={agent} />, { wrapper: StrictMode });
  await screen.findByRole('tree', undefined, PATIENT);
  expect([active(), told(), actors()]).toEqual(['agent.idle', 'Nothing was logged yet.', []]);
  await act(() => agent.send('Hi'));
  // Actors are the machine's own, and the log is read behind it.
  await vi.waitFor(
    () =>
      expect([active(), told(), actors()]).toEqual([
        'agent.acting.running',
        'stays running on call.claimed',
        ['look tool, running'],
      ]),
    PATIENT,
  );
  await act(async () => {
    goOn();
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'), PATIENT);
  });
  await vi.waitFor(
    () => expect([active(), told(), actors()]).toEqual(['agent.done', 'running → done on run.finished', []]),
    PATIENT,
  );

  const seq = seen.moment!.events.findIndex(({ type }) => type === 'call.succeeded');
  act(() => seen.moment?.goTo(seq));
  expect([active(), told(), actors()]).toEqual([
    'agent.acting.running',
    'stays running on call.claimed',
    ['look tool, running'],
  ]);
  act(() => seen.moment?.goTo(seq + 1));
  expect([active(), told(), actors()]).toEqual(['agent.thinking', 'running → thinking on call.succeeded', []]);
  act(() => seen.moment?.goTo(0));
  expect([active(), told()]).toEqual(['agent.idle', 'Nothing was logged yet.']);
});

test('shows the steps that were taken, as often as up to the moment', async () => {
  const { agent, goOn } = slowDesk();
  render(<Panel agent={agent} />, { wrapper: StrictMode });
  await act(async () => {
    await agent.send('Hi');
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('running'), PATIENT);
    await vi.waitFor(() => (goOn(), expect(agent.getSnapshot().phase).toBe('done')), PATIENT);
  });
  const taken = screen.getByRole('button', { name: 'Taken' });
  taken.focus();
  fireEvent.click(taken);
  expect(await screen.findByText('model.replied ×2', undefined, PATIENT)).toBeDefined();
  expect(screen.queryByText(/^not /)).toBeNull();
  expect(document.activeElement).toBe(taken);
  act(() => seen.moment?.goTo(4));
  expect(screen.getByText('model.replied ×1')).toBeDefined();
  expect(screen.getByText('run.finished ×0')).toBeDefined();
});
