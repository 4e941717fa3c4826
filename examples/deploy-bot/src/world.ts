import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { readIfThere, updateFile } from './update-file.ts';

export const environment = z.enum(['staging', 'production']);
export const tagName = z.string().regex(/^v\d+\.\d+\.\d+$/, 'Write a tag such as v1.2.3.');

const worldFile = z.object({
  /** Newest first. */
  tags: z.array(z.object({ name: tagName, commit: z.string(), date: z.string() })),
  /** How many of the next deployments to production the deployment service will drop. */
  outages: z.number().int().min(0),
  /** How long a deployment takes. */
  deployMs: z.number().min(0),
  /** Oldest first. */
  deployments: z.array(
    z.object({
      workflow: z.string(),
      tag: tagName,
      environment,
      status: z.enum(['running', 'succeeded', 'failed', 'cancelled']),
    }),
  ),
});

type WorldFile = z.infer<typeof worldFile>;
export type Tag = WorldFile['tags'][number];
export type Deployment = WorldFile['deployments'][number];
export type Target = Pick<Deployment, 'tag' | 'environment'>;

/** What the bot's tools act on. */
export interface World {
  tags(): Promise<readonly Tag[]>;
  /** Resolves when the deployment succeeded; throws when it did not. */
  deploy(target: Target, signal: AbortSignal): Promise<Deployment>;
  /** The deployment with that workflow, or the last one. */
  status(workflow?: string): Promise<Deployment>;
}

const BEGINNING: WorldFile = {
  tags: [
    { name: 'v1.2.3', commit: '5f0c2d9', date: '2026-11-20T10:00:00Z' },
    { name: 'v1.2.2', commit: '91be4a7', date: '2026-11-17T15:30:00Z' },
    { name: 'v1.2.1', commit: 'c3d8e60', date: '2026-11-12T09:15:00Z' },
  ],
  outages: 1,
  deployMs: 200,
  deployments: [],
};

/** A small world in a JSON file: real enough that two processes see the same deployments, and that one can fail. */
export function openWorld(path: string): World {
  return {
    tags: async () => parse(await readIfThere(path)).tags,

    deploy: async (target, signal) => {
      const begun = await change((world) => begin(world, target));
      if (begun.status === 'failed')
        throw new Error(`The deployment service dropped the connection during workflow ${begun.workflow}.`);
      const { deployMs } = parse(await readIfThere(path));
      const status = await sleep(deployMs, 'succeeded' as const, { signal }).catch(() => 'cancelled' as const);
      const ended = await change((world) => end(world, { ...begun, status }));
      signal.throwIfAborted();
      return ended;
    },

    status: async (workflow) => {
      const { deployments } = parse(await readIfThere(path));
      const found = deployments.findLast((each) => workflow === undefined || each.workflow === workflow);
      if (!found) throw new Error(workflow ? `There is no workflow ${workflow}.` : 'Nothing has been deployed yet.');
      return found;
    },
  };

  function change(work: (world: WorldFile) => Changed): Promise<Deployment> {
    return updateFile(path, (text) => {
      const { world, deployment } = work(parse(text));
      return { next: `${JSON.stringify(world, null, 2)}\n`, result: deployment };
    });
  }

  function parse(text: string | undefined): WorldFile {
    if (text === undefined) return BEGINNING;
    try {
      return worldFile.parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(`${path} does not describe a world. Repair it, or delete it to begin anew.`, { cause });
    }
  }
}

interface Changed {
  readonly world: WorldFile;
  readonly deployment: Deployment;
}

function begin(world: WorldFile, { tag, environment: where }: Target): Changed {
  if (!world.tags.some(({ name }) => name === tag)) throw new Error(`There is no tag ${tag} in the repository.`);
  const isDropped = where === 'production' && world.outages > 0;
  const workflow = `deploy-${world.deployments.length + 1}`;
  const deployment: Deployment = { workflow, tag, environment: where, status: isDropped ? 'failed' : 'running' };
  const outages = isDropped ? world.outages - 1 : world.outages;
  return { world: { ...world, outages, deployments: [...world.deployments, deployment] }, deployment };
}

function end(world: WorldFile, deployment: Deployment): Changed {
  const deployments = world.deployments.map((each) => (each.workflow === deployment.workflow ? deployment : each));
  return { world: { ...world, deployments }, deployment };
}
