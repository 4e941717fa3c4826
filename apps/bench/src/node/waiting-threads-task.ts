/*
 * Thousands of threads that wait for a person. Nothing of them is in memory but what is looked at: the heap is read with
 * the store open, with a page of the list shown, with some agents live, and after those were disposed.
 */
import type { Event } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { collectGarbage, task } from '../task.ts';
import { countedStore } from './counted-store.ts';
import { desk, silentModel } from './desk.ts';
import { openStore } from './open-database.ts';

export interface WaitingInput {
  readonly path: string;
  readonly live: number;
}

export interface WaitingBytes {
  /** With the store open and a page of its list read, but no agent live. */
  readonly idleHeap: number;
  readonly perLiveAgent: number;
  readonly perDisposedAgent: number;
  /** The events of one such thread, parsed, without an agent. */
  readonly perParsedLog: number;
  readonly listMs: number;
  readonly listeningAfterDispose: number;
}

const PAGE = 50;

task(async ({ path, live }: WaitingInput): Promise<WaitingBytes> => {
  const { store, counts } = countedStore(openStore({ kind: 'sqlite', where: path }));
  const agentOf = async (index: number): Promise<LiveAgent> => {
    const agent = createAgent(desk, { model: silentModel, store, thread: `waiting-${index}` });
    await agent.start();
    if (agent.getSnapshot().phase !== 'awaitingApproval') throw new Error('The thread does not wait.');
    return agent;
  };
  // Code and statements are there once, whatever the number.
  for (let index = 0; index < 100; index++) (await agentOf(index)).dispose();
  await store.list({ limit: PAGE });

  const startedMs = performance.now();
  const listed = (await store.list({ phases: ['awaitingApproval'], limit: PAGE })).threads.length;
  const listMs = performance.now() - startedMs;
  if (listed !== PAGE) throw new Error(`The list has ${listed} threads.`);
  const idle = await heapBytes();

  const agents: LiveAgent[] = [];
  for (let index = 0; index < live; index++) agents.push(await agentOf(index));
  const alive = await heapBytes();
  for (const agent of agents.splice(0)) agent.dispose();
  const disposed = await heapBytes();

  const logs: (readonly Event[])[] = [];
  for (let index = 0; index < live; index++) logs.push(await store.read(`waiting-${index}`));
  const parsed = await heapBytes();
  if (logs.length !== live) throw new Error('Some logs are missing.');
  return {
    idleHeap: idle,
    perLiveAgent: (alive - idle) / live,
    perDisposedAgent: Math.max(disposed - idle, 0) / live,
    perParsedLog: (parsed - disposed) / live,
    listMs,
    listeningAfterDispose: counts().listening,
  };
});

/** After promises, finalizers and what they let go of had their turn. */
async function heapBytes(): Promise<number> {
  for (let time = 0; time < 4; time++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
  }
  return process.memoryUsage().heapUsed;
}
