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
 * @returns Stops, and gives the shares before and after a moment, in seconds as `Performance.getMetrics` has it.
 */
export async function sampleScript(
  session: CDPSession,
): Promise<(momentS: number) => Promise<{ readonly before: number; readonly after: number }>> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLED_EVERY_US });
  await session.send('Profiler.start');
  return async (momentS) => {
    const { profile } = await session.send('Profiler.stop');
    const { nodes, samples = [], timeDeltas = [], startTime } = profile;
    const names = new Map(nodes.map(({ id, callFrame }) => [id, callFrame.functionName]));
    const sums = { before: { script: 0, program: 0 }, after: { script: 0, program: 0 } };
    let atUs = startTime;
    for (const [index, id] of samples.entries()) {
      const name = names.get(id) ?? '';
      atUs += timeDeltas[index] ?? 0;
      const sum = atUs <= momentS * 1_000_000 ? sums.before : sums.after;
      // A sample stands for the time until the next one.
      const us = timeDeltas[index + 1] ?? 0;
      if (name === PROGRAM) sum.program += us;
      else if (!NO_WORK.has(name)) sum.script += us;
    }
    return { before: shareOf(sums.before), after: shareOf(sums.after) };
  };
}

function shareOf({ script, program }: { readonly script: number; readonly program: number }): number {
  return script + program === 0 ? 0 : script / (script + program);
}
