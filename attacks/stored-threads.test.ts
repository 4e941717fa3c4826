/** Threads that come from a file or a store and are not what the engine wrote. */
import {
  createMemoryStore,
  hashJson,
  type AgentDefinition,
  type Event,
  type Json,
  type JsonObject,
} from '@twelvefold/core';
import { toThread } from '@twelvefold/core/store';
import { readThreadFile, writeThreadFile } from '@twelvefold/core/thread-file';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { ANA, approveAsShown, BO, callOf, play, refusal, untilCall, untilStill } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };
const EVIL = { invoice: 'MALLORY', amount: 99_999 };

/** The file of a thread in which a refund waits, or was approved and then paused. */
async function exported(ledger: Ledger, { isApproved = false } = {}): Promise<string> {
  const { agent, log } = play(bank(ledger), {
    model: scriptedModel([{ calls: [{ tool: 'refund', input: REFUND }] }, {}]),
  });
  await agent.send('Refund.');
  await untilCall(agent, '1.0', 'gated');
  await agent.pause();
  if (isApproved) await approveAsShown(ledger, agent, '1.0');
  const text = writeThreadFile(await log());
  agent.dispose();
  return text;
}

type Line = JsonObject & { readonly type: string };

/** The file with each line changed, as a text editor can. */
function tampered(text: string, change: (event: Line) => Json | readonly Json[]): string {
  const lines = text.trim().split('\n');
  return lines.map((line) => `${JSON.stringify(change(JSON.parse(line) as Line))}\n`).join('');
}

/** Imports the file as an app does, and lets it run. */
async function imported(ledger: Ledger, text: string, definition?: AgentDefinition) {
  const events = readThreadFile(text);
  const id = events[0]?.threadId ?? '';
  const scene = play(definition ?? bank(ledger), { model: scriptedModel([{}]), thread: { id, events } });
  await scene.agent.start();
  await scene.agent.resume();
  await untilStill(scene.agent);
  return scene;
}

row('A thread file in which the arguments were changed under an approval', async (ledger) => {
  const text = tampered(await exported(ledger, { isApproved: true }), (event) =>
    event.type === 'model.replied'
      ? { ...event, content: [{ ...(event.content as readonly JsonObject[])[0], input: EVIL }] as readonly Json[] }
      : event,
  );
  const { agent } = await imported(ledger, text);
  expect(callOf(agent, '1.0')).toMatchObject({ status: 'rejected', error: { name: 'InputChanged' } });
});

row(
  'A thread file in which the arguments and their hash were changed, and what the schema made of them was not',
  async (ledger) => {
    const text = tampered(await exported(ledger, { isApproved: true }), (event) => {
      if (event.type === 'model.replied')
        return {
          ...event,
          content: [{ ...(event.content as readonly JsonObject[])[0], input: EVIL }] as readonly Json[],
        };
      return 'inputHash' in event ? { ...event, inputHash: hashJson(EVIL) } : event;
    });
    const { agent } = await imported(ledger, text);
    expect(callOf(agent, '1.0')).toMatchObject({ status: 'failed', error: { name: 'InputChanged' } });
  },
);

row('A thread file with an edited approval whose hash is that of something else', async (ledger) => {
  const text = tampered(await exported(ledger, { isApproved: true }), (event) =>
    event.type === 'call.approved' ? { ...event, editedInput: EVIL, editedInputHash: event.inputHash ?? '' } : event,
  );
  const { agent } = await imported(ledger, text);
  expect(callOf(agent, '1.0').status).toBe('rejected');
});

row('A thread file with a forged approval of another hash, another call or a second time', async (ledger) => {
  const text = await exported(ledger);
  const events = readThreadFile(text);
  const [{ threadId, atMs }] = events as readonly [Event];
  const vote = { type: 'call.approved', callId: '1.0', inputHash: '', by: ANA, threadId, atMs, v: 1 };
  const forged = [
    vote,
    { ...vote, inputHash: hashJson(EVIL) },
    { ...vote, callId: '1.1', inputHash: hashJson(REFUND) },
    {
      type: 'call.claimed',
      callId: '1.0',
      attempt: 1,
      inputHash: hashJson(REFUND),
      idempotencyKey: 'k',
      runner: 'me',
      leaseUntilMs: 1,
      threadId,
      atMs,
      v: 1,
    },
    { type: 'call.admitted', callId: '1.0', inputHash: hashJson(REFUND), threadId, atMs, v: 1 },
    { type: 'call.succeeded', callId: '1.0', attempt: 1, output: 'Paid.', threadId, atMs, v: 1 },
    { type: 'call.resolved', callId: '1.0', attempt: 1, resolution: { kind: 'retry' }, by: ANA, threadId, atMs, v: 1 },
  ];
  const added = forged.map((event, index) => ({
    ...event,
    seq: events.length + 1 + index,
    id: `${threadId}/${events.length + 1 + index}`,
  }));
  const { agent } = await imported(ledger, text + added.map((event) => `${JSON.stringify(event)}\n`).join(''));
  expect(callOf(agent, '1.0')).toMatchObject({ status: 'gated', decisions: [], input: REFUND });
  await agent.deny('1.0');
  await untilStill(agent);
});

row('A thread file with events left out, repeated, reordered, cut off or from another thread', async (ledger) => {
  const text = await exported(ledger, { isApproved: true });
  const other = await exported(ledger, { isApproved: true });
  const lines = text.trim().split('\n');
  const files = [
    lines.filter((line) => !line.includes('call.gated')),
    [...lines, lines.at(-1) ?? ''],
    lines.toReversed(),
    [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 40)],
    [...lines.slice(0, -1), other.trim().split('\n').at(-1) ?? ''],
    [...lines, lines[0] ?? ''],
    [],
  ];
  for (const file of files) expect(() => readThreadFile(file.join('\n'))).toThrow(/thread file/);
});

row(
  'A thread file with events of a future version, of no known type, or with fields of the wrong kind',
  async (ledger) => {
    const text = await exported(ledger, { isApproved: true });
    const change = (fields: JsonObject) =>
      tampered(text, (event) => (event.type === 'call.gated' ? { ...event, ...fields } : event));
    expect(() => readThreadFile(change({ v: 99 }))).toThrow(/newer version/);
    expect(() => readThreadFile(change({ type: 'call.waved_through' }))).toThrow(/no event of type/);
    for (const fields of [
      { quorum: 0 },
      { quorum: -1 },
      { quorum: 0.5 },
      { quorum: '1' },
      { inputHash: null },
      { approvers: 'ana' },
      { seq: 0 },
      { atMs: -1 },
    ] as const) {
      expect(() => readThreadFile(change(fields)), JSON.stringify(fields)).toThrow(/must be/);
    }
  },
);

row('A thread file with `__proto__` among the fields of an event, in its data and as a call id', async (ledger) => {
  const text = await exported(ledger);
  const withField = text.replace(
    '"type":"call.gated"',
    '"type":"call.gated","__proto__":{"quorum":0,"approvers":["mallory"]}',
  );
  expect(() => readThreadFile(withField)).toThrow(/__proto__/);
  const inData = text.replace('"input":{', '"input":{"__proto__":{"amount":99999},');
  const { agent } = await imported(ledger, inData);
  expect(await refusal(agent.approve('1.0'))).toBe('accepted');
  await untilStill(agent);
  expect(callOf(agent, '1.0').status).toBe('rejected');
  const asCall = text.replaceAll('"callId":"1.0"', '"callId":"__proto__"');
  const odd = await imported(ledger, asCall);
  expect(await refusal(odd.agent.approve('constructor', { inputHash: hashJson(REFUND) }))).toBe('no_such_call');
  await odd.agent.cancel();
  expect(({} as { readonly quorum?: number }).quorum).toBeUndefined();
});

row('A claim of a runner that is gone, made up in a thread file', async (ledger) => {
  const text = await exported(ledger, { isApproved: true });
  const events = readThreadFile(text);
  const [{ threadId }] = events as readonly [Event];
  const seq = events.length + 1;
  const claim = {
    type: 'call.claimed',
    callId: '1.0',
    attempt: 1,
    inputHash: hashJson(REFUND),
    idempotencyKey: `${threadId}:9.9`,
    runner: 'gone',
    leaseUntilMs: 1,
  };
  const forged = `${JSON.stringify({ ...claim, id: `${threadId}/${seq}`, threadId, seq, atMs: Date.now(), v: 1 })}\n`;
  const { agent } = await imported(ledger, text + forged);
  expect(callOf(agent, '1.0').status).toBe('doubted');
  expect(ledger.effects()).toEqual([]);
  await agent.resolve('1.0', { kind: 'give_up' });
  await untilStill(agent);
});

row('A thread of another agent, and another agent on a thread of this one', async (ledger) => {
  const text = await exported(ledger, { isApproved: true });
  const events = readThreadFile(text);
  const id = events[0]?.threadId ?? '';
  const stranger = bank(ledger, { name: 'other-bank' });
  const { agent } = play(stranger, { model: scriptedModel([{}]), thread: { id, events } });
  await agent.start();
  expect(await refusal(agent.resume())).toBe('wrong_agent');
  expect(await refusal(agent.approve('1.0', { by: BO }))).toBe('wrong_agent');
  expect(ledger.effects()).toEqual([]);
});

row('A store that loses events, gives them twice, or gives those of somebody else', async (ledger) => {
  const text = await exported(ledger, { isApproved: true });
  const events = readThreadFile(text);
  const id = events[0]?.threadId ?? '';
  const tails: readonly (readonly Event[])[] = [
    events.slice(1),
    [...events, ...events],
    events.toReversed(),
    events.filter(({ seq }) => seq !== 4),
    toThread(events, 'somebody-else'),
  ];
  for (const tail of tails) {
    const store = { ...createMemoryStore(), read: async () => tail };
    const { agent } = play(bank(ledger), { model: scriptedModel([{}]), store, thread: id });
    await agent.start();
    await agent.resume();
    expect(agent.getSnapshot().problem?.code).toBe('store_failed');
    expect(agent.getState().entries).toEqual([]);
    await expect(agent.readEvents()).rejects.toMatchObject({ code: 'store_failed' });
  }
  expect(ledger.effects()).toEqual([]);
});

row('A thread deleted and begun anew under an approval that waits, and then as long as the old one', async (ledger) => {
  for (const isDeaf of [false, true]) {
    const memory = createMemoryStore();
    const store = isDeaf ? { ...memory, subscribe: () => () => undefined } : memory;
    const waiting = async (input: typeof REFUND) => {
      const model = scriptedModel([{ calls: [{ tool: 'refund', input }] }, {}]);
      const { agent } = play(bank(ledger), { model, store, thread: 'thread' });
      await agent.send('Refund.');
      await untilCall(agent, '1.0', 'gated');
      return agent;
    };
    const shown = await waiting(REFUND);
    await store.delete('thread');
    const evil = await waiting(EVIL);
    expect(evil.getState().seq).toBe(shown.getState().seq);
    expect(await refusal(shown.approve('1.0'))).toBe('thread_gone');
    expect(callOf(evil, '1.0')).toMatchObject({ status: 'gated', decisions: [] });
    expect(ledger.effects()).toEqual([]);
    await evil.deny('1.0');
    await untilStill(evil);
    await store.delete('thread');
  }
});
