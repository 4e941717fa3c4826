import { createAgent } from '@twelvefold/machine';
import { createSqliteStore } from '@twelvefold/stores/sqlite';
import { waitFor } from 'xstate';
import { desk, model } from './desk.ts';

const store = createSqliteStore({ path: 'threads.db' });
const agent = createAgent(desk, { model, store });
await agent.send('Refund invoice A-7.');
await waitFor(agent.actor, (snapshot) => snapshot.hasTag('waiting'));
console.log(agent.getState().threadId);

agent.dispose();
store.close();
