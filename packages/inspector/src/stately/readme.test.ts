// @vitest-environment node
import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import { createAgent, defineAgent, type LiveAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { expect, onTestFinished, test, vi } from 'vitest';
import { feedInspector } from './index.ts';

const desk = defineAgent({ name: 'desk', instructions: '' });

function show(
  agent: LiveAgent,
  createBrowserInspector: (options: { url: string }) => ReturnType<typeof createInspector>,
) {
  // #region feed
  const inspector = createBrowserInspector({ url: 'http://localhost:8080' });
  const stop = feedInspector(agent, inspector);
  // #endregion
  return stop;
}

test('the README shows an agent in an inspector', async () => {
  const sent: StatelyInspectionEvent[] = [];
  const agent = createAgent(desk, { model: scriptedModel([{ text: 'Hello.' }]) }) as LiveAgent;
  onTestFinished(() => agent.dispose());
  const stop = show(agent, () => createInspector({ send: (event) => void sent.push(event) }));
  await agent.send('Hi');
  await vi.waitFor(() => expect(sent.at(-1)).toMatchObject({ snapshot: { value: 'done' } }));
  stop();
});
