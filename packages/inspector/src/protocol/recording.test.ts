// @vitest-environment node
import { expect, test } from 'vitest';
import { toActorRows } from './actor-tree.ts';
import { parseInspection, type Inspection } from './parse-inspection.ts';
import { createRecording, type RecordingOptions } from './recording.ts';
import { readRecordingFile, toRecordingFile } from './recording-file.ts';
import { snapshotsAt } from './snapshots-at.ts';

let atMs = 1_000;

function said(message: object): Inspection {
  const parsed = parseInspection({ createdAt: String(++atMs), ...message }, 0);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.inspection;
}

const actor = (sessionId: string, parentId?: string): Inspection =>
  said({
    type: '@xstate.actor',
    sessionId,
    name: `name of ${sessionId}`,
    parentId,
    definition: '{"id":"m","states":{"a":{}}}',
  });
const event = (sessionId: string, type: string, sourceId?: string): Inspection =>
  said({ type: '@xstate.event', sessionId, sourceId, event: { type } });
const snapshot = (sessionId: string, value: string, type = 'E', status = 'active'): Inspection =>
  said({ type: '@xstate.snapshot', sessionId, event: { type }, snapshot: { status, value } });

const recordingOf = (options: RecordingOptions, ...all: readonly Inspection[]) => {
  const recording = createRecording({ soon: (run) => run(), ...options });
  for (const each of all) recording.add('page', each);
  return recording;
};

test('actors stand behind their parents, with what they are now', () => {
  const recording = recordingOf(
    {},
    actor('x:0'),
    actor('x:1', 'x:0'),
    actor('x:9'),
    actor('x:2', 'x:1'),
    snapshot('x:2', 'b', 'E', 'done'),
  );
  const rows = toActorRows(recording.get().actors);
  expect(
    rows.map(({ actor: { sessionId, status, snapshot: now }, level }) => [sessionId, level, status, now.value]),
  ).toEqual([
    ['x:0', 1, 'active', undefined],
    ['x:1', 2, 'active', undefined],
    ['x:2', 3, 'done', 'b'],
    ['x:9', 1, 'active', undefined],
  ]);
});

test('actors that call each other their parent are all shown, once', () => {
  const { actors } = recordingOf({}, actor('x:0', 'x:1'), actor('x:1', 'x:0'), actor('x:2', 'x:2')).get();
  expect(toActorRows(actors).map(({ actor: { sessionId } }) => sessionId)).toEqual(['x:2', 'x:0', 'x:1']);
});

test('two senders may have actors of the same id', () => {
  const recording = createRecording();
  recording.add('one', actor('x:0'));
  recording.add('other', snapshot('x:0', 'b'));
  expect(recording.get().actors.map(({ key, isUnannounced }) => [key, isUnannounced])).toEqual([
    ['one x:0', false],
    ['other x:0', true],
  ]);
});

test('the oldest rows make room, by number and by size, and are counted', () => {
  const many = Array.from({ length: 10 }, (_, index) => event('x:0', `E${index}`));
  const { rows, dropped, actors } = recordingOf({ maxRows: 3 }, actor('x:0'), ...many).get();
  expect(rows.map(({ event: each }) => each?.type)).toEqual(['E7', 'E8', 'E9']);
  expect(dropped).toBe(8);
  expect(actors).toHaveLength(1);
  const bySize = recordingOf(
    { maxChars: 2_000 },
    ...Array.from({ length: 10 }, () => event('x:0', 'x'.repeat(400))),
  ).get();
  expect(bySize.rows.length).toBeLessThan(5);
});

test('actors that ended make room before those that live', () => {
  const recording = recordingOf(
    { maxActors: 2 },
    actor('x:0'),
    actor('x:1'),
    snapshot('x:1', 'b', 'E', 'done'),
    actor('x:2'),
  );
  expect(recording.get().actors.map(({ sessionId }) => sessionId)).toEqual(['x:0', 'x:2']);
});

test('clearing keeps the actors that live, since they are introduced once', () => {
  const recording = recordingOf({}, actor('x:0'), actor('x:1'), snapshot('x:1', 'b', 'E', 'done'));
  recording.clear();
  expect(recording.get()).toMatchObject({ rows: [], actors: [{ sessionId: 'x:0', config: { id: 'm' } }] });
});

test('what an actor was at a row, and before it', () => {
  const view = recordingOf(
    {},
    actor('x:0'),
    snapshot('x:0', 'a'),
    event('x:0', 'GO'),
    snapshot('x:0', 'b', 'GO'),
    snapshot('x:1', 'z'),
  ).get();
  const at = (rowId?: number) => {
    const { now, before, event: by } = snapshotsAt(view, 'page x:0', rowId);
    return [before?.snapshot?.value, now?.snapshot?.value, by?.type];
  };
  expect([at(), at(3), at(2), at(1), at(0)]).toEqual([
    ['a', 'b', 'GO'],
    [undefined, 'a', 'E'],
    [undefined, 'a', 'E'],
    [undefined, undefined, undefined],
    [undefined, undefined, undefined],
  ]);
});

test('listeners hear once of much, and get the same view until something changes', () => {
  const due: (() => void)[] = [];
  const recording = createRecording({ soon: (run) => void due.push(run) });
  let heard = 0;
  const stop = recording.subscribe(() => heard++);
  for (let count = 0; count < 100; count++) recording.add('page', event('x:0', 'E'));
  expect([due.length, heard]).toEqual([1, 0]);
  due.pop()?.();
  expect(heard).toBe(1);
  expect(recording.get()).toBe(recording.get());
  stop();
  recording.add('page', event('x:0', 'E'));
  due.pop()?.();
  expect(heard).toBe(1);
});

test('a recording survives its file, and lines that say nothing are left aside', () => {
  const { get } = recordingOf(
    {},
    actor('x:0'),
    actor('x:1', 'x:0'),
    event('x:1', 'GO', 'x:0'),
    snapshot('x:1', 'b', 'GO'),
  );
  const text = toRecordingFile(get());
  const again = createRecording();
  const result = readRecordingFile(`${text}\n{"type":"nonsense"}\nnot json\n`, 'file.jsonl', again);
  expect(result).toEqual({ read: 4, left: 2, reason: 'a message that names no actor' });
  const view = again.get();
  const renamed = JSON.parse(JSON.stringify(view).replaceAll('file.jsonl (page)', 'page')) as typeof view;
  const bare = ({ rows, actors }: typeof view) => [
    actors.map(({ order: _, ...actor }) => actor),
    rows.filter(({ kind }) => kind !== 'actor').map(({ id: _, ...row }) => row),
  ];
  expect(bare(renamed)).toEqual(JSON.parse(JSON.stringify(bare(get()))).map((each: unknown) => each));
});
