import {
  askHuman,
  createMemoryStore,
  defineAgent,
  defineTool,
  TwelvefoldError,
  type Event,
  type Store,
} from '@twelvefold/core';
import { fakeClock, scriptedModel, type Script, type ScriptedReply } from '@twelvefold/testing';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createAgent } from './create-agent.ts';
import type { CreateAgentOptions, LiveAgent } from './live-agent.ts';

const threadId = 'thread';
const payment = (amount: number): ScriptedReply => ({ text: 'Paying.', calls: [{ tool: 'pay', input: { amount } }] });

/** A desk whose tools write down what really happened. */
function makeDesk(
  options: { readonly pay?: (signal: AbortSignal) => Promise<unknown>; readonly steer?: boolean } = {},
) {
  const effects: string[] = [];
  const definition = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    whileThinking: options.steer ? 'steer' : 'queue',
    tools: {
      look: defineTool({ description: 'Look.', input: z.object({}), execute: () => effects.push('look') }),
      count: defineTool({
        description: 'Count.',
        input: z.object({}),
        idempotent: true,
        timeoutMs: 1_000,
        execute: (_, { idempotencyKey }) => effects.push(idempotencyKey),
      }),
      pay: defineTool({
        description: 'Pay.',
        input: z.object({ amount: z.number().positive() }),
        approval: 'always',
        timeoutMs: 1_000,
        execute: async ({ amount }, { signal, secrets }) => {
          effects.push(`pay ${amount}`);
          await options.pay?.(signal);
          return { paid: amount, with: secrets.BANK_KEY ?? 'nothing' };
        },
      }),
      ask_human: askHuman(),
    },
  });
  return { definition, effects };
}

describe('a gated call', () => {
  test('stops for approval, runs as edited, and the answer follows', async () => {
    const { definition, effects } = makeDesk();
    const model = scriptedModel([
      { calls: [{ tool: 'look' }, { tool: 'pay', input: { amount: 750 } }] },
      { text: 'Done.' },
    ]);
    const agent = createAgent(definition, { model });
    await agent.send('Pay 750');
    await phase(agent, 'awaitingApproval');
    expect(effects).toEqual(['look']);
    expect(await agent.approve('1.1', { input: { amount: 500 } })).toMatchObject({ ok: true });
    await phase(agent, 'done');
    expect(effects).toEqual(['look', 'pay 500']);
    expect(await agent.approve('1.1')).toMatchObject({ ok: false, rejection: { code: 'already_decided' } });
    expect(types(agent)).toEqual(['message', 'reply', 'call succeeded', 'call succeeded', 'reply', 'notice']);
  });

  test('denied with a reason, runs nothing, and the model hears why', async () => {
    const { definition, effects } = makeDesk();
    const model = scriptedModel([payment(750), { text: 'Too much, then.' }]);
    const agent = createAgent(definition, { model });
    await agent.send('Pay 750');
    await phase(agent, 'awaitingApproval');
    await agent.deny('1.0', { reason: 'too much' });
    await phase(agent, 'done');
    expect(effects).toEqual([]);
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('too much');
  });

  test('[M4] approved with another hash than the one it has, is refused and nothing runs', async () => {
    const { definition, effects } = makeDesk();
    const agent = createAgent(definition, { model: scriptedModel([payment(750)]) });
    await agent.send('Pay');
    await phase(agent, 'awaitingApproval');
    expect(await agent.approve('1.0', { inputHash: 'f00' })).toMatchObject({
      ok: false,
      rejection: { code: 'input_changed' },
    });
    expect(effects).toEqual([]);
  });
});

describe('two agents on one thread', () => {
  test('make one request, take one decision, run the tool once, and see the same', async () => {
    const store = createMemoryStore();
    const { definition, effects } = makeDesk();
    // Either of them may be the one that asks after the payment.
    const script: Script = ({ messages }) => (messages.length > 1 ? { text: 'Done.' } : payment(1));
    const models = [scriptedModel(script), scriptedModel(script)];
    const first = createAgent(definition, { model: models[0]!, store, thread: threadId });
    const second = createAgent(definition, { model: models[1]!, store, thread: threadId });
    await first.send('Pay');
    await Promise.all([phase(first, 'awaitingApproval'), phase(second, 'awaitingApproval')]);
    const decisions = await Promise.all([
      first.approve('1.0'),
      second.deny('1.0'),
      second.approve('1.0'),
      first.approve('1.0'),
    ]);
    expect(decisions.filter((decision) => decision.ok)).toHaveLength(1);
    await Promise.all([phase(first, 'done'), phase(second, 'done')]);
    expect(effects.length).toBeLessThanOrEqual(1);
    expect(models[0]!.requests.length + models[1]!.requests.length).toBe(2);
    expect(first.getState()).toEqual(second.getState());
  });
});

describe('waiting', () => {
  test('[M3] a pause aborts the model, and a resume asks it again', async () => {
    const { definition } = makeDesk();
    const model = scriptedModel((_, turn) =>
      turn === 0 ? { text: 'Thinking about it', until: new Promise(() => undefined) } : { text: 'Hello.' },
    );
    const agent = createAgent(definition, { model });
    await agent.send('Hi');
    await vi.waitFor(() => expect(agent.draft?.parts).toHaveLength(1));
    await agent.pause();
    expect(agent.getSnapshot().phase).toBe('paused');
    await vi.waitFor(() => expect(model.aborts()).toBe(1));
    expect(agent.draft).toBeUndefined();
    await agent.resume();
    await phase(agent, 'done');
    expect(types(agent).filter((type) => type === 'reply')).toHaveLength(1);
  });

  test('[M3] a message that steers aborts the request and both are seen by the next; one that queues waits its turn', async () => {
    for (const steer of [true, false]) {
      const { definition } = makeDesk({ steer });
      let open: () => void = () => undefined;
      const gate = new Promise<void>((resolve) => (open = resolve));
      const model = scriptedModel((_, turn) => (turn === 0 ? { text: 'One', until: gate } : { text: 'Two' }));
      const agent = createAgent(definition, { model });
      await agent.send('first');
      await vi.waitFor(() => expect(agent.draft?.parts).toHaveLength(1));
      await agent.send('second');
      if (!steer) open();
      await phase(agent, 'done');
      expect(model.aborts()).toBe(steer ? 1 : 0);
      expect(types(agent).filter((type) => type === 'reply')).toHaveLength(steer ? 1 : 2);
      expect(JSON.stringify(model.requests[1]?.messages)).toContain('second');
    }
  });

  test('a question by the model waits for a person, whose answer is the result', async () => {
    const { definition } = makeDesk();
    const ask = {
      tool: 'ask_human',
      input: { question: 'Which Maria?', format: 'choice', options: ['Lopez', 'Santos'] },
    };
    const model = scriptedModel([{ calls: [ask] }, { text: 'Thanks.' }]);
    const agent = createAgent(definition, { model });
    await agent.send('Bill Maria');
    await phase(agent, 'awaitingHuman');
    expect(await agent.answer('Somebody')).toMatchObject({ ok: false, rejection: { code: 'invalid_answer' } });
    await agent.answer('Santos');
    await phase(agent, 'done');
    expect(JSON.stringify(model.requests[1]?.messages)).toContain('Santos');
  });

  test('failures that may pass are retried after a while, as long as the provider asked for', async () => {
    const { definition } = makeDesk();
    const clock = fakeClock();
    const model = scriptedModel((_, turn) =>
      turn === 0
        ? { throws: { name: 'Busy', message: 'busy', retryable: true, retryAfterMs: 7_000 } }
        : { text: 'Hello.' },
    );
    const agent = createAgent(definition, { model, clock });
    await agent.send('Hi');
    await phase(agent, 'backingOff');
    clock.advance(6_999);
    await settle();
    expect(model.requests).toHaveLength(1);
    clock.advance(1);
    await phase(agent, 'done');
  });

  test('a stream that is cut each time fails the run, and a retry by the person goes on', async () => {
    const { definition } = makeDesk();
    const clock = fakeClock();
    const model = scriptedModel((_, turn) => (turn < 3 ? { text: 'Hel', cut: true } : { text: 'Hello.' }));
    const agent = createAgent(definition, { model, clock });
    await agent.send('Hi');
    for (let attempt = 1; attempt < 3; attempt++) {
      await phase(agent, 'backingOff');
      await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
      clock.advance(60_000);
      await vi.waitFor(() => expect(model.requests).toHaveLength(attempt + 1));
    }
    await phase(agent, 'failed');
    expect(agent.getState().run?.failure?.message).toContain('stopped in the middle');
    await agent.retry();
    await phase(agent, 'done');
    expect(types(agent).filter((type) => type === 'reply')).toHaveLength(1);
  });
});

describe('a running tool', () => {
  test('is told when the run is cancelled, and how it ended is still logged', async () => {
    const { definition } = makeDesk({
      pay: (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    });
    const agent = createAgent(definition, { model: scriptedModel([payment(1)]) });
    await approveAll(agent);
    await vi.waitFor(() => expect(types(agent)).toContain('call running'));
    await agent.cancel();
    expect(agent.getSnapshot().phase).toBe('cancelled');
    await vi.waitFor(() => expect(types(agent)).toContain('call failed'));
  });

  test('is stopped when it takes longer than it may; one that does not react is doubted, and a person settles it', async () => {
    const clock = fakeClock();
    const { definition, effects } = makeDesk({ pay: () => new Promise(() => undefined) });
    const agent = createAgent(definition, { model: scriptedModel([payment(1), { text: 'So it did.' }]), clock });
    await approveAll(agent);
    await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
    clock.advance(6_000);
    await phase(agent, 'inDoubt');
    const happened = { kind: 'happened', output: { paid: 1 } } as const;
    for (const attempt of [0, 2]) {
      expect(await agent.resolve('1.0', happened, { attempt })).toMatchObject({ rejection: { code: 'superseded' } });
    }
    await agent.resolve('1.0', happened, { attempt: 1 });
    await phase(agent, 'done');
    expect(effects).toEqual(['pay 1']);
  });

  test('gets secrets, and none of them reaches log, draft or context', async () => {
    const { definition } = makeDesk();
    const model = scriptedModel([payment(1), { text: 'Done.' }]);
    const agent = createAgent(definition, { model, secrets: { BANK_KEY: 'canary-8f14e45f' } });
    await approveAll(agent);
    await phase(agent, 'done');
    expect(JSON.stringify([agent.getSnapshot(), model.requests])).not.toContain('canary');
    expect(JSON.stringify(agent.getState())).toContain('[redacted]');
  });
});

describe('restoring', () => {
  test('every prefix of a log goes on to the end, with the same keys and no second payment', async () => {
    const events = await record();
    for (let length = 0; length <= events.length; length++) {
      const { definition, effects } = makeDesk();
      const rest = [payment(1), { calls: [{ tool: 'count' }] }, { text: 'Done.' }];
      const model = scriptedModel(
        (request) => rest[request.messages.filter((message) => message.role === 'assistant').length] ?? {},
      );
      const agent = createAgent(definition, { model, thread: { id: threadId, events: events.slice(0, length) } });
      if (length < 2) await agent.send('Pay');
      for (;;) {
        const reached = await Promise.race(
          ['done', 'awaitingApproval', 'inDoubt'].map((wanted) => phase(agent, wanted)),
        );
        if (reached === 'done') break;
        if (reached === 'awaitingApproval') await agent.approve('1.0');
        if (reached === 'inDoubt') await agent.resolve('1.0', { kind: 'happened', output: { paid: 1 } });
      }
      const before = events.slice(0, length).some((event) => event.type === 'call.claimed' && event.callId === '1.0');
      expect(effects.filter((effect) => effect === 'pay 1')).toHaveLength(before ? 0 : 1);
      expect(effects.filter((effect) => effect !== 'pay 1').every((key) => key === `${threadId}:2.0`)).toBe(true);
      agent.dispose();
    }
  });

  test('an agent that is detached and started again, over and over, is watched by nothing more than before', async () => {
    const agent = createAgent(makeDesk().definition, {
      model: scriptedModel([{ text: 'Hello.' }]),
      store: createMemoryStore(),
      thread: threadId,
    });
    await agent.start();
    const subscribe = vi.spyOn(agent.actor, 'subscribe');
    for (let time = 0; time < 3; time++) {
      agent.detach();
      await agent.start();
    }
    expect(subscribe).not.toHaveBeenCalled();
    await agent.send('Hi');
    await phase(agent, 'done');
    agent.dispose();
  });

  test('a stored thread is read before anything is decided', async () => {
    const store = createMemoryStore({ [threadId]: await record() });
    const agent = createAgent(makeDesk().definition, {
      model: scriptedModel([{ text: 'Again.' }]),
      store,
      thread: threadId,
    });
    expect(agent.getSnapshot()).toMatchObject({ isRestoring: true, phase: 'idle' });
    await agent.send('More');
    expect(agent.getSnapshot().isRestoring).toBe(false);
    await phase(agent, 'done');
    expect(agent.getState().step).toBe(4);
  });
});

describe('a store that fails', () => {
  test('refuses what a person asks, says so, and keeps the result of a tool until it works again', async () => {
    const inner = createMemoryStore();
    let isBroken = false;
    const store: Store = {
      ...inner,
      append: async (...args) => (isBroken ? Promise.reject(new Error('quota exceeded')) : inner.append(...args)),
    };
    const clock = fakeClock();
    const { definition, effects } = makeDesk({ pay: async () => void (isBroken = true) });
    const agent = createAgent(definition, {
      model: scriptedModel([payment(1), { text: 'Done.' }]),
      store,
      clock,
      thread: threadId,
      exclusive: true,
    });
    await approveAll(agent);
    await vi.waitFor(() => expect(agent.getSnapshot().problem).toBeInstanceOf(TwelvefoldError));
    expect(await agent.send('Hello?')).toMatchObject({ ok: false, rejection: { code: 'store_failed' } });
    isBroken = false;
    clock.advance(500);
    await phase(agent, 'done');
    expect(effects).toEqual(['pay 1']);
    expect(agent.getSnapshot().problem).toBeUndefined();
  });
});

describe('fetching ahead', () => {
  test('puts data before the model, so that it need not ask for it', async () => {
    const model = scriptedModel([{ text: 'Three.' }]);
    const agent = createAgent(makeDesk().definition, { model });
    await agent.prefetch('open invoices', { count: 3 });
    await agent.send('How many?');
    await phase(agent, 'done');
    expect(JSON.stringify(model.requests[0]?.messages[0])).toContain('open invoices');
    expect(JSON.stringify(model.requests[0]?.messages[1])).toContain('How many?');
  });
});

describe('watching', () => {
  test('the actor can be inspected, and an agent on no thread names it with its first word', async () => {
    const seen: string[] = [];
    const clock = fakeClock();
    const inspect: CreateAgentOptions['inspect'] = (event) =>
      void (event.type === '@xstate.event' && seen.push(event.event.type));
    const agent = createAgent(makeDesk().definition, { model: scriptedModel([{ text: 'Hi.' }]), inspect, clock });
    expect(agent.getState().threadId).toBe('');
    await agent.send('Hi');
    await phase(agent, 'done');
    expect(agent.getState().threadId).toBe('id-1');
    expect(seen).toEqual(expect.arrayContaining(['thread.started', 'model.requested', 'model.replied']));
    expect(agent.actor.getSnapshot().matches('done')).toBe(true);
  });

  test('a snapshot is the same object until something changes', async () => {
    const agent = createAgent(makeDesk().definition, { model: scriptedModel([{ text: 'Hi.' }]) });
    const before = agent.getSnapshot();
    expect(agent.getSnapshot()).toBe(before);
    await agent.deny('9.9');
    const refused = agent.getSnapshot();
    expect(refused).toEqual({ ...before, rejection: expect.objectContaining({ code: expect.any(String) }) });
    expect(refused.state).toBe(before.state);
    expect(agent.getSnapshot()).toBe(refused);
    await agent.send('Hi');
    expect(agent.getSnapshot().state).not.toBe(before.state);
  });
});

/** The log of a whole run: a payment that was approved, then a count. */
async function record(): Promise<readonly Event[]> {
  const store = createMemoryStore();
  const model = scriptedModel([payment(1), { calls: [{ tool: 'count' }] }, { text: 'Done.' }]);
  const agent = createAgent(makeDesk().definition, { model, store, thread: threadId, clock: fakeClock() });
  await approveAll(agent);
  await phase(agent, 'done');
  agent.dispose();
  return store.read(threadId);
}

async function approveAll(agent: LiveAgent): Promise<void> {
  await agent.send('Pay');
  await phase(agent, 'awaitingApproval');
  await agent.approve('1.0');
}

function phase(agent: LiveAgent, wanted: string): Promise<string> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (agent.getSnapshot().phase === wanted) resolve(wanted);
    };
    agent.subscribe(check);
    check();
  });
}

function types(agent: LiveAgent): readonly string[] {
  return agent.getState().entries.map((entry) => (entry.kind === 'call' ? `call ${entry.status}` : entry.kind));
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}
