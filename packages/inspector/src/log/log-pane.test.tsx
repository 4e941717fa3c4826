import { fireEvent, render, screen, within } from '@testing-library/react';
import { createTimeline, defineAgent, stamp, type Event, type EventDraft, type Timeline } from '@twelvefold/core';
import { useMemo, useState, type ReactNode } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { MomentContext, placeOf, type Moment } from '../moment.ts';
import { LogPane } from './log-pane.tsx';

const definition = defineAgent({ name: 'desk', instructions: '' });
const ann = { kind: 'person', id: 'ann', name: 'Ann' } as const;
const facts: readonly EventDraft[] = [
  { type: 'thread.started', agent: { name: 'desk', version: '1' } },
  { type: 'message.received', source: 'ui', text: 'Pay Jeff', by: ann },
  {
    type: 'model.requested',
    step: 1,
    attempt: 1,
    promptVersion: 'p',
    contextHash: 'h',
    modelId: 'm',
    runner: 'r',
    leaseUntilMs: 0,
  },
  {
    type: 'model.replied',
    step: 1,
    attempt: 1,
    content: [{ type: 'call', callId: '1.0', providerCallId: 'c', tool: 'pay', input: { cents: 5 } }],
    finishReason: 'calls',
    usage: { inputTokens: 1_200, outputTokens: 34 },
    costUsd: 0.25,
  },
  { type: 'call.gated', callId: '1.0', inputHash: 'h', quorum: 1 },
];
const eventsOf = (more: number): readonly Event[] =>
  stamp(
    [...facts, ...Array.from({ length: more }, (): EventDraft => ({ type: 'rule.revoked', ruleId: 'r', by: ann }))],
    { threadId: 't', seq: 0, atMs: 1_000 },
  );

const showEntry = vi.fn();
const another = (timeline: Timeline): readonly Event[] =>
  stamp([{ type: 'run.paused', by: ann }], { threadId: 't', seq: timeline.events.length, atMs: 2_000 });

function Panel({ first }: { readonly first: Timeline }): ReactNode {
  const [timeline, setTimeline] = useState(first);
  const [look, setLook] = useState<number>();
  const seq = Math.min(look ?? timeline.events.length, timeline.events.length);
  const moment = useMemo(
    (): Moment => ({
      agent: undefined,
      definition,
      timeline,
      events: timeline.events,
      seq,
      state: timeline.stateAt(seq),
      isLive: look === undefined,
      isLoading: false,
      problem: undefined,
      goTo: (to) => setLook((now) => placeOf(to, now ?? timeline.events.length)),
      live: () => setLook(undefined),
      showEntry,
    }),
    [timeline, seq, look],
  );
  return (
    <MomentContext.Provider value={moment}>
      <LogPane />
      <button type="button" onClick={() => setTimeline(timeline.extend(another(timeline)))}>
        Log another
      </button>
      <output>{`${seq} ${moment.isLive ? 'live' : 'past'}`}</output>
    </MomentContext.Provider>
  );
}

const open = (more = 0): void => void render(<Panel first={createTimeline(eventsOf(more))} />);
const list = (): HTMLElement => screen.getByRole('listbox', { name: 'Events' });
const rows = (): readonly (string | null)[] =>
  within(list())
    .getAllByRole('option')
    .map((row) => row.textContent);
const place = (): string | null | undefined => document.querySelector('output')?.textContent;
const press = (...keys: readonly string[]): void => {
  for (const key of keys) fireEvent.keyDown(document.activeElement ?? document.body, { key });
};

beforeEach(() => {
  showEntry.mockReset();
  // happy-dom lays nothing out: lists would have no height, and they have no width, so rows have two lines.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(260);
});

test('every event has a row that says what it is', () => {
  open();
  expect(rows().map((row) => row?.replaceAll(/\d\d:\d\d:\d\d.\d{3}/g, ''))).toEqual([
    '1thread.startedAgent desk 1 begins',
    '2+0 msmessage.received“Pay Jeff” via uiby Ann',
    '3+0 msmodel.requestedStep 1: asks m',
    '4+0 msmodel.repliedStep 1: calls pay; 1,200 tokens in, 34 out',
    '5+0 mscall.gatedWaits for approvalpay 1.0',
  ]);
});

test('keys go through the log, and to the newest', () => {
  open();
  list().focus();
  const places = ['ArrowUp', 'ArrowUp', 'ArrowDown', 'Home', 'PageDown', 'PageUp', 'End'].map((key) => {
    press(key);
    return place();
  });
  expect(places).toEqual(['4 past', '3 past', '4 past', '1 past', '5 past', '1 past', '5 live']);
  expect(within(list()).getByRole('option', { selected: true }).textContent).toContain('call.gated');
  expect(list().getAttribute('aria-activedescendant')).toBe(
    within(list()).getByRole('option', { selected: true }).getAttribute('id'),
  );
});

test('a click goes to the state that an event caused, and its details lead into the app', () => {
  open();
  fireEvent.click(screen.getByText('“Pay Jeff” via ui'));
  expect(place()).toBe('2 past');
  list().focus();
  press('Enter');
  const details = screen.getByRole('region', { name: 'Event 2' });
  expect(
    within(details)
      .getAllByRole('treeitem')
      .map((row) => row.textContent),
  ).toContain('text: "Pay Jeff"');
  fireEvent.click(within(details).getByRole('button', { name: 'Show in app' }));
  expect(showEntry.mock.calls).toEqual([['t/2']]);
  press('Home');
  expect(screen.getByRole('region', { name: 'Event 1' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Show in app' })).toBeNull();
  press('Escape');
  expect(screen.queryByRole('region', { name: 'Event 1' })).toBeNull();
  expect(document.activeElement).toBe(list());
});

test('events are filtered by type, by call, and by text', async () => {
  open();
  fireEvent.change(screen.getByLabelText('Type of events'), { target: { value: 'model' } });
  expect(rows()).toHaveLength(2);
  expect(screen.getByText('2 of 5')).toBeDefined();
  expect(screen.getByText('Event 5 is not among those shown.')).toBeDefined();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  list().focus();
  press('ArrowUp', '/');
  expect(document.activeElement).toBe(screen.getByLabelText('Text in events'));
  fireEvent.change(document.activeElement!, { target: { value: 'jeff' } });
  await vi.waitFor(() => expect(rows()).toHaveLength(1));
  press('Escape');
  expect(rows()).toHaveLength(5);
  fireEvent.click(screen.getByRole('button', { name: 'Details' }));
  expect(screen.queryByRole('button', { name: 'Only this call' })).toBeNull();
  fireEvent.click(screen.getByText('Waits for approval'));
  fireEvent.click(screen.getByRole('button', { name: 'Only this call' }));
  expect(rows()).toHaveLength(2);
});

test('of ten thousand events only those are rows that are seen, and one that is logged costs no other a row', () => {
  open(9_995);
  expect(rows().length).toBeLessThan(20);
  list().scrollTop = 5_000 * 42;
  fireEvent.scroll(list());
  expect(rows()[0]).toContain('rule.revoked');
  expect(within(list()).getAllByRole('option')[0]?.getAttribute('aria-posinset')).toBe('4998');
  const before = within(list())
    .getAllByRole('option')
    .map((row) => row.innerHTML);
  fireEvent.click(screen.getByRole('button', { name: 'Log another' }));
  expect(place()).toBe('10001 live');
  expect(
    within(list())
      .getAllByRole('option')
      .map((row) => row.innerHTML),
  ).toEqual(before);
  fireEvent.click(screen.getByRole('button', { name: 'To the newest' }));
  expect(list().scrollTop).toBe(10_001 * 42 - 260);
});

test('the waterfall and the tokens lead to events, and say what it took', () => {
  open();
  fireEvent.click(screen.getByRole('button', { name: 'Waterfall' }));
  const waterfall = screen.getByRole('listbox', { name: 'Waterfall' });
  expect(
    within(waterfall)
      .getAllByRole('option')
      .map((bar) => bar.querySelector('.tfi-heard')?.textContent),
  ).toEqual(['Step 1, m: no time; replied', 'Tool pay, call 1.0: no time; goes on']);
  waterfall.focus();
  const places = ['Home', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowLeft', 'ArrowLeft', 'ArrowUp', 'End'].map(
    (key) => {
      press(key);
      return place();
    },
  );
  expect(places).toEqual(['3 past', '4 past', '4 past', '5 past', '4 past', '4 past', '3 past', '4 past']);
  expect(screen.getByText('Tokens in').parentElement?.textContent).toBe('Tokens in 1,200');
  expect(screen.getByText('Cost').parentElement?.textContent).toBe('Cost $0.25');
  fireEvent.click(screen.getByRole('button', { name: 'Tokens' }));
  const [, step] = screen.getAllByRole('row');
  expect(
    within(step!)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['0 ms', '1,200', '–', '34', '–', '$0.25']);
  fireEvent.click(within(step!).getByRole('button', { name: '1' }));
  expect(place()).toBe('4 past');
});
