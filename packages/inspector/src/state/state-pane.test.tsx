import { fireEvent, render, screen } from '@testing-library/react';
import { createTimeline, defineAgent, stamp } from '@twelvefold/core';
import { useMemo, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { MomentContext, type Moment } from '../moment.ts';
import { StatePane } from './state-pane.tsx';

const definition = defineAgent({ name: 'desk', instructions: '' });
const ann = { kind: 'person', id: 'ann' } as const;
const said = (text: string) => ({ type: 'message.received', source: 'ui', text, by: ann }) as const;
const timeline = createTimeline(
  stamp(
    [
      { type: 'thread.started', agent: { name: 'desk', version: '1' } },
      ...Array.from({ length: 300 }, (_, index) => said(`Message ${index}`)),
      said('The last\nhas two lines'),
    ],
    { threadId: 't', seq: 0, atMs: 1_000 },
  ),
);

function At({ seq }: { readonly seq: number }): ReactNode {
  const moment = useMemo(
    (): Moment => ({
      agent: undefined,
      definition,
      timeline,
      events: timeline.events,
      seq,
      state: timeline.stateAt(seq),
      isLive: false,
      isLoading: false,
      problem: undefined,
      goTo: () => {},
      live: () => {},
      showEntry: undefined,
    }),
    [seq],
  );
  return (
    <MomentContext.Provider value={moment}>
      <StatePane />
    </MomentContext.Provider>
  );
}

const rows = (): readonly (string | null)[] => screen.getAllByRole('treeitem').map((row) => row.textContent);
const active = (): string | null | undefined =>
  document.getElementById(screen.getByRole('tree').getAttribute('aria-activedescendant') ?? '')?.textContent;
const press = (...keys: readonly string[]): void => {
  for (const key of keys) fireEvent.keyDown(screen.getByRole('tree'), { key });
};

test('the state is a tree that keys go through and open, and what is open stays so elsewhere in time', () => {
  const { rerender } = render(<At seq={302} />);
  expect(rows()).toContain('threadId: "t"');
  expect(rows()).toContain('entries: [ 301 items ]');
  press('End', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  expect(active()).toBe('300 … 300: 1 item');
  press('ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown');
  expect(active()).toBe('kind: "message"');
  expect(screen.getByText('entries[300].kind')).toBeDefined();
  const count = rows().length;
  press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
  expect(active()).toBe('300 … 300: 1 item');
  press('ArrowRight', 'ArrowRight', 'ArrowRight');
  rerender(<At seq={301} />);
  expect(rows().length).toBe(count - 9);
  rerender(<At seq={302} />);
  expect(rows().length).toBe(count);
});

test('a text of some lines opens', () => {
  render(<At seq={302} />);
  for (const name of ['entries', '300 … 300', '300']) fireEvent.click(screen.getByText(`${name}:`));
  expect(rows()).toContain(String.raw`text: "The last\nhas two lines"`);
  fireEvent.click(screen.getByText('text:'));
  expect(rows()).toContain('The last\nhas two lines');
});

test('two states are compared, from the earlier to the later one', () => {
  render(<At seq={3} />);
  fireEvent.click(screen.getByRole('button', { name: 'Changes' }));
  expect(screen.getByRole('status').textContent).toBe('3 changes from 2 to 3');
  expect(rows()).toEqual([
    'state: 3 changes',
    '±changed seq: 2 →  is now 3',
    '±changed inputSeq: 2 →  is now 3',
    'entries: 1 change',
    '+added 1: { kind: "message", id: "t/3", seq: 3, atMs: 1000, source: "ui", … }',
    '1 unchanged',
    expect.stringMatching(/^\d+ unchanged$/),
  ]);
  fireEvent.change(screen.getByLabelText('Compare with'), { target: { value: 'event' } });
  fireEvent.change(screen.getByLabelText('Event to compare with'), { target: { value: '302' } });
  expect(screen.getByRole('status').textContent).toBe('301 changes from 3 to 302');
  fireEvent.change(screen.getByLabelText('Event to compare with'), { target: { value: '3' } });
  expect(screen.getByText('Nothing differs.')).toBeDefined();
});
