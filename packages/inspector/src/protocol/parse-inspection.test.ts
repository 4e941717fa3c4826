// @vitest-environment node
import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { expect, test, vi } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { isInspectionLike, parseInspection, parseInspectionText } from './parse-inspection.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Nothing is there at once where much else runs. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 20_000 });

const machine = createMachine({
  id: 'toggle',
  initial: 'off',
  context: { count: 0 },
  states: { off: { on: { PUSH: 'on' } }, on: { on: { PUSH: 'off' } } },
});

test('what the package sends of a machine is read: its config, its events, its snapshots', async () => {
  const sent: StatelyInspectionEvent[] = [];
  const actor = createActor(machine, {
    inspect: createInspector({ send: (event) => void sent.push(event) }).inspect,
  }).start();
  actor.send({ type: 'PUSH' });
  await soon(() => sent.length).toBe(5);
  const parsed = sent.map((message) => parseInspectionText(JSON.stringify(message), 0));
  const said = { sessionId: actor.sessionId, atMs: expect.any(Number) as number, chars: expect.any(Number) as number };
  const snapshot = (value: string) => ({ status: 'active', value, context: { count: 0 }, tags: [] });
  expect(parsed.map((each) => each.ok && each.inspection)).toEqual([
    {
      ...said,
      type: 'actor',
      name: 'toggle',
      parentId: undefined,
      config: { id: 'toggle', initial: 'off', context: { count: 0 }, states: machine.config.states },
      snapshot: expect.objectContaining({ status: 'active', value: expect.any(String) }),
    },
    { ...said, type: 'event', sourceId: undefined, event: { type: 'xstate.init' } },
    { ...said, type: 'snapshot', event: { type: 'xstate.init' }, snapshot: snapshot('off') },
    { ...said, type: 'event', sourceId: undefined, event: { type: 'PUSH' } },
    { ...said, type: 'snapshot', event: { type: 'PUSH' }, snapshot: snapshot('on') },
  ]);
});

test.each([
  ['nothing', undefined],
  ['a text', '@xstate.actor'],
  ['an array', [{ type: '@xstate.actor', sessionId: 'x:0' }]],
  ['no session', { type: '@xstate.actor' }],
  ['a session that is no text', { type: '@xstate.actor', sessionId: { toString: 'x' } }],
  ['a session of a thousand characters', { type: '@xstate.actor', sessionId: 'x'.repeat(1_000) }],
  ['an event that is none', { type: '@xstate.event', sessionId: 'x:0', event: 'PUSH' }],
  ['an event without a type', { type: '@xstate.event', sessionId: 'x:0', event: { kind: 'PUSH' } }],
  ['a type of another version', { type: '@xstate.microstep', sessionId: 'x:0' }],
])('%s is refused, with a reason', (_name, data) => {
  expect(parseInspection(data, 0)).toEqual({ ok: false, reason: expect.stringMatching(/\w/) });
});

test('text that is too long is not parsed, and text that is no JSON is refused', () => {
  expect(parseInspectionText(`"${'x'.repeat(2_000_001)}"`, 0)).toEqual({
    ok: false,
    reason: 'a message of 2,000,003 characters',
  });
  expect(parseInspectionText('{', 0)).toEqual({ ok: false, reason: 'a message that is not JSON' });
});

test('what other extensions and tools post is not in the protocol', () => {
  expect(
    [{ source: 'react-devtools' }, 'webpackOk', null, { type: 'PUSH' }, { type: '@xstate.event' }].map(
      isInspectionLike,
    ),
  ).toEqual([false, false, false, false, true]);
});

test('hostile values are kept small, and as plain JSON', () => {
  const cycle: Record<string, unknown> = {};
  cycle['self'] = cycle;
  const context = {
    cycle,
    long: 'x'.repeat(1_000_000),
    wide: Array.from({ length: 100_000 }, (_, index) => index),
  };
  Object.defineProperty(context, '__proto__', { value: { polluted: true }, enumerable: true });
  const parsed = parseInspection({ type: '@xstate.snapshot', sessionId: 'x:0', snapshot: { context } }, 7);
  if (!parsed.ok || parsed.inspection.type !== 'snapshot') throw new Error('It is one.');
  const kept = parsed.inspection.snapshot.context as Record<string, unknown>;
  expect(parsed.inspection.chars).toBeLessThan(100_000);
  expect(JSON.stringify(kept).length).toBeLessThan(100_000);
  expect((kept['long'] as string).length).toBe(20_001);
  expect((kept['wide'] as unknown[]).at(-1)).toMatch(/^\[\d+ more\]$/);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
});

test('values of other kinds are shown as what they are', () => {
  const context = {
    map: new Map([['a', 1]]),
    when: new Date(0),
    never: new Date(Number.NaN),
    big: 10n,
    not: Number.NaN,
  };
  const parsed = parseInspection({ type: '@xstate.snapshot', sessionId: 'x:0', snapshot: { context } }, 7);
  expect(parsed.ok && parsed.inspection.type === 'snapshot' && parsed.inspection.snapshot).toEqual({
    status: 'active',
    context: { map: '[Map]', when: '1970-01-01T00:00:00.000Z', never: '[Date]', big: '10n', not: 'NaN' },
  });
});

test('a definition that is no machine is left out, and the actor stays', () => {
  const actor = (definition: unknown) => parseInspection({ type: '@xstate.actor', sessionId: 'x:1', definition }, 0);
  for (const definition of ['{', '[]', 'null', '{"id":"fetch"}', '{"states":3}', { states: {} }, 'x'.repeat(3_000_000)])
    expect(actor(definition)).toMatchObject({ ok: true, inspection: { name: 'x:1', config: undefined } });
  expect(actor('{"states":{}}')).toMatchObject({ inspection: { config: { states: {} } } });
});
