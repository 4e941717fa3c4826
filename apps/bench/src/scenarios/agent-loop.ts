import { interleave } from '../interleave.ts';
import { formatNumber } from '../format.ts';
import type { AgentLoopOrder, AgentLoopResult } from '../node/agent-loop-process.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Judgement, Scenario } from '../scenario.ts';
import type { ScriptedSystem } from '../scripted-system.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion, versionOf } from '../version-of.ts';

const OURS_ON_AI_SDK = 'twelvefold on an AI SDK model';
const AI_GENERATE = 'ai, generate';
const AI_STREAM = 'ai, stream';
const LANGGRAPH = '@langchain/langgraph';
const LANGGRAPH_SAVED = '@langchain/langgraph, MemorySaver';

const twelvefold = new URL('../node/agent-loop-twelvefold.ts', import.meta.url);
const peer = (file: string): URL => new URL(`../../peers/src/node/agent-loop-${file}.ts`, import.meta.url);
const langgraph = { version: versionOf('@langchain/langgraph'), script: peer('langgraph') };
const ai = { version: versionOf('ai'), script: peer('ai-sdk') };

const cases: readonly ScriptedSystem[] = [
  {
    system: OURS,
    version: twelvefoldVersion,
    script: twelvefold,
    way: 'model port',
    note: 'A Model that streams; every event in the memory store.',
  },
  {
    system: OURS_ON_AI_SDK,
    version: twelvefoldVersion,
    script: twelvefold,
    way: '@twelvefold/ai-sdk',
    note: 'aiSdk over the very model object that the AI SDK is given.',
  },
  { system: AI_GENERATE, ...ai, way: 'generate', note: 'ToolLoopAgent.generate: nothing streams, nothing is kept.' },
  { system: AI_STREAM, ...ai, way: 'stream', note: 'ToolLoopAgent.stream, read to its end; nothing is kept.' },
  {
    system: LANGGRAPH,
    ...langgraph,
    way: 'no checkpointer',
    note: 'StateGraph with ToolNode, invoked; nothing is kept.',
  },
  { system: LANGGRAPH_SAVED, ...langgraph, way: 'MemorySaver', note: 'The same with checkpoints in memory.' },
  {
    system: '@langchain/langgraph, createReactAgent',
    ...langgraph,
    way: 'createReactAgent',
    note: 'Without a checkpointer. Deprecated in favour of the package langchain.',
  },
  {
    system: '@openai/agents',
    version: versionOf('@openai/agents'),
    script: peer('openai-agents'),
    way: 'run',
    note: 'run() with a Model of its own, not streamed; tracing off; nothing is kept.',
  },
];

const SHORT = { steps: 20, runs: 60, warmUps: 100 };
const MIDDLE = { steps: 60, runs: 15, warmUps: 15 };
const LONG = { steps: 200, runs: 5, warmUps: 4 };
/** One of each product. */
const QUICK_SYSTEMS = new Set([OURS, AI_STREAM, LANGGRAPH, '@openai/agents']);
const STEPS = 'steps a second';
const CPU = 'CPU time a step';

export const agentLoop: Scenario = {
  name: 'agent-loop',
  title: 'How many steps a second does an agent make when the model and the tool answer at once?',
  nIs: 'steps a run',
  notes: [
    'A run of n steps is n replies and n − 1 calls of one tool: a sentence and a call each, the last only a sentence. Every run is checked: n requests, n − 1 runs of the tool, all n − 1 results in the last request, the right last text.',
    'What they do is not the same: Twelvefold and LangGraph with a checkpointer keep each step before they go on (Twelvefold appends twice a step: the reply with the claim, the result with the next request), the others keep nothing. Streaming costs more than not streaming, and Twelvefold always streams: beside `ai, stream` it is like for like.',
    'CPU time is of all threads of the process, warm: what a server pays, and steadier than the clock on a busy machine.',
  ],
  whySlower: {
    [STEPS]:
      'Each step is two appends through the journal and the machine, with hashes of the request and of the input; `generate` loops over a promise and keeps nothing.',
    [CPU]: 'The same: two appends, a machine and hashes for each step.',
  },
  judge: (rows) => [
    judgeTimes(rows, { of: OURS, system: AI_STREAM, atLeast: 3 }),
    judgeTimes(rows, { of: OURS, system: AI_GENERATE, atLeast: 3 }),
    judgeTimes(rows, { of: OURS_ON_AI_SDK, system: AI_STREAM, atLeast: 3 }),
    judgeTimes(rows, { of: OURS, system: LANGGRAPH, atLeast: 10 }),
    judgeTimes(rows, { of: OURS, system: LANGGRAPH_SAVED, atLeast: 10 }),
  ],
  run: async ({ isQuick, log }) => {
    const orders = isQuick ? [{ ...SHORT, runs: 6, warmUps: 4 }] : [SHORT, MIDDLE, LONG];
    const asked = isQuick ? cases.filter(({ system }) => QUICK_SYSTEMS.has(system)) : cases;
    const measured: Row[] = [];
    for (const order of orders) {
      log(`agent-loop: ${order.steps} steps a run`);
      const results = await interleave(asked, isQuick ? 1 : order === SHORT ? 5 : 3, ({ script, way }) =>
        runInNode<AgentLoopResult>(script, { way, ...order } satisfies AgentLoopOrder),
      );
      for (const [{ system, version, note }, values] of results) {
        const row = { scenario: 'agent-loop', system, version, n: order.steps, note };
        measured.push(
          {
            ...row,
            metric: STEPS,
            unit: 'per s',
            better: 'more',
            ...spreadOf(values.map(({ stepsPerSecond }) => stepsPerSecond)),
          },
          {
            ...row,
            metric: CPU,
            unit: 'µs',
            better: 'less',
            ...spreadOf(values.map(({ cpuMicrosPerStep }) => cpuMicrosPerStep)),
          },
        );
      }
    }
    return measured;
  },
};

interface Beside {
  readonly of: string;
  readonly system: string;
  readonly atLeast: number;
}

/** How many times the steps a second of another system, over runs of 20 steps. A single round only says how many. */
function judgeTimes(rows: readonly Row[], { of, system, atLeast }: Beside): Judgement {
  const rowOf = (name: string): Row | undefined =>
    rows.find((row) => row.system === name && row.metric === STEPS && row.n === SHORT.steps);
  const [ours, theirs] = [rowOf(of), rowOf(system)];
  const target = `${of}: at least ${atLeast} × the steps a second of ${system}`;
  if (!ours?.value || !theirs?.value) return { target, measured: 'not measured', isMet: undefined };
  const times = ours.value / theirs.value;
  const isMet = ours.spread && ours.spread.runs >= 3 ? times >= atLeast : undefined;
  return { target, measured: `${formatNumber(times)} ×`, isMet };
}
