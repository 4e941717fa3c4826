import { describe, expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import type { LimitName } from './event.ts';
import { limitUse } from './limits.ts';
import { initialState } from './state.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, type TestThread } from './test-support/test-thread.ts';

/** A thread whose run made one step, and is about to make another. */
function afterStep(definition: AgentDefinition): TestThread {
  const thread = testThread(definition);
  thread.send('Look');
  thread.reply({ calls: [{ tool: 'look', input: {} }], usage: { inputTokens: 30, outputTokens: 10 }, costUsd: 0.5 });
  thread.wait(1_000);
  thread.run('1.0', 'seen');
  return thread;
}
const raise = (limit: LimitName, max: number) => ({ type: 'limit.raise', limit, max, by: ann }) as const;

describe('a limit', () => {
  const limits = [
    ['steps', 1, 1],
    ['tokens', 40, 40],
    ['costUsd', 0.4, 0.5],
    ['wallTimeMs', 1_000, 1_000],
  ] as const;

  test.each(limits)('[R90] of %s is reached', (limit, max, used) => {
    const thread = afterStep(testDesk({ limits: { [limit]: max } }));
    expect(thread.log().at(-1)).toMatchObject({ type: 'limit.reached', limit, used, max });
    expect(thread.types().filter((type) => type === 'limit.reached')).toHaveLength(1);
  });

  test.each(limits)('[R90] of %s is not reached below it', (limit, max) => {
    const thread = afterStep(testDesk({ limits: { [limit]: max + 0.2 } }));
    expect(thread.types()).not.toContain('limit.reached');
  });

  test.each(limits)('[R91] of %s is raised by a person, and the run goes on', (limit, max, used) => {
    const thread = afterStep(testDesk({ limits: { [limit]: max } }));
    expect(thread.facts(raise(limit, used + 1))).toEqual([{ type: 'limit.raised', limit, max: used + 1, by: ann }]);
    thread.reply({ text: 'Done.' });
    expect(thread.state().run?.status).toBe('finished');
  });

  test.each(limits)('[R91] of %s is not raised to what is used already', (limit, max, used) => {
    const thread = afterStep(testDesk({ limits: { [limit]: max } }));
    expect(thread.refusal(raise(limit, used))).toEqual({
      code: 'invalid_limit',
      message: `Raise "${limit}" above ${used}, which is used already.`,
    });
  });
});

test('[R91] a raised limit is reached again', () => {
  const thread = afterStep(testDesk({ limits: { steps: 1 } }));
  thread.facts(raise('steps', 2));
  thread.reply({ calls: [{ tool: 'nothing', input: {} }] });
  expect(thread.log().at(-1)).toMatchObject({ type: 'limit.reached', limit: 'steps', used: 2, max: 2 });
});

test('[R91] when two are reached, raising one leaves the other', () => {
  const thread = afterStep(testDesk({ limits: { steps: 1, tokens: 40 } }));
  expect(thread.facts(raise('steps', 5)).at(-1)).toEqual({ type: 'limit.reached', limit: 'tokens', used: 40, max: 40 });
  thread.facts(raise('tokens', 50));
  expect(thread.state().run?.reached).toBeUndefined();
});

test('[R91] a limit can be raised before it is reached', () => {
  const thread = testThread(testDesk({ limits: { steps: 1 } }));
  thread.send('Look');
  thread.facts(raise('steps', 2));
  thread.reply({ calls: [{ tool: 'nothing', input: {} }] });
  expect(thread.types()).not.toContain('limit.reached');
});

test('[R91] time goes on while the run waits, so wall time is raised above what it is now', () => {
  const thread = afterStep(testDesk({ limits: { wallTimeMs: 1_000 } }));
  thread.wait(9_000);
  expect(thread.refusal(raise('wallTimeMs', 5_000)).message).toBe(
    'Raise "wallTimeMs" above 10000, which is used already.',
  );
  thread.facts(raise('wallTimeMs', 10_001));
  expect(thread.state().run?.reached).toBeUndefined();
});

test.each(['costUsd', 'constructor', '__proto__', 'cows'] as LimitName[])(
  '[R91] there is no limit %s to raise',
  (limit) => {
    expect(afterStep(testDesk({ limits: { steps: 1 } })).refusal(raise(limit, 5))).toEqual({
      code: 'invalid_limit',
      message: `There is no limit "${limit}" in force.`,
    });
  },
);

test('[R91] there is no limit to raise while no run is unfinished', () => {
  const thread = testThread(testDesk());
  expect(thread.refusal(raise('steps', 50)).code).toBe('invalid_limit');
  thread.send('Hi');
  thread.reply({ text: 'Hello.' });
  expect(thread.refusal(raise('steps', 50)).code).toBe('invalid_limit');
});

test('[R90] budgets count over a run, through pauses, waits and reloads, and start again with the next', () => {
  const definition = testDesk({ limits: { steps: 2 } });
  const thread = testThread(definition, afterStep(definition).log());
  thread.facts({ type: 'run.pause', by: ann });
  thread.facts({ type: 'run.resume', by: ann });
  thread.reply({ calls: [{ tool: 'look', input: {} }] });
  thread.run('2.0', 'seen');
  expect(thread.log().at(-1)).toMatchObject({ type: 'limit.reached', used: 2 });
  thread.facts({ type: 'run.cancel', by: ann });
  thread.send('Once more');
  expect(thread.state().run).toMatchObject({ steps: 0, tokens: 0, costUsd: 0 });
});

test('[R90] a message does not get a limited run going', () => {
  const thread = afterStep(testDesk({ limits: { steps: 1 } }));
  thread.send('Go on!');
  expect(thread.state().run?.reached).toEqual({ limit: 'steps', used: 1, max: 1 });
});

test('[R90] 20 steps are the default', () => {
  expect(testDesk().limits).toEqual({ steps: 20 });
  expect(limitUse(testDesk(), initialState)).toEqual([]);
  expect(limitUse(testDesk({ limits: { tokens: 100 } }), afterStep(testDesk()).state())).toEqual([
    { limit: 'steps', used: 1, max: 20 },
    { limit: 'tokens', used: 40, max: 100 },
  ]);
});
