import { defineAgent, type Model } from '@twelvefold/core';
import { fakeClock } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { createAgent } from './create-agent.ts';

const definition = defineAgent({ name: 'desk', instructions: '' });

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
};

/** An agent whose model says a letter a millisecond, until it is told to end. */
function speaking(draftIntervalMs: number) {
  const clock = fakeClock();
  let isOver = false;
  const model: Model = {
    id: 'model',
    async *stream(_, { signal }) {
      while (!isOver) {
        yield { type: 'text.delta', id: 'text', delta: 'a' };
        await clock.sleepUntil(clock.now() + 1, signal);
      }
      yield { type: 'text.delta', id: 'text', delta: 'b' };
      yield { type: 'finished', finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 } };
    },
  };
  const agent = createAgent(definition, { model, clock, draftIntervalMs });
  const told: string[] = [];
  agent.subscribe(() => {
    const { draft, phase } = agent.getSnapshot();
    const [part] = draft?.parts ?? [];
    told.push(part?.type === 'text' ? `${part.text.length}` : phase);
  });
  const pass = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed++) {
      clock.advance(1);
      await settled();
    }
  };
  return { agent, clock, told, pass, end: () => (isOver = true) };
}

test('[R164] drafts are told once in the interval, the first at once, and the end of the reply when it comes', async () => {
  const { agent, clock, told, pass, end } = speaking(20);
  await agent.send('Go');
  await settled();
  await pass(45);
  const drafts = told.filter((each) => each !== 'thinking');
  expect(drafts.map(Number)).toEqual([1, expect.any(Number), expect.any(Number)]);
  expect(Math.abs(Number(drafts[1]) - 20)).toBeLessThan(3);
  end();
  await pass(1);
  expect([told.at(-1), agent.draft, clock.sleepers()]).toEqual(['done', undefined, 0]);
  expect(agent.getState().entries).toMatchObject([{}, { kind: 'reply', text: `${'a'.repeat(46)}b` }, {}]);
});

test('[R164] what is logged is told at once, with the draft of that moment', async () => {
  const { agent, told, pass } = speaking(1_000_000);
  await agent.send('Go');
  await settled();
  await pass(10);
  expect(told.at(-1)).toBe('1');
  await agent.send('And more');
  expect(told.at(-1)).toBe('11');
  agent.dispose();
});

test('[R164] a reply that is cut off is gone at once, and no timer is left behind', async () => {
  const { agent, clock, told, pass } = speaking(1_000_000);
  await agent.send('Go');
  await settled();
  await pass(10);
  await agent.cancel();
  await settled();
  expect([told.at(-1), agent.draft, clock.sleepers()]).toEqual(['cancelled', undefined, 0]);
});
