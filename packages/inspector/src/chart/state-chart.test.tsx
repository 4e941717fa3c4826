import { fireEvent, render, screen, within } from '@testing-library/react';
import { StrictMode, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { activeOf } from './active-of.ts';
import { chartOf } from './chart-of.ts';
import { StateChart, type StateChartProps } from './state-chart.tsx';

const { chart } = chartOf({
  id: 'player',
  initial: 'off',
  states: {
    off: { on: { POWER: 'on' } },
    on: {
      initial: 'paused',
      on: { POWER: 'off' },
      states: { paused: { on: { PLAY: 'playing' } }, playing: { invoke: { src: 'song' }, on: { PLAY: 'paused' } } },
    },
  },
});

/** There is no layout in the DOM of unit tests: a room of this size. */
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
});

afterEach(() => vi.restoreAllMocks());

const element = (props: Partial<StateChartProps> = {}): ReactNode => (
  <StateChart chart={chart} active={activeOf(chart, { on: 'playing' })} {...props} />
);

async function shown(props: Partial<StateChartProps> = {}): Promise<ReturnType<typeof render>> {
  const rendered = render(element(props), { wrapper: StrictMode });
  await screen.findByRole('tree', undefined, { timeout: 4_000 });
  return rendered;
}

const item = (name: RegExp): HTMLElement => screen.getByRole('treeitem', { name });
const names = (): (string | null | undefined)[] =>
  screen.getAllByRole('treeitem', { selected: true }).map((it) => it.getAttribute('aria-label')?.split('.')[0]);
const transform = (): string => document.querySelector<SVGGElement>('.tfi-chart-view')?.style.transform ?? '';

test('tells which states are active, and what leads where', async () => {
  const { rerender } = await shown();
  expect(names()).toEqual(['player, active, compound', 'on, active, compound', 'playing, active, runs song']);
  expect(item(/^off/).getAttribute('aria-label')).toBe('off. POWER to on');
  expect(screen.getAllByRole('treeitem').map((it) => it.getAttribute('aria-level'))).toEqual(['1', '2', '2', '3', '3']);
  rerender(element({ active: activeOf(chart, 'off') }));
  expect(names()).toEqual(['player, active, compound', 'off, active']);
});

test('keys walk from state to state: one of them is in the order of Tab', async () => {
  await shown();
  const stops = (): (string | null)[] =>
    screen
      .getAllByRole('treeitem')
      .flatMap((it) => (it.getAttribute('tabindex') === '0' ? [it.dataset['state'] ?? ''] : []));
  expect(stops()).toEqual(['player.on.playing']);
  item(/^playing/).focus();
  const walked = ['ArrowLeft', 'ArrowRight', 'ArrowDown', 'ArrowUp', 'Home', 'ArrowDown', 'End'].map((key) => {
    fireEvent.keyDown(document.activeElement!, { key });
    return document.activeElement?.getAttribute('data-state');
  });
  expect(walked).toEqual([
    'player.on',
    'player.on.paused',
    'player.on.playing',
    'player.on.paused',
    'player',
    'player.off',
    'player.on.playing',
  ]);
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' });
  expect(stops()).toEqual(['player.on.paused']);
});

test('keys and buttons move and zoom it, and fit it again', async () => {
  await shown();
  const fit = transform();
  const frame = screen.getByRole('group', { name: /^Statechart of player/ });
  for (const [key, changes] of [
    ['ArrowLeft', /^translate\(.*scale\(/],
    ['+', /scale\(/],
    ['-', /scale\(/],
  ] as const) {
    const before = transform();
    fireEvent.keyDown(frame, { key });
    expect(transform()).toMatch(changes);
    expect(transform()).not.toBe(before);
  }
  fireEvent.keyDown(frame, { key: '0' });
  expect(transform()).toBe(fit);
  fireEvent.click(screen.getByRole('button', { name: 'Zoom in' }));
  expect(transform()).not.toBe(fit);
  fireEvent.click(screen.getByRole('button', { name: 'Fit' }));
  expect(transform()).toBe(fit);
});

test('the last step is traced, anew each time', async () => {
  const last = { from: 'player.on.paused', to: 'player.on.playing', label: 'PLAY' };
  const { container, rerender } = await shown({ last: { ...last, key: 1 } });
  const trace = container.querySelector('.tfi-trace');
  expect(container.querySelectorAll('.tfi-trace')).toHaveLength(1);
  expect(container.querySelector('.tfi-words g[data-traced] text')?.textContent).toBe('PLAY');
  rerender(element({ last: { ...last, key: 2 } }));
  expect(container.querySelector('.tfi-trace')).not.toBe(trace);
  rerender(element({ last: undefined }));
  expect(container.querySelector('.tfi-trace')).toBeNull();
});

test('actors are told of, and counts stand behind words', async () => {
  const transition = chart.transitions.find(({ label }) => label === 'PLAY');
  await shown({
    actors: [{ id: 'run-1', name: 'find_customer', kind: 'tool', status: 'running' }],
    counts: new Map([[transition!.id, 7]]),
  });
  const actors = within(screen.getByRole('list', { name: 'Actors' })).getAllByRole('listitem');
  expect(actors.map(({ textContent }) => textContent)).toEqual(['find_customer tool, running']);
  expect(screen.getByText('PLAY ×7')).toBeDefined();
});

test('the same is there as text', async () => {
  await shown();
  fireEvent.click(screen.getByRole('button', { name: 'As text', pressed: false }));
  expect(screen.queryByRole('tree')).toBeNull();
  const region = screen.getByRole('region', { name: 'The machine as text' });
  expect(region.textContent).toContain('playingactiveruns songPLAY to paused');
  fireEvent.click(screen.getByRole('button', { name: 'As text', pressed: true }));
  expect(screen.getByRole('tree')).toBeDefined();
});

test('a machine that is too large is text at once', async () => {
  const states = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`s${index}`, {}]));
  const large = chartOf({ id: 'm', initial: 's0', states }).chart;
  render(<StateChart chart={large} active={['m', 'm.s0']} />, { wrapper: StrictMode });
  expect(
    await screen.findByText('This machine is too large to be drawn.', undefined, { timeout: 4_000 }),
  ).toBeDefined();
  expect(screen.getByText('s199')).toBeDefined();
});
