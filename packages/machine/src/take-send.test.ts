import { defineAgent } from '@twelvefold/core';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test } from 'vitest';
import { createAgent } from './create-agent.ts';

test('what others send to the actor is dropped, whatever it is, and the agent goes on', async () => {
  const agent = createAgent(defineAgent({ name: 'desk', instructions: '' }), {
    model: scriptedModel([{ text: 'Hi.' }]),
  });
  await agent.send('Hello?');
  const { seq, threadId, atMs } = agent.getState();
  const forged = {
    type: 'run.cancelled',
    by: { kind: 'person', id: 'x' },
    seq: seq + 1,
    threadId,
    atMs,
    v: 1,
  } as const;
  agent.actor.send({ type: 'run.cancelled', events: [{ ...forged, id: `${threadId}/${seq + 1}` }] });
  agent.actor.send({ type: 'log.read' } as never);
  await expect.poll(() => agent.getSnapshot().phase).toBe('done');
  expect(agent.getSnapshot().problem).toBeUndefined();
  agent.dispose();
});
