import { openCalls } from '@twelvefold/core';
import { createAgent } from '@twelvefold/machine';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { waitFor } from 'xstate';
import { desk, model } from './desk.ts';

const [thread = ''] = process.argv.slice(2);
const store = createSqliteStore({ path: 'threads.db' });
const agent = createAgent(desk, { model, store, thread, user: { kind: 'person', id: 'ada' } });
await agent.start(); // resolves when the thread is read
for (const call of openCalls(agent.getState())) await agent.approve(call.id);
await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));

agent.dispose();
store.close();
