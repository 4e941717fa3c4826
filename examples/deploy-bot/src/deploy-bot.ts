import { askHuman, defineAgent, defineTool, type PolicyAnswer, type PolicyCall } from '@twelvefold/core';
import { toXmlMessages } from '@twelvefold/core/xml';
import { z } from 'zod';
import { environment, tagName, type Target, type World } from './world.ts';

const INSTRUCTIONS = `You deploy the backend. Look up the tags before you choose one, and deploy to staging before production.
A person approves every deployment to production; if one is denied, do not try again unless asked to.
If something fails, ask a person for more information before you go on, and check the workflow's status before you
deploy again. When all is done, say in one sentence what is deployed where.`;

/** Staging is free; production is up to a person. */
function mayDeploy({ input }: PolicyCall<Target>): PolicyAnswer {
  return input.environment === 'production' ? { ask: { reason: 'Production serves customers.' } } : 'run';
}

/** The bot: four tools, one policy, and the thread as XML in a single message. */
export function createDeployBot(world: World) {
  return defineAgent({
    name: 'deploy-bot',
    instructions: INSTRUCTIONS,
    context: toXmlMessages(),
    tools: {
      list_git_tags: defineTool({
        description: 'Lists the tags of the backend, newest first.',
        input: z.object({}),
        idempotent: true,
        execute: async () => ({ tags: await world.tags() }),
      }),
      deploy_backend: defineTool({
        description: 'Deploys a tag of the backend to an environment.',
        input: z.object({ tag: tagName, environment }),
        approval: mayDeploy,
        timeoutMs: 10_000,
        execute: (target, { signal }) => world.deploy(target, signal),
      }),
      get_workflow_status: defineTool({
        description: 'Tells how a deployment workflow stands: the one named, or the last one.',
        input: z.object({ workflow: z.string().optional() }),
        idempotent: true,
        execute: ({ workflow }) => world.status(workflow),
      }),
      request_more_information: askHuman({
        description: 'Asks a person when something failed, is missing or is ambiguous.',
      }),
    },
  });
}
