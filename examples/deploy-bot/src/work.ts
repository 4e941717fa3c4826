import { openCalls, type Decision, type Event, type Model } from '@twelvefold/core';
import { readThreadFile } from '@twelvefold/core/thread-file';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createDeployBot } from './deploy-bot.ts';
import { createFileStore } from './file-store.ts';
import { openWorld } from './world.ts';

export interface WorkOptions {
  /** The thread file. `deployments.json` beside it is the world. */
  readonly path: string;
  readonly model: Model;
  /** Who speaks. */
  readonly person: string;
  /** No other process is at the thread, so what a dead one held is taken over at once. */
  readonly alone: boolean;
  /** Hears what gets into the file meanwhile, from whatever process. */
  readonly onEvents: (events: readonly Event[], agent: LiveAgent) => void;
}

/**
 * Opens a thread, does one thing to it, and works until it is done or waits for a person. Then the process may end, and
 * any other may go on from the file.
 *
 * @throws TwelvefoldError when the file cannot be read or written.
 */
export async function work(
  { path, model, person, alone, onEvents }: WorkOptions,
  command: (agent: LiveAgent) => Promise<Decision> | undefined,
): Promise<{ readonly agent: LiveAgent; readonly decision: Decision | undefined }> {
  const stored = readEvents(path);
  const agent = createAgent(createDeployBot(openWorld(join(dirname(path), 'deployments.json'))), {
    model,
    store: createFileStore(path),
    exclusive: alone,
    user: { kind: 'person', id: person, name: person },
    autoStart: false,
    ...(stored[0] && { thread: { id: stored[0].threadId, events: stored } }),
  });
  let seen = stored.length;
  agent.subscribe(() => {
    const { seq } = agent.getState();
    if (seq <= seen) return;
    onEvents(readEvents(path).slice(seen, seq), agent);
    seen = seq;
  });
  try {
    const decision = await command(agent);
    await agent.start();
    await untilQuiet(agent);
    return { agent, decision };
  } finally {
    agent.dispose();
  }
}

/** The events of a thread file; none where there is no file. */
export function readEvents(path: string): readonly Event[] {
  return existsSync(path) ? readThreadFile(readFileSync(path, 'utf8')) : [];
}

/** Resolves when nothing runs any more: the thread is done, or waits for a person. */
function untilQuiet(agent: LiveAgent): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const { problem, state } = agent.getSnapshot();
      if (problem) return reject(problem);
      const isBusy = agent.actor.getSnapshot().hasTag('busy') || openCalls(state).some(isRunning);
      if (!isBusy) resolve();
    };
    agent.subscribe(look);
    look();
  });
}

function isRunning({ status }: { readonly status: string }): boolean {
  return status === 'running';
}
