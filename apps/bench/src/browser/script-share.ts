import type { CDPSession } from 'playwright-core';

const SAMPLED_EVERY_US = 250;

/** What is no script: the browser works for itself, in the main thread as well. */
const PROGRAM = '(program)';
/** What is no work. */
const NO_WORK = new Set(['(root)', '(idle)']);

/**
 * Finds by V8's sampling profiler how much of the main thread's work is script and garbage collection: 0 to 1. Chromium's
 * own `ScriptDuration` leaves out microtasks, where most of a stream is read; and time between samples, unlike processor
 * time, grows when another process has the processor.
 *
 * @returns Stops, and gives the share.
 */
export async function sampleScript(session: CDPSession): Promise<() => Promise<number>> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US });
  await session.send('Profiler.start');
  return async () => {
    const { profile } = await session.send('Profiler.stop');
    const { nodes, samples = [], timeDeltas = [] } = profile;
    const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
    let script = 0;
    let program = 0;
    for (const [index, id] of samples.entries()) {
      const name = names.get(id) ?? '';
      // A sample stands for the time until the next one.
      const us = timeDeltas[index + 1] ?? 0;
      if (name === PROGRAM) program += us;
      else if (!NO_WORK.has(name)) script += us;
    }
    return script + program === 0 ? 0 : script / (script + program);
  };
}
