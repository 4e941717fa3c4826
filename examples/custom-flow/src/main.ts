import { createAgent } from '@twelvefold/machine';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { waitFor } from 'xstate';
import { createBookkeeper } from './bookkeeper.ts';
import { createLedger } from './ledger.ts';
import { printTransitions } from './print-transitions.ts';

const post = (account: string, cents: number) => ({ tool: 'post', input: { account, cents } });

/** A script stands in for a model. Its last line is never asked for: the flow ends the run before. */
const script: readonly ScriptedReply[] = [
  { text: 'Invoice 1.', calls: [post('customers', 11_900), post('sales', -11_900)] },
  { text: 'Invoice 2.', calls: [post('customers', 3_570), post('sales', -3_570)] },
  { text: 'All booked.' },
];

const model = scriptedModel(script);
const agent = createAgent(createBookkeeper(createLedger(), 4), {
  model,
  inspect: printTransitions((line) => console.log(line)),
});
await agent.send('Book invoices 1 and 2.');
const { context } = await waitFor(agent.actor, (snapshot) => snapshot.hasTag('ended'));

const last = context.thread.entries.at(-1);
console.log(`\n${last?.kind === 'notice' ? last.text : ''} The model was asked ${model.requests.length} times.`);
