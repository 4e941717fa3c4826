/* What the engine's property tests are made of: agents, moves, and events that nobody would write. */
import fc from 'fast-check';
import { defineAgent, type AgentDefinition } from '../agent-definition.ts';
import { askHuman } from '../ask-human.ts';
import type { Actor, Event, EventDraft, EventType } from '../event.ts';
import type { Json } from '../json.ts';
import { defineTool, type PolicyAnswer, type PolicyCall } from '../tool.ts';
import { anything, payTool, type Payment } from './test-desk.ts';

/** One step of a random walk: `pick` says what kind, the others which one. */
export interface Move {
  readonly pick: number;
  readonly a: number;
  readonly b: number;
}

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({ pick: fc.nat(99), a: fc.nat(999), b: fc.nat(999) }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

export const people: readonly Actor[] = [
  { kind: 'person', id: 'ann', name: 'Ann' },
  { kind: 'person', id: 'bob' },
  { kind: 'person', id: 'cem' },
  { kind: 'system', id: 'ann' },
];

const ANYONE = ['ann', 'bob', 'cem'];

interface Answer {
  readonly policy: () => PolicyAnswer;
  /** Nobody is asked. */
  readonly runs?: true;
  /** Whose rule may answer for them; nobody's when absent. */
  readonly rulers?: readonly string[];
}

/** Every answer that a policy can give, and some that it cannot. */
const answers: readonly Answer[] = [
  { policy: () => 'run', runs: true },
  { policy: () => 'ask', rulers: ANYONE },
  { policy: () => ({ ask: { approvers: ['ann', 'bob'], quorum: 2 } }) },
  { policy: () => ({ ask: { expiresInMs: 5_000, reason: 'Dear.' } }), rulers: ANYONE },
  { policy: () => ({ deny: 'Never that much.' }) },
  {
    policy: () => {
      throw new Error('Out of order.');
    },
  },
  { policy: () => Promise.resolve('run') as unknown as PolicyAnswer },
  { policy: () => ({ ask: { quorum: 2, expiresInMs: 60_000 } }) },
  { policy: () => ({ ask: { approvers: [], quorum: 0 } }) },
  { policy: () => ({ ask: { approvers: ['cem', 'cem'], quorum: 9, expiresInMs: Infinity } }) },
  { policy: () => ({ ask: { approvers: ['bob'] } }), rulers: ['bob'] },
];

/** Who has to agree to a call of these agents, or to an undo (`<tool>.undo`), as their policies are written above. */
export function answerOn(tool: string, input: Json): Omit<Answer, 'policy'> {
  if (tool === 'pay' || tool === 'pay_twice') return { rulers: ANYONE };
  if (tool === 'pay.undo') return {};
  const amount = typeof input === 'object' && input !== null && 'amount' in input ? Number(input.amount) : NaN;
  // No rule lets an undo run.
  if (tool === 'book.undo') return answers[(amount + 3) % answers.length]?.runs ? { runs: true } : {};
  if (tool !== 'book') return { runs: true };
  return answers[amount % answers.length] ?? { rulers: ANYONE };
}

export const agents: fc.Arbitrary<AgentDefinition> = fc
  .record({
    steps: fc.integer({ min: 1, max: 6 }),
    tokens: fc.constantFrom(Infinity, 40),
    wallTimeMs: fc.constantFrom(Infinity, Infinity, 500_000),
    escalateAfterErrors: fc.nat(3),
    modelAttempts: fc.integer({ min: 1, max: 3 }),
    whileThinking: fc.constantFrom('queue', 'steer'),
    withFlow: fc.boolean(),
    hashChain: fc.boolean(),
  })
  .map(({ steps, tokens, wallTimeMs, withFlow, ...options }) => {
    const check = { run: () => ({ then: 'continue' as const }) };
    return defineAgent({
      name: 'desk',
      instructions: (state) => `Help. ${state.entries.length} entries.`,
      limits: { steps, tokens, wallTimeMs },
      tools: {
        look: defineTool({
          description: 'Looks.',
          input: anything,
          inputJsonSchema: {},
          execute: () => 1,
          undo: { idempotent: true, execute: () => 'unseen' },
        }),
        count: defineTool({
          description: 'Counts.',
          input: anything,
          inputJsonSchema: {},
          idempotent: true,
          execute: () => 1,
        }),
        pay: payTool({ approval: 'always', undo: { approval: 'always', execute: () => 'paid back' } }),
        pay_twice: payTool({ approval: 'always', idempotent: true }),
        book: payTool({
          approval: ({ input }: PolicyCall<Payment>) => answers[input.amount % answers.length]?.policy() ?? 'ask',
          undo: {
            approval: ({ input }: PolicyCall<Payment>) =>
              answers[(input.amount + 3) % answers.length]?.policy() ?? 'ask',
            execute: () => null,
          },
        }),
        ask_human: askHuman(),
      },
      ...(withFlow && {
        flow: {
          states: { check, odd: check },
          route: [
            { when: (state) => state.step > 0 && state.step % 2 === 0, to: 'check' },
            { when: (state) => state.entries.length % 5 === 4, to: 'odd' },
          ],
        },
      }),
      ...options,
    });
  });

/** What nobody should send: wrong types, missing fields, things that are no JSON, names from the prototype. */
export const garbage: readonly unknown[] = [
  null,
  undefined,
  42,
  'message.send',
  [],
  {},
  { type: 'toString' },
  { type: '__proto__', callId: '__proto__' },
  { type: 'run.explode', by: people[0] },
  { type: 'message.send' },
  { type: 'message.send', text: 5, by: people[0] },
  { type: 'message.send', text: 'Hi', by: { kind: 'person', id: '' } },
  { type: 'message.send', text: 'Hi', by: people[0], data: { at: NaN } },
  { type: 'message.send', text: 'Hi', by: people[0], source: 'carrier pigeon' },
  { type: 'message.send', text: ' ', by: people[0] },
  { type: 'context.prefetch', key: 'x' },
  { type: 'context.prefetch', key: 'x', data: () => 1 },
  { type: 'call.approve', threadId: 't', callId: 'constructor', inputHash: '', by: people[0] },
  { type: 'call.approve', threadId: 't', callId: '1.0' },
  { type: 'call.resolve', threadId: 't', callId: '1.0', attempt: 1, resolution: { kind: 'happened' }, by: people[0] },
  { type: 'call.claim', callId: '__proto__', runner: 'r' },
  { type: 'call.succeed', callId: 'toString', attempt: 1, output: 1 },
  { type: 'human.answer', threadId: 't', askId: 'valueOf', answer: 'x', by: people[0] },
  { type: 'limit.raise', limit: 'constructor', max: 1, by: people[0] },
  { type: 'limit.raise', limit: 'steps', max: -1, by: people[0] },
  { type: 'timer.fire', timerId: 'constructor' },
  { type: 'flow.visit', state: 'constructor', step: 0, verdict: null },
  { type: 'run.cancel', by: 'ann' },
  { type: 'rule.add', threadId: 't', tool: '__proto__', by: people[0] },
  { type: 'rule.add', threadId: 't', tool: 'pay' },
  { type: 'rule.revoke', threadId: 't', ruleId: 'constructor', by: people[0] },
  { type: 'undo.request', threadId: 't', callId: 'constructor', by: people[0] },
  { type: 'undo.request', threadId: 't', callId: '1.0' },
  { type: 'undo.request', threadId: 't', callId: '1.0', by: people[0], reason: 5 },
  { type: 'call.approve', threadId: 't', callId: '1.0', inputHash: '', by: people[0], remember: 'yes' },
];

const json: fc.Arbitrary<Json> = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const id = fc.constantFrom('1.0', '1.1', '2.0', 'ask-4', '__proto__', 'constructor', '');
const number = fc.constantFrom(0, 1, 2, 3, 60_000);
const text = fc.constantFrom('', 'a', 'look', 'pay', 'desk', 'hash');
const by = fc.constantFrom(...people);
const error = fc.record({ name: text, message: text });
const limit = fc.constantFrom('steps' as const, 'tokens' as const, 'costUsd' as const, 'wallTimeMs' as const);
const part = fc.oneof(
  fc.record({ type: fc.constantFrom('text' as const, 'reasoning' as const), text }),
  fc.record({ type: fc.constant('call' as const), callId: id, providerCallId: id, tool: text, input: json }),
  fc.record({ type: fc.constant('call' as const), callId: id, providerCallId: id, tool: text, inputText: text }),
);
const verdict = fc.oneof(
  fc.record({ then: fc.constantFrom('continue' as const, 'finish' as const) }),
  fc.record({ then: fc.constant('fail' as const), note: text }),
  fc.record({ then: fc.constant('ask' as const), question: text }),
);
const resolution = fc.oneof(
  fc.record({ kind: fc.constant('happened' as const), output: json }),
  fc.record({ kind: fc.constantFrom('retry' as const, 'give_up' as const) }),
);
const format = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'yes_no' as const) }),
  fc.record({ kind: fc.constant('choice' as const), options: fc.array(text, { maxLength: 2 }) }),
);

type Payload<T extends EventType> = Omit<EventDraft<T>, 'type'>;

/** Every event there is, whether or not it could happen. */
const payloads: { readonly [T in EventType]: fc.Arbitrary<Payload<T>> } = {
  'thread.started': fc.record({ agent: fc.record({ name: text, version: text }) }),
  'thread.forked': fc.record({ from: fc.record({ threadId: id, seq: number }) }),
  'message.received': fc.oneof(
    fc.record({ source: fc.constant('ui' as const), text, by }),
    fc.record({ source: fc.constant('agent' as const), text, by, steers: fc.constant(true as const) }),
  ),
  'context.prefetched': fc.record({ key: text, data: json }),
  'model.requested': fc.record({
    step: number,
    attempt: number,
    promptVersion: text,
    contextHash: text,
    modelId: text,
    runner: text,
    leaseUntilMs: number,
  }),
  'model.replied': fc.record({
    step: number,
    attempt: number,
    content: fc.array(part, { maxLength: 3 }),
    finishReason: fc.constantFrom('stop' as const, 'calls' as const, 'length' as const),
    usage: fc.record({ inputTokens: number, outputTokens: number }),
  }),
  'model.failed': fc.record({ step: number, attempt: number, error, retryable: fc.boolean() }),
  'call.admitted': fc.oneof(
    fc.record({ callId: id, inputHash: text }),
    fc.record({
      callId: id,
      inputHash: text,
      ruleId: id,
      gate: fc.record({ quorum: number, approvers: fc.array(id) }),
    }),
  ),
  'call.gated': fc.record(
    { callId: id, inputHash: text, quorum: number, reason: text, approvers: fc.array(id), expiresAtMs: number },
    { requiredKeys: ['callId', 'inputHash', 'quorum'] },
  ) as fc.Arbitrary<Payload<'call.gated'>>,
  'call.rejected': fc.record({
    callId: id,
    reason: fc.constantFrom('policy' as const, 'unknown_tool' as const),
    error,
  }),
  'call.approved': fc.oneof(
    fc.record({ callId: id, inputHash: text, by }),
    fc.record({ callId: id, inputHash: text, by, editedInput: json, editedInputHash: text }),
  ),
  'call.denied': fc.record({ callId: id, inputHash: text, by }),
  'call.expired': fc.record({ callId: id }),
  'call.claimed': fc.record({
    callId: id,
    attempt: number,
    inputHash: text,
    idempotencyKey: text,
    runner: text,
    leaseUntilMs: number,
  }),
  'call.succeeded': fc.record({ callId: id, attempt: number, output: json }),
  'call.failed': fc.record({ callId: id, attempt: number, error }),
  'call.doubted': fc.record({ callId: id, attempt: number }),
  'call.resolved': fc.record({ callId: id, attempt: number, resolution, by }),
  'undo.requested': fc.record({
    callId: fc.oneof(id, fc.constantFrom('1.0.undo', '1.1.undo', '2.0.undo', '1.0.undo2')),
    undoes: id,
    by,
  }),
  'rule.added': fc.record({ ruleId: id, tool: text, by }),
  'rule.revoked': fc.record({ ruleId: id, by }),
  'human.asked': fc.record(
    {
      askId: id,
      callId: id,
      question: text,
      format,
      urgency: fc.constant('normal' as const),
      reason: fc.constantFrom('tool' as const, 'errors' as const, 'flow' as const),
    },
    { requiredKeys: ['askId', 'question', 'format', 'urgency', 'reason'] },
  ) as fc.Arbitrary<Payload<'human.asked'>>,
  'human.answered': fc.record({ askId: id, answer: json, by }),
  'run.paused': fc.record({ by }),
  'run.resumed': fc.record({ by }),
  'run.cancelled': fc.record({ by }),
  'run.finished': fc.record({ reason: fc.constantFrom('replied' as const, 'flow' as const) }),
  'run.failed': fc.record({ error }),
  'limit.reached': fc.record({ limit, used: number, max: number }),
  'limit.raised': fc.record({ limit, max: number, by }),
  'timer.set': fc.record({ timerId: id, untilMs: number }),
  'timer.fired': fc.record({ timerId: id }),
  'flow.visited': fc.record({ state: text, step: number, verdict }),
};

export const EVENT_TYPES: readonly EventType[] = Object.keys(payloads) as EventType[];

/** An event that is well formed and makes no sense, with any envelope. */
export const junkEvents: fc.Arbitrary<Event> = fc
  .oneof(...EVENT_TYPES.map((type) => payloads[type].map((payload) => ({ type, ...payload }) as EventDraft)))
  .chain((draft) =>
    fc.record({ seq: fc.nat(9), atMs: fc.nat(9) }).map(({ seq, atMs }): Event => {
      // Through JSON once, as everything in a log: the generators like objects without a prototype.
      return JSON.parse(JSON.stringify({ ...draft, id: `t/${seq}`, threadId: 't', seq, atMs, v: 1 })) as Event;
    }),
  );
