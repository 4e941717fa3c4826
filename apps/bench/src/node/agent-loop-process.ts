import { collectGarbage, task } from '../task.ts';
import { checkRun, type RunFacts } from './agent-loop-script.ts';

/** Sets a system up once; what comes back runs the scripted agent on a new thread, from its prompt to its last reply. */
export type SetUp = (steps: number) => () => Promise<RunFacts>;

/** What a measuring process is told. */
export interface AgentLoopOrder {
  /** Which of its ways to run the agent. */
  readonly way: string;
  readonly steps: number;
  readonly runs: number;
  readonly warmUps: number;
}

/** What it answers. */
export interface AgentLoopResult {
  /** Of the median run. */
  readonly stepsPerSecond: number;
  /** Of all threads of the process and all runs: what it costs a server, whatever else the machine does. */
  readonly cpuMicrosPerStep: number;
}

/** The whole of a measuring process: warms up, runs one after the other, checks every run. */
export function agentLoopTask(ways: Readonly<Record<string, SetUp>>): void {
  task(async ({ way, steps, runs, warmUps }: AgentLoopOrder): Promise<AgentLoopResult> => {
    const run = ways[way]?.(steps);
    if (!run) throw new Error(`There is no way "${way}": ${Object.keys(ways).join(', ')}.`);
    for (let index = 0; index < warmUps; index++) checkRun(await run(), steps);
    collectGarbage();
    const times: number[] = [];
    const cpu = process.cpuUsage();
    for (let index = 0; index < runs; index++) {
      const startMs = performance.now();
      const facts = await run();
      times.push(performance.now() - startMs);
      checkRun(facts, steps);
    }
    const { user, system } = process.cpuUsage(cpu);
    const medianMs = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
    return { stepsPerSecond: (steps * 1_000) / medianMs, cpuMicrosPerStep: (user + system) / (runs * steps) };
  });
}
