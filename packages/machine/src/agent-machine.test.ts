import {
  askHuman,
  defineAgent,
  defineFlow,
  defineTool,
  initialState,
  openAsks,
  openCalls,
  phaseOf,
  plan,
  type Actor,
  type AgentDefinition,
  type Event,
  type EventType,
  type JsonObject,
  type ReplyPart,
  type State,
} from '@twelvefold/core';
import { explore, prefixes, scriptedModel, type Try } from '@twelvefold/testing';
import { describe, expect, test, vi } from 'vitest';
import { getInitialSnapshot, getNextSnapshot } from 'xstate';
import { z } from 'zod';
import { agentMachine, valueOf } from './agent-machine.ts';
import { createAgent } from './create-agent.ts';

const by: Actor = { kind: 'person', id: 'ada' };
const threadId = 'thread';

const tools = {
  look: defineTool({ description: 'Look.', input: z.object({}), idempotent: true, execute: () => 'seen' }),
  pay: defineTool({
    description: 'Pay.',
    input: z.object({ amount: z.number() }),
    approval: () => ({ ask: { expiresInMs: 60_000 } }),
    execute: () => 'paid',
  }),
  ask_human: askHuman(),
};

const plain = defineAgent({
  name: 'desk',
  instructions: 'Help.',
  tools,
  limits: { steps: 2 },
  escalateAfterErrors: 2,
  modelAttempts: 2,
});
const flowing = defineAgent({
  name: 'desk',
  instructions: 'Help.',
  tools,
  limits: { steps: 2 },
  escalateAfterErrors: 0,
  modelAttempts: 1,
  flow: defineFlow({
    states: { checking: { run: () => ({ then: 'continue' }) } },
    route: [{ when: (state) => state.step > 0, to: 'checking' }],
  }),
});

/** Everything that a world can do to a thread at this point: people, models, tools, timers, and lost runners. */
const tries =
  (definition: AgentDefinition) =>
  (state: State): readonly Try[] => {
    const soon = state.atMs + 1;
    const late = state.atMs + 3_600_000;
    const commands: Try[] = [];
    const add = (command: Try['command'], nowMs = soon): void => void commands.push({ command, nowMs });
    if (state.entries.filter((entry) => entry.kind === 'message').length < 2)
      add({ type: 'message.send', text: 'hi', by });
    for (const type of ['run.pause', 'run.resume', 'run.retry', 'run.cancel'] as const) add({ type, by });
    if (state.run?.reached) add({ type: 'limit.raise', limit: 'steps', max: 3, by });
    for (const call of openCalls(state)) {
      const vote = { threadId, callId: call.id, inputHash: call.inputHash, by };
      add({ type: 'call.approve', ...vote });
      add({ type: 'call.approve', ...vote, editedInput: { amount: 1 } });
      add({ type: 'call.deny', ...vote });
      const attempt = call.claim?.attempt ?? 0;
      add({ type: 'call.succeed', callId: call.id, attempt, output: 'ok' });
      add({ type: 'call.fail', callId: call.id, attempt, thrown: new Error('no') });
      add({ type: 'call.recover', callId: call.id, attempt, runner: 'other', takeOver: true });
      for (const kind of ['retry', 'give_up'] as const)
        add({ type: 'call.resolve', threadId, callId: call.id, attempt, resolution: { kind }, by });
    }
    for (const ask of openAsks(state)) add({ type: 'human.answer', threadId, askId: ask.id, answer: 'yes', by });
    for (const effect of plan(definition, state)) {
      if (effect.type === 'claim') add({ type: 'call.claim', callId: effect.callId, runner: 'me' });
      if (effect.type === 'wait') add({ type: 'timer.fire', timerId: effect.timerId }, late);
      if (effect.type === 'expire') add({ type: 'call.expire', callId: effect.callId }, late);
      if (effect.type === 'flow') {
        for (const then of ['continue', 'finish'] as const)
          add({ type: 'flow.visit', state: effect.state, step: effect.step, verdict: { then } });
      }
      if (effect.type === 'model' && !effect.lease) {
        add({
          type: 'model.request',
          step: effect.step,
          attempt: effect.attempt,
          promptVersion: '',
          contextHash: '',
          modelId: 'm',
          runner: 'me',
          leaseMs: 1_000,
        });
      }
    }
    if (state.request) {
      const { step, attempt } = state.request;
      const usage = { inputTokens: 1, outputTokens: 1 };
      for (const content of step === 1 ? replies : [replies[0] ?? []])
        add({ type: 'model.reply', step, attempt, content, finishReason: 'stop', usage });
      for (const retryable of [true, false]) add({ type: 'model.fail', step, attempt, thrown: { retryable } });
    }
    return commands;
  };

const call = (index: number, tool: string, input: JsonObject): ReplyPart => ({
  type: 'call',
  callId: `1.${index}`,
  providerCallId: `p${index}`,
  tool,
  input,
});

const replies: readonly (readonly ReplyPart[])[] = [
  [{ type: 'text', text: 'done' }],
  [call(0, 'look', {}), call(1, 'pay', { amount: 750 })],
  [call(0, 'pay', { amount: 750 })],
  [call(0, 'ask_human', { question: 'Which?' })],
  [call(0, 'nothing', {}), call(1, 'pay', { amount: 'many' })],
];

/** What tells one node from another: how each call stands, and where the run is. */
const key = (state: State): string =>
  JSON.stringify([
    openCalls(state).map(({ id, tool, status, claim }) => [id, tool, status, Math.min(claim?.attempt ?? 0, 2)]),
    openAsks(state).length,
    state.run && [
      state.run.status,
      Math.min(state.run.errors, 2),
      state.run.modelFailures,
      state.run.reached?.limit,
      state.run.timer !== undefined,
    ],
    state.request !== undefined,
    state.step,
    state.inputSeq > state.requestSeq,
    state.entries.filter((entry) => entry.kind === 'message').length,
    Object.keys(state.run?.visited ?? {}).length,
  ]);

describe.each<[string, AgentDefinition]>([
  ['the plain machine', plain],
  ['a machine with a custom state', flowing],
])('every reachable state of %s', { timeout: 60_000 }, (_, definition) => {
  const machine = agentMachine(definition);
  const nodes = explore({ definition: definition, machine, tries: tries(definition), key });

  test('reaches every phase there is', () => {
    const phases = new Set(nodes.map((node) => phaseOf(node.state, definition.flow)));
    const flow = definition.flow.route.length > 0 ? ['flow:checking'] : ['backingOff'];
    const expected = [
      'idle',
      'thinking',
      'running',
      'inDoubt',
      'awaitingApproval',
      'awaitingHuman',
      'limited',
      'paused',
      'done',
      'failed',
      'cancelled',
    ];
    expect([...phases].toSorted()).toEqual([...expected, ...flow].toSorted());
    expect(nodes.length).toBeGreaterThan(300);
  });

  test('[M1] the value is the phase of the log at every node', () => {
    for (const { value, state } of nodes) expect(value).toEqual(valueOf(phaseOf(state, definition.flow)));
  });

  test('[M2] every prefix of every log, cut anywhere, restores to the value of its phase', () => {
    for (const node of nodes) {
      for (const state of [initialState, ...prefixes(node.events)]) {
        expect(getInitialSnapshot(machine, { thread: state }).value).toEqual(valueOf(phaseOf(state, definition.flow)));
      }
    }
  });

  test('[M2] a log read in one piece leads where it led step by step', () => {
    for (const { events, value } of nodes.filter((node) => node.events.length > 0)) {
      const idle = getInitialSnapshot(machine, { thread: initialState });
      expect(getNextSnapshot(machine, idle, { type: 'log.read', events }).value).toEqual(value);
    }
  });

  test('[M4] no log holds a claim of a gated call without an approval of that very input', () => {
    let claims = 0;
    for (const { events } of nodes) {
      for (const claimed of of(events, 'call.claimed')) {
        const gate = events.find((event) => event.type === 'call.gated' && event.callId === claimed.callId);
        if (!gate) continue;
        claims++;
        const before = of(events, 'call.approved').filter(
          (event) => event.callId === claimed.callId && event.seq < claimed.seq,
        );
        expect(before.map((event) => event.editedInputHash ?? event.inputHash)).toContain(claimed.inputHash);
      }
    }
    expect(claims).toBeGreaterThan(50);
  });

  test('[M5] what lives beside the machine is what the log says is due', () => {
    for (const { state } of nodes) {
      const due = plan(definition, state).filter(
        ({ type }) => type === 'claim' || type === 'run' || type === 'expire' || type === 'wait',
      );
      const children = Object.keys(getInitialSnapshot(machine, { thread: state }).children);
      expect(children.filter((id) => id !== 'model' && !id.startsWith('flow:')).toSorted()).toEqual(
        due.map((effect) => effect.key).toSorted(),
      );
    }
  });
});

function of<T extends EventType>(events: readonly Event[], type: T): readonly Event<T>[] {
  return events.filter((event) => event.type === type) as unknown as readonly Event<T>[];
}

test('a claim or a tool that ended is an actor no more: a long run keeps none of them', async () => {
  const look = defineTool({ description: 'Look.', input: z.object({}), execute: () => 'seen' });
  const desk = defineAgent({ name: 'looker', instructions: 'Look.', tools: { look }, limits: { steps: 20 } });
  const script = [...Array.from({ length: 9 }, () => ({ calls: [{ tool: 'look', input: {} }] })), { text: 'Done.' }];
  const agent = createAgent(desk, { model: scriptedModel(script) });
  await agent.send('Look.');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  await vi.waitFor(() => expect(Object.keys(agent.actor.getSnapshot().children)).toEqual([]));
});
