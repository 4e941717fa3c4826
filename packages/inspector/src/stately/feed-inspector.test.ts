// @vitest-environment node
import { createMemoryStore, type Event, type ThreadStore } from '@twelvefold/core';
import { createAgent, defineAgent, defineTool, type LiveAgent } from '@twelvefold/react';
import { scriptedModel, type Script } from '@twelvefold/testing';
import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { feedInspector, type FeedOptions } from './feed-inspector.ts';
import type { FedEvent, StatelyInspector } from './stately-inspector.ts';

vi.setConfig({ testTimeout: 30_000 });

const CANARY = 'sk-live-4f9a11b2c3d4e5f60718293a';

const desk = defineAgent({
  name: 'desk',
  instructions: 'You keep the invoices.',
  limits: { steps: 1_000_000 },
  tools: {
    find: defineTool({
      description: 'Finds invoices.',
      input: z.object({ customer: z.string() }),
      execute: () => [{ number: 'F-1' }],
    }),
    remind: defineTool({
      description: 'Sends a reminder.',
      input: z.object({ invoice: z.string() }),
      approval: 'always',
      execute: () => ({ sent: true }),
    }),
  },
});

const findThenRemind: Script = [
  { text: 'I look it up.', calls: [{ tool: 'find', input: { customer: 'Jeff' } }] },
  { text: 'I write.', calls: [{ tool: 'remind', input: { invoice: 'F-1' } }] },
  { text: 'Done.' },
];

/** An inspector of the package itself, and what its viewer would be sent. */
function watch(): { inspector: ReturnType<typeof createInspector>; sent: StatelyInspectionEvent[] } {
  const sent: StatelyInspectionEvent[] = [];
  return { inspector: createInspector({ send: (event) => void sent.push(event) }), sent };
}

function live(script: Script, store: ThreadStore = createMemoryStore(), thread?: string): LiveAgent {
  const agent = createAgent(desk, { model: scriptedModel(script), store, ...(thread && { thread }) });
  onTestFinished(() => agent.dispose());
  return agent as LiveAgent;
}

/** Nothing is there at once where much else runs. */
function soon(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000 });
}

async function phase(agent: LiveAgent, wanted: string): Promise<void> {
  await soon(() => expect(agent.getSnapshot().phase).toBe(wanted));
}

function feed(agent: LiveAgent, options?: FeedOptions) {
  const watched = watch();
  const stop = feedInspector(agent, watched.inspector, { sessionId: 'desk:1', ...options });
  return { ...watched, stop, told: () => watched.sent.map(tellOf) };
}

/** One message in short: `actor find < desk:1`, `event desk:1 call.succeeded from 1.0#1`, `snapshot desk:1 {"acting":"running"}`. */
function tellOf(sent: StatelyInspectionEvent): string {
  const of = sent.sessionId;
  if (sent.type === '@xstate.actor') return `actor ${of} ${sent.name}${sent.parentId ? ` < ${sent.parentId}` : ''}`;
  if (sent.type === '@xstate.event')
    return `event ${of} ${sent.event.type}${sent.sourceId ? ` from ${sent.sourceId}` : ''}`;
  const { status, value } = sent.snapshot as { status: string; value?: unknown };
  return `snapshot ${of} ${status}${value === undefined ? '' : ` ${JSON.stringify(value)}`}`;
}

test('an inspector of the package hears of the machine, of each event and of each actor at work', async () => {
  const agent = live(findThenRemind);
  const { told, sent } = feed(agent);
  await agent.send('Remind Jeff');
  await phase(agent, 'awaitingApproval');
  await agent.approve(agent.getState().entries.findLast((entry) => entry.kind === 'call')!.id);
  await phase(agent, 'done');
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1 active "done"'));

  expect(told().filter((line) => !line.startsWith('snapshot desk:1 '))).toEqual([
    'actor desk:1 desk',
    'event desk:1 thread.started',
    'event desk:1 message.received',
    'actor desk:1/1#1 model < desk:1',
    'event desk:1/1#1 model.requested from desk:1',
    'event desk:1 model.replied from desk:1/1#1',
    'snapshot desk:1/1#1 done',
    'event desk:1 call.admitted',
    'actor desk:1/1.0#1 find < desk:1',
    'event desk:1/1.0#1 call.claimed from desk:1',
    'event desk:1 call.succeeded from desk:1/1.0#1',
    'snapshot desk:1/1.0#1 done',
    'actor desk:1/2#1 model < desk:1',
    'event desk:1/2#1 model.requested from desk:1',
    'event desk:1 model.replied from desk:1/2#1',
    'snapshot desk:1/2#1 done',
    'event desk:1 call.gated',
    'event desk:1 call.approved',
    'actor desk:1/2.0#1 remind < desk:1',
    'event desk:1/2.0#1 call.claimed from desk:1',
    'event desk:1 call.succeeded from desk:1/2.0#1',
    'snapshot desk:1/2.0#1 done',
    'actor desk:1/3#1 model < desk:1',
    'event desk:1/3#1 model.requested from desk:1',
    'event desk:1 model.replied from desk:1/3#1',
    'snapshot desk:1/3#1 done',
    'event desk:1 run.finished',
  ]);
  const values = sent.flatMap((event) =>
    event.type === '@xstate.snapshot' && event.sessionId === 'desk:1' ? [JSON.stringify(valueOf(event))] : [],
  );
  expect(values.filter((value, index) => value !== values[index - 1])).toEqual([
    '"thinking"',
    '{"acting":"running"}',
    '"thinking"',
    '{"acting":"awaitingApproval"}',
    '{"acting":"running"}',
    '"thinking"',
    '"done"',
  ]);
});

test('what waits is in the summary, and nothing that anybody wrote is sent', async () => {
  const agent = live([{ text: 'Words.', calls: [{ tool: 'remind', input: { invoice: CANARY } }] }]);
  const { sent, told } = feed(agent);
  await agent.send(`My key is ${CANARY}, do it`);
  await phase(agent, 'awaitingApproval');
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1 active {"acting":"awaitingApproval"}'));
  const last = sent.at(-1);
  expect(last?.type === '@xstate.snapshot' && (last.snapshot as { context?: unknown }).context).toEqual({
    agent: { name: 'desk', version: '1' },
    threadId: agent.getState().threadId,
    phase: 'awaitingApproval',
    seq: 5,
    step: 1,
    usage: { steps: 1, tokens: expect.any(Number), costUsd: 0, errors: 0 },
    openCalls: 1,
    calls: [{ callId: '1.0', tool: 'remind', status: 'gated' }],
    rules: 0,
    waitsFor: [{ for: 'approval', id: '1.0' }],
  });
  expect(last?.type === '@xstate.snapshot' && last.event).toEqual({
    type: 'call.gated',
    seq: 5,
    atMs: agent.getState().atMs,
    callId: '1.0',
    tool: 'remind',
  });
  const text = JSON.stringify(sent);
  expect(text).not.toContain(CANARY);
  expect(text).not.toContain('Words.');
  expect(text).not.toContain('My key');
});

test('payloads are sent where they are asked for, redacted and cut', async () => {
  const agent = live([{ text: 'x'.repeat(500) }]);
  const { sent, told } = feed(agent, { payloads: true, maxPayloadChars: 200 });
  await agent.send(`My key is ${CANARY}`);
  await phase(agent, 'done');
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1 active "done"'));
  const events = sent.flatMap((event) => (event.type === '@xstate.event' ? [event.event as FedEvent] : []));
  expect(events.find(({ type }) => type === 'message.received')).toMatchObject({
    payload: { source: 'ui', text: 'My key is [redacted]' },
  });
  expect(events.find(({ type }) => type === 'model.replied')).toMatchObject({
    payload: { cutAfter: 200, of: expect.any(Number), text: expect.stringMatching(/^.{200}$/) },
  });
  expect(JSON.stringify(sent)).not.toContain(CANARY);
});

test('the definition is the config of the machine, under the name of the agent', async () => {
  const { sent } = feed(live([]));
  const [first] = sent;
  if (first?.type !== '@xstate.actor') throw new Error('The machine comes first.');
  const config = JSON.parse(first.definition ?? '') as { id: string; states: Record<string, { always: unknown }> };
  expect(config.id).toBe('desk');
  expect(Object.keys(config.states)).toContain('acting');
  expect(config.states['thinking']?.always).toEqual({
    guard: { type: 'not', guards: [{ type: 'isPhase', params: { phase: 'thinking' } }] },
    target: '#desk.route',
  });
});

test('who comes late is shown what is: the state, and the actors at work', async () => {
  let finish = (): void => undefined;
  const until = new Promise<void>((resolve) => (finish = resolve));
  const agent = live([{ text: 'Wait', until }]);
  await agent.send('Hello');
  await soon(() => expect(agent.getState().request).toBeDefined());
  const { told } = feed(agent);
  expect(told()).toEqual(['actor desk:1 desk', 'actor desk:1/1#1 model < desk:1']);
  finish();
  await phase(agent, 'done');
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1 active "done"'));
  expect(told()).toContain('event desk:1 model.replied from desk:1/1#1');
});

test('a run that is cancelled stops the actors that were at work', async () => {
  const agent = live([{ text: 'Wait', until: new Promise(() => undefined) }]);
  const { told } = feed(agent);
  await agent.send('Hello');
  await soon(() => expect(agent.getState().request).toBeDefined());
  await agent.cancel();
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1/1#1 stopped'));
});

test('a log that is read while it is watched is one event', async () => {
  const store = createMemoryStore({ t: paused(5_000) });
  const agent = live([], store, 't');
  const { told } = feed(agent);
  await agent.start();
  await soon(() => expect(told()).toHaveLength(3));
  expect(told()).toEqual(['actor desk:1 desk', 'event desk:1 log.read', 'snapshot desk:1 active "paused"']);
});

test('the end of the agent is the end of its actor, and nothing follows it', async () => {
  const agent = live([{ text: 'Hi' }]);
  const { told } = feed(agent);
  await agent.send('Hello');
  await phase(agent, 'done');
  agent.dispose();
  await soon(() => expect(told().at(-1)).toBe('snapshot desk:1 stopped "done"'));
});

test('nothing is told any more once it was stopped', async () => {
  const agent = live([{ text: 'Hi' }]);
  const { told, stop } = feed(agent);
  stop();
  await agent.send('Hello');
  await phase(agent, 'done');
  expect(told()).toEqual(['actor desk:1 desk']);
});

test('an inspector that throws harms nobody', async () => {
  const problems: unknown[] = [];
  const broken: StatelyInspector = {
    actor: () => undefined,
    event: () => {
      throw new Error('closed');
    },
    snapshot: () => undefined,
  };
  const agent = live([{ text: 'Hi' }]);
  feedInspector(agent, broken, { onProblem: (problem) => problems.push(problem) });
  await agent.send('Hello');
  await phase(agent, 'done');
  expect(problems).toEqual([new Error('closed')]);
});

test('an agent is known by the same id when it is fed again, and two agents are not', () => {
  const agent = live([]);
  const ids = [agent, agent, live([])].map((each) => {
    const { inspector, sent } = watch();
    feedInspector(each, inspector)();
    return sent[0]?.sessionId;
  });
  expect(ids[0]).toMatch(/^desk:/);
  expect(ids[1]).toBe(ids[0]);
  expect(ids[2]).not.toBe(ids[0]);
});

test('the chart is told of again, for a viewer that was sent the last 200 messages only', async () => {
  const agent = live([], createMemoryStore({ t: paused(10) }), 't');
  await agent.start();
  const { sent } = feed(agent);
  for (let said = 0; said < 200; said++) await agent.send('Hello');
  await soon(() => expect(sent.length).toBeGreaterThan(390));
  expect(sent.slice(-200).some(({ type }) => type === '@xstate.actor')).toBe(true);
});

test('an event costs the same in a thread of 100 events and of 10,000: bytes sent, messages, events read', async () => {
  const [short, long] = [await costAt(100), await costAt(10_000)];
  expect(short).toEqual(long);
  expect(short).toEqual({ messages: 40, eventsRead: 20, bytes: expect.any(Number) });
  // A summary and two notes; the thread of 10,000 events has over a million bytes.
  expect(long.bytes / 20).toBeLessThan(2_000);
});

/** What 20 more messages cost at this length. Numbers of any length count as one digit: a seq of 10,000 has two more than one of 100. */
async function costAt(length: number): Promise<{ messages: number; bytes: number; eventsRead: number }> {
  const plain = createMemoryStore({ t: paused(length) });
  let eventsRead = 0;
  const store: ThreadStore = {
    ...plain,
    read: async (...range) => {
      const events = await plain.read(...range);
      eventsRead += events.length;
      return events;
    },
  };
  const agent = live([], store, 't');
  await agent.start();
  const { sent } = feed(agent);
  const before = { messages: sent.length, eventsRead };
  for (let said = 0; said < 20; said++) {
    await agent.send('Hello');
    await soon(() => expect(sent.length).toBe(before.messages + 2 * (said + 1)));
  }
  const more = sent.slice(before.messages);
  const bytes = JSON.stringify(more).replaceAll(/[\d.]+/g, '0').length;
  return { messages: more.length, bytes, eventsRead: eventsRead - before.eventsRead };
}

/** A paused thread with this many events, of which nothing follows. */
function paused(count: number): readonly Event[] {
  const by = { kind: 'person', id: 'ann' } as const;
  const at = { threadId: 't', atMs: 1, v: 1 };
  const head = [
    { type: 'thread.started', agent: { name: 'desk', version: '1' } },
    { type: 'message.received', source: 'ui', text: 'Hello', by },
    { type: 'run.paused', by },
  ] as const;
  return Array.from({ length: count }, (_, index) => {
    const fact = head[index] ?? { type: 'message.received', source: 'ui', text: 'Hello again, dear agent', by };
    return { ...fact, ...at, id: `t/${index + 1}`, seq: index + 1 } as Event;
  });
}

function valueOf(event: StatelyInspectionEvent): unknown {
  return event.type === '@xstate.snapshot' ? (event.snapshot as { value?: unknown }).value : undefined;
}
