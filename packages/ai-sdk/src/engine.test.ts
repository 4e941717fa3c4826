import { createAnthropic } from '@ai-sdk/anthropic';
import { createMemoryStore, defineAgent, defineTool, type Event, type EventType } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { fakeClock } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { replay, type Answer } from '../test/replay-server.ts';
import { aiSdk } from './index.ts';

const KEY = 'sk-canary-42';

/** A live invoice desk on a provider that gives these answers, one after the other. */
async function desk(...answers: readonly Answer[]) {
  const refunds: unknown[] = [];
  const definition = defineAgent({
    name: 'desk',
    instructions: 'You keep the invoices.',
    tools: {
      refund: defineTool({
        description: 'Refund an invoice.',
        input: z.object({ id: z.string(), euros: z.number() }),
        execute: (input) => void refunds.push(input),
      }),
    },
  });
  const server = await replay(...answers);
  const store = createMemoryStore();
  const clock = fakeClock();
  const model = aiSdk(createAnthropic({ apiKey: KEY, baseURL: server.url })('claude-sonnet-5'));
  const agent = createAgent(definition, { model, store, clock, thread: 't', exclusive: true });
  const log = () => store.read('t');
  return { agent, server, clock, log, refunds };
}

const until = (agent: LiveAgent, phase: string) =>
  vi.waitFor(() => expect(agent.getSnapshot().phase).toBe(phase), { interval: 5 });

const ofType = <T extends EventType>(log: readonly Event[], type: T) =>
  log.filter((event) => event.type === type) as unknown as readonly Event<T>[];

const messagesOf = (body: unknown) => (body as { readonly messages: readonly unknown[] }).messages;

test('malformed tool input is rejected with what is wrong, told to the model, and never run', async () => {
  const { agent, server, log, refunds } = await desk(
    { fixture: 'anthropic/invalid-arguments.sse' },
    { fixture: 'anthropic/wrong-arguments.sse' },
    { fixture: 'anthropic/text.sse' },
  );
  await agent.send('Refund INV-7');
  await until(agent, 'done');
  expect(ofType(await log(), 'call.rejected').map(({ callId, reason, error }) => ({ callId, reason, error }))).toEqual([
    {
      callId: '1.0',
      reason: 'invalid_json',
      error: { name: 'InvalidInput', message: expect.stringContaining('JSON') as unknown },
    },
    {
      callId: '2.0',
      reason: 'invalid_input',
      error: {
        name: 'InvalidInput',
        message: 'The value does not match the schema.',
        issues: [{ path: 'euros', message: 'Invalid input: expected number, received string' }],
      },
    },
  ]);
  expect(messagesOf(server.received[2]?.body).slice(1)).toEqual([
    {
      role: 'assistant',
      content: [
        {
          type: 'tool_use',
          id: 'toolu_01E',
          name: 'refund',
          input: { input: '{"id": "INV-7", "euros": twelve' },
        },
      ],
    },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_01E',
          content: expect.stringMatching(/^InvalidInput: .*JSON/) as unknown,
          is_error: true,
        },
      ],
    },
    {
      role: 'assistant',
      content: [{ type: 'tool_use', id: 'toolu_01F', name: 'refund', input: { id: 'INV-7', euros: 'twelve' } }],
    },
    {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'toolu_01F',
          content:
            'InvalidInput: The value does not match the schema.\n- euros: Invalid input: expected number, received string',
          is_error: true,
        },
      ],
    },
  ]);
  expect(refunds).toEqual([]);
});

test('a failure that may pass is retried when the provider says, then with backoff, and all of it is in the log', async () => {
  const { agent, server, clock, log } = await desk(
    { status: 429, headers: { 'retry-after': '7' }, fixture: 'anthropic/429.json' },
    { fixture: 'anthropic/text.sse', upToEventWith: 'INV-7 über ', ending: 'destroy' },
    { fixture: 'anthropic/text.sse' },
  );
  const startMs = clock.now();
  await agent.send('What about INV-7?');

  await until(agent, 'backingOff');
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  clock.advance(6_999);
  expect(server.received).toHaveLength(1);
  clock.advance(1);
  await server.hasReceived(2);

  await vi.waitFor(async () => expect(ofType(await log(), 'timer.set')).toHaveLength(2));
  const [first, second] = ofType(await log(), 'timer.set').map(({ untilMs }) => untilMs);
  expect(first).toBe(startMs + 7_000);
  expect(second).toBeGreaterThan(startMs + 7_000);
  await vi.waitFor(() => expect(clock.sleepers()).toBe(1));
  clock.advance(60_000);
  await until(agent, 'done');

  const events = await log();
  expect(
    ofType(events, 'model.failed').map(({ attempt, retryable, retryAfterMs, error }) => ({
      attempt,
      retryable,
      retryAfterMs,
      code: error.code,
      message: error.message,
    })),
  ).toEqual([
    {
      attempt: 1,
      retryable: true,
      retryAfterMs: 7_000,
      code: 'request_failed',
      message:
        'anthropic/claude-sonnet-5 answered 429 rate_limit_error: the rate limit is reached; wait, or raise it at the provider.',
    },
    {
      attempt: 2,
      retryable: true,
      code: 'stream_cut',
      message: 'The stream of anthropic/claude-sonnet-5 was cut before the reply was complete: ask again.',
    },
  ]);
  expect(ofType(events, 'model.replied').map(({ attempt, content }) => ({ attempt, content }))).toEqual([
    { attempt: 3, content: [{ type: 'text', text: 'Grüß dich: INV-7 über 12 € ist offen 🧾.' }] },
  ]);
  // What was cut is not shown to the model again, and every attempt asks the same.
  expect(server.received[2]?.body).toEqual(server.received[0]?.body);
});

test('a wrong key ends the run at once; the log says what to check and holds no key', async () => {
  const { agent, server, log } = await desk(
    { status: 401, body: JSON.stringify({ type: 'error', error: { type: 'authentication_error', message: KEY } }) },
    { fixture: 'anthropic/text.sse' },
  );
  await agent.send('What about INV-7?');
  await until(agent, 'failed');
  const events = await log();
  expect(ofType(events, 'run.failed')[0]?.error).toMatchObject({
    name: 'AiSdkError',
    code: 'request_failed',
    message: 'anthropic/claude-sonnet-5 answered 401 authentication_error: check the API key.',
  });
  expect(JSON.stringify(events)).not.toContain(KEY);
  expect(server.received).toHaveLength(1);

  await agent.retry();
  await until(agent, 'done');
  expect(server.received).toHaveLength(2);
});

test('cancelling the run closes the connection to the provider', async () => {
  const { agent, server, log } = await desk({
    fixture: 'anthropic/text.sse',
    upToEventWith: 'INV-7 über ',
    ending: 'hang',
  });
  await agent.send('What about INV-7?');
  await vi.waitFor(() =>
    expect(agent.getSnapshot().draft?.parts).toEqual([{ type: 'text', text: 'Grüß dich: INV-7 über ' }]),
  );
  await agent.cancel();
  expect(await server.received[0]?.closed).toEqual({ sentAll: false });
  await until(agent, 'cancelled');
  expect(ofType(await log(), 'model.replied')).toEqual([]);
});
