import { createMemoryStore, type AgentDefinition, type Event } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { scriptedModel, type ScriptedReply } from '@twelvefold/testing';
import { createDeskAgent, type DeskTools } from '../src/copilot/agent/desk-agent.ts';
import { USER } from '../src/copilot/user.ts';
import { openTestDatabase } from '../src/db/test-database.ts';

/** How many messages and replies the long talk has. */
export const MESSAGES = 2000;

/** How many messages a person wrote behind the approval that still waits. */
export const BEHIND = 150;

const link = { customerId: 5, amount: 75, memo: 'Sponsoring, long ago' };

/** A long talk that is over. */
export const longTalk = (): Promise<readonly Event[]> => logOf(MESSAGES / 2);

/** A call that waits for an approval, far above what was written since. */
export const longWait = (): Promise<readonly Event[]> =>
  logOf(BEHIND, { text: 'The link would be:', calls: [{ tool: 'create_payment_link', input: link }] });

/** What is said comes from its number alone, in all lengths. */
async function logOf(questions: number, first?: ScriptedReply): Promise<readonly Event[]> {
  const store = createMemoryStore();
  const desk = createDeskAgent(await openTestDatabase());
  // The model is a script: what it would be sent, again and again, is what would take long.
  const definition: AgentDefinition<DeskTools> = { ...desk, context: () => [] };
  const model = scriptedModel((_, turn) => (turn === 0 && first ? first : { text: answer(turn + 1) }));
  const agent = createAgent(definition, { model, store, user: USER });
  for (let number = 1; number <= questions; number += 1) {
    await agent.send(`Question ${number}: ${'what about it, and why? '.repeat((number * 7) % 9)}`);
    await rested(agent);
  }
  const { threadId } = agent.getState();
  agent.dispose();
  return store.read(threadId);
}

function answer(number: number): string {
  const points = Array.from({ length: (number * 5) % 4 }, (_, index) => `- point ${index + 1} of it`);
  return [`Answer ${number}. ${'It is as it is. '.repeat((number * 11) % 23)}`, points.join('\n')].join('\n\n');
}

async function rested(agent: LiveAgent<DeskTools>): Promise<void> {
  const isResting = () => ['done', 'awaitingApproval'].includes(agent.getSnapshot().phase);
  while (!isResting()) {
    await new Promise<void>((resolve) => {
      const stop = agent.subscribe(() => {
        stop();
        resolve();
      });
    });
  }
}
