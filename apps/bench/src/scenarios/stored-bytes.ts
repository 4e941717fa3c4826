import { formatNumber } from '../format.ts';
import { judgeGrowth, oursOf, worstDoubling } from '../judge.ts';
import type { StoredBytes, StoredBytesOrder } from '../node/stored-bytes-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Judgement, Scenario } from '../scenario.ts';
import type { ScriptedSystem } from '../scripted-system.ts';
import { twelvefoldVersion, versionOf } from '../version-of.ts';

const EVENTS = 'twelvefold, events alone';
const LANGGRAPH = '@langchain/langgraph';
const KEPT = 'bytes kept';
const WRITTEN = 'bytes written';
const MANY_RUNS = 'bytes written in a thread of many runs';
const MANY_RUNS_SIZES = [500, 1_000, 2_000];

const peer = (file: string): URL => new URL(`../../peers/src/node/stored-bytes-${file}.ts`, import.meta.url);
const twelvefold = {
  version: twelvefoldVersion,
  script: new URL('../node/stored-bytes-twelvefold.ts', import.meta.url),
};
const langgraph = { version: versionOf('@langchain/langgraph'), script: peer('langgraph') };
const ai = { version: versionOf('ai'), script: peer('ai-sdk') };
const openai = { version: versionOf('@openai/agents'), script: peer('openai-agents') };

const cases: readonly ScriptedSystem[] = [
  {
    system: OURS,
    ...twelvefold,
    way: 'all',
    note: 'SQLite store: the JSON of all events and, from 200 events on, of the one checkpoint.',
  },
  { system: 'twelvefold, hash chain', ...twelvefold, way: 'all, hash chain', note: 'The same with `hashChain: true`.' },
  { system: EVENTS, ...twelvefold, way: 'events', note: 'Without the checkpoint, which is a cache.' },
  {
    system: 'twelvefold, SQLite file',
    ...twelvefold,
    way: 'file',
    note: 'The size of the file: with tables, indexes and half-full pages.',
  },
  {
    system: LANGGRAPH,
    ...langgraph,
    way: 'messages',
    note: 'MessagesValue with MemorySaver: what it serialized, without its keys.',
  },
  {
    system: '@langchain/langgraph, delta messages',
    ...langgraph,
    way: 'delta messages',
    note: 'The same with MessagesDeltaValue, which its docs call experimental.',
  },
  {
    system: '@langchain/langgraph, at the exit',
    ...langgraph,
    way: 'at the exit',
    note: "MessagesValue with `durability: 'exit'`: a crash loses the run.",
  },
  { system: 'ai', ...ai, way: 'saved at the end', note: 'UIMessages, saved in onEnd: a crash loses the run.' },
  {
    system: 'ai, saved after each step',
    ...ai,
    way: 'saved after each step',
    note: 'UIMessages, saved in onUIMessageStepEnd: each save replaces the one before.',
  },
  {
    system: '@openai/agents, RunState',
    ...openai,
    way: 'RunState',
    note: 'Serialized once, at the end: a crash loses the run.',
  },
  { system: '@openai/agents, session', ...openai, way: 'session', note: 'The items of a MemorySession as JSON.' },
];

export const storedBytes: Scenario = {
  name: 'stored-bytes',
  title: 'How many bytes are stored of a run?',
  nIs: 'steps',
  notes: [
    'The run is that of `agent-loop`. Bytes are counted, not timed, so that one run is enough.',
    'They do not keep the same. Twelvefold keeps every fact with its time: each request with the hash of what was sent, each claim with its key, each result; what is kept can be folded again at any of them. LangGraph keeps the state after each superstep. UIMessages and sessions keep what was said, and nothing of how it came about.',
    'A thread of many runs has one of 20 steps after the other, each by an agent that restored it. A checkpoint is the whole state, so one is written only when the log is a quarter longer than at the last: all of them together are a few times as long as the last one.',
    'Not counted as written: pages that SQLite writes again, and the line about the thread, some 200 bytes, that each append brings up to date.',
    "LangGraph's SQLite saver needs a native build, so its MemorySaver stands for it; it keeps the same checkpoints.",
  ],
  whySlower: {
    [KEPT]:
      'The log has four records for each step, with ids, times, hashes and keys; the other keeps the conversation, or the last state, alone.',
    [`${EVENTS} / ${KEPT}`]: 'It is the same log without its checkpoint.',
    [`${EVENTS} / ${WRITTEN}`]: 'It is the same log without its checkpoint.',
    [WRITTEN]: 'As with the bytes kept: more facts of each step, though each is written once.',
  },
  judge: (rows) => [
    judgeLinear(rows),
    judgeGrowth(
      rows,
      MANY_RUNS,
      'all that is written of a thread of many runs: linear (at most 2.3 × for twice as many)',
      2.3,
    ),
    judgeBesideLangGraph(rows),
  ],
  run: async ({ isQuick, log }) => {
    const sizes = isQuick ? [25] : [25, 50, 100, 200];
    const rows: Row[] = [];
    for (const script of new Set(cases.map((each) => each.script))) {
      log(`stored-bytes: ${script.pathname.split('/').at(-1)}`);
      const measured = cases
        .filter((each) => each.script === script)
        .flatMap((each) => sizes.map((steps) => ({ ...each, steps })));
      const orders = measured.map(({ way, steps }): StoredBytesOrder => ({ way, steps }));
      const answers = await runInNode<readonly StoredBytes[]>(script, orders, { timeoutMs: 300_000 });
      rows.push(...measured.flatMap((each, index) => rowsOf(each, answers[index])));
    }
    return isQuick ? rows : [...rows, ...(await manyRuns())];
  },
};

async function manyRuns(): Promise<readonly Row[]> {
  const { version, script } = twelvefold;
  const orders = MANY_RUNS_SIZES.map((steps): StoredBytesOrder => ({ way: 'many runs', steps }));
  const answers = await runInNode<readonly StoredBytes[]>(script, orders, { timeoutMs: 300_000 });
  const row = {
    scenario: 'stored-bytes',
    metric: MANY_RUNS,
    system: OURS,
    version,
    unit: 'bytes',
    better: 'less',
  } as const;
  return answers.map(({ writtenBytes = null }, index) => ({
    ...row,
    n: MANY_RUNS_SIZES[index] ?? 0,
    value: writtenBytes,
    note: 'The JSON of all events, and of every checkpoint.',
  }));
}

function rowsOf(
  { system, version, note, steps: n }: ScriptedSystem & { readonly steps: number },
  answer?: StoredBytes,
): Row[] {
  const row = { scenario: 'stored-bytes', system, version, unit: 'bytes', better: 'less', n, note } as const;
  const { keptBytes = null, writtenBytes } = answer ?? {};
  return [
    { ...row, metric: KEPT, value: keptBytes },
    ...(writtenBytes === undefined ? [] : [{ ...row, metric: WRITTEN, value: writtenBytes }]),
  ];
}

function judgeLinear(rows: readonly Row[]): Judgement {
  const worst = worstDoubling(oursOf(rows, KEPT, EVENTS));
  const target = 'events of a run: linear in its steps (at most 2.05 × for twice as many)';
  if (worst === undefined) return { target, measured: 'too few sizes', isMet: undefined };
  return { target, measured: `${formatNumber(worst)} × per doubling, at worst`, isMet: worst <= 2.05 };
}

function judgeBesideLangGraph(rows: readonly Row[]): Judgement {
  const [ours, theirs] = [oursOf(rows, KEPT).at(-1), oursOf(rows, KEPT, LANGGRAPH).at(-1)];
  const target = "bytes kept of the longest run: fewer than LangGraph's checkpoints";
  if (!ours || !theirs) return { target, measured: 'not measured', isMet: undefined };
  return { target, measured: `1 / ${formatNumber(theirs.value / ours.value)}`, isMet: ours.value < theirs.value };
}
