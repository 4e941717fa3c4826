// @vitest-environment node
import { createRecording, parseInspection, type RecordingView } from '@twelvefold/inspector/protocol';
import { chartOf } from '@twelvefold/inspector/parts';
import { expect, test } from 'vitest';
import { lastStep } from './last-step.ts';
import { lookAt } from './looking.ts';
import { shownRows } from './shown-rows.ts';

const definition = JSON.stringify({
  id: 'both',
  type: 'parallel',
  states: { one: { initial: 'a', states: { a: {}, b: {} } }, two: { initial: 'x', states: { x: {}, y: {} } } },
});

function recorded(...messages: readonly object[]): RecordingView {
  const recording = createRecording();
  for (const message of messages) {
    const parsed = parseInspection(message, 1);
    if (!parsed.ok) throw new Error(parsed.reason);
    recording.add('page', parsed.inspection);
  }
  return recording.get();
}

const view = recorded(
  { type: '@xstate.actor', sessionId: 'p', name: 'load', parentId: 'm' },
  { type: '@xstate.actor', sessionId: 'm', name: 'both', definition, snapshot: { value: { one: 'a', two: 'x' } } },
  { type: '@xstate.event', sessionId: 'm', sourceId: 'p', event: { type: 'loaded' } },
  { type: '@xstate.snapshot', sessionId: 'm', event: { type: 'loaded' }, snapshot: { value: { one: 'b', two: 'x' } } },
  { type: '@xstate.event', sessionId: 'gone', event: { type: 'late' } },
);
const all = { text: '', actorKey: undefined, withStates: true };
const inWords = (filter: Partial<typeof all>) =>
  shownRows(view, { ...all, ...filter }).map(({ from, to, what }) => `${from} > ${to}: ${what}`);

test('rows are told of in words, those of actors that nobody introduced by their ids', () => {
  expect(inWords({})).toEqual([
    ' > load: began, active',
    ' > both: began, { one: a, two: x }',
    'load > both: loaded',
    ' > both: { one: b, two: x }',
    ' > gone: late',
  ]);
});

test('rows are filtered by kind, by actor at either end, and by any word', () => {
  expect(inWords({ withStates: false })).toEqual(['load > both: loaded', ' > gone: late']);
  expect(shownRows(view, { ...all, actorKey: 'page p' }).map(({ what }) => what)).toEqual(['began, active', 'loaded']);
  expect(inWords({ text: ' LATE ' })).toEqual([' > gone: late']);
});

test('a machine is looked at first, and what was chosen for as long as it is there', () => {
  expect(lookAt(view, {}).actor?.name).toBe('both');
  expect(lookAt(view, { actorKey: 'page p' }).actor?.name).toBe('load');
  expect(lookAt(view, { actorKey: 'page nobody', rowId: 99 })).toMatchObject({
    actor: { name: 'both' },
    row: undefined,
  });
  const past = lookAt(view, { actorKey: 'page m', rowId: 3 });
  expect([past.row?.event?.type, past.snapshots.now?.snapshot?.value]).toEqual(['loaded', { one: 'a', two: 'x' }]);
});

test('of parallel states the step is the one that changed', () => {
  const { actor, snapshots } = lookAt(view, {});
  const { chart } = chartOf(actor?.config);
  expect(lastStep(chart, snapshots)).toEqual({ from: 'both.one.a', to: 'both.one.b', label: 'loaded', key: 4 });
  expect(lastStep(chart, { ...snapshots, before: undefined })).toBeUndefined();
});
