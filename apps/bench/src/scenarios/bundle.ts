import { bundleSize } from '../bundle-size.ts';
import { formatNumber } from '../format.ts';
import { judgeValue } from '../judge.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import type { Scenario } from '../scenario.ts';
import { peersFolder, twelvefoldVersion, versionOf } from '../version-of.ts';

interface Entry {
  readonly metric: string;
  readonly system: string;
  readonly file: URL;
  readonly package?: string;
  readonly leaveOut?: readonly RegExp[];
  readonly note: string;
}

const CORE = 'core, all of it, without its hash helper';
const HOOKS = 'React hooks for an agent';
const HASHES = /^@noble\/hashes/;

const ours = (file: string): URL => new URL(`../bundle/${file}`, import.meta.url);
const theirs = (file: string): URL => new URL(`src/bundle/${file}`, peersFolder);
const WITH_SERVER = 'the client alone: the agent runs on a server';

const entries: readonly Entry[] = [
  { metric: CORE, system: OURS, file: ours('core.ts'), leaveOut: [HASHES], note: 'every export' },
  { metric: 'core, `reduce` alone', system: OURS, file: ours('reduce.ts'), note: 'folds any log' },
  {
    metric: 'core, `reduce`, `decide` and `plan`, without its hash helper',
    system: OURS,
    file: ours('reduce-decide-plan.ts'),
    leaveOut: [HASHES],
    note: 'the engine',
  },
  {
    metric: HOOKS,
    system: OURS,
    file: ours('drop-in-indexeddb.ts'),
    note: 'the agent in the page, with approvals, the machine, the AI SDK adapter and IndexedDB; without a provider',
  },
  {
    metric: `${HOOKS}, nothing stored`,
    system: OURS,
    file: ours('drop-in.ts'),
    note: 'the same without IndexedDB',
  },
  ...[
    {
      system: '@ai-sdk/react useChat with ToolLoopAgent in the page',
      package: '@ai-sdk/react',
      file: theirs('use-chat-agent.ts'),
      note: 'DirectChatTransport; without a provider and without a store',
    },
    { system: '@ai-sdk/react useChat', package: '@ai-sdk/react', file: theirs('use-chat.ts'), note: WITH_SERVER },
    {
      system: '@tanstack/ai-react',
      package: '@tanstack/ai-react',
      file: theirs('tanstack-use-chat.ts'),
      note: WITH_SERVER,
    },
    {
      system: '@copilotkit/react-core headless',
      package: '@copilotkit/react-core',
      file: theirs('copilotkit-headless.ts'),
      note: WITH_SERVER,
    },
    {
      system: '@assistant-ui/react runtime',
      package: '@assistant-ui/react',
      file: theirs('assistant-ui-runtime.ts'),
      note: `${WITH_SERVER}, or in an adapter of yours`,
    },
    {
      system: '@langchain/langgraph-sdk useStream',
      package: '@langchain/langgraph-sdk',
      file: theirs('langgraph-use-stream.ts'),
      note: WITH_SERVER,
    },
    {
      system: '@langchain/react useStream',
      package: '@langchain/react',
      file: theirs('langchain-use-stream.ts'),
      note: WITH_SERVER,
    },
    {
      system: 'xstate with @xstate/react',
      package: 'xstate',
      file: ours('xstate-react.ts'),
      note: 'a state machine and no agent: part of what Twelvefold brings',
    },
  ].map((peer) => ({ metric: HOOKS, ...peer })),
];

export const bundle: Scenario = {
  name: 'bundle',
  title: 'What does a page load: minified and gzipped, React left out?',
  notes: [
    'Each is built by Vite for production from a module that does nothing but export what an application imports. What a peer loads later, in chunks of its own, is not counted and stands in the note. Sizes are the same in every run, so there is one.',
    'What is in Twelvefold’s, what was cut and what was left: [bundle-size.md](../../docs/decisions/bundle-size.md).',
  ],
  whySlower: {
    [`xstate with @xstate/react / ${HOOKS}`]: 'It is the state machine alone, which Twelvefold has inside.',
    [HOOKS]: 'It leaves the agent to a server; Twelvefold’s runs in the page.',
  },
  judge: (rows) => [
    judgeValue(rows, CORE, { target: 'core: at most 6 kB beyond its hash helper', atMost: 6 }),
    judgeValue(rows, HOOKS, {
      target: 'useAgent with machine, core, ai-sdk adapter and IndexedDB: at most 25 kB',
      atMost: 25,
    }),
  ],
  run: async ({ log }) => {
    const rows: Row[] = [];
    for (const { metric, system, file, leaveOut, note, package: name } of entries) {
      const row = { scenario: 'bundle', system, metric, unit: 'kB', better: 'less' } as const;
      const version = name === undefined ? twelvefoldVersion : versionOf(name);
      try {
        const { kB, lazyKB } = await bundleSize(file, leaveOut);
        const later = lazyKB > 0 ? `; ${formatNumber(lazyKB)} kB more later` : '';
        rows.push({ ...row, version, value: kB, note: `${note}${later}` });
      } catch (error) {
        log(`${system} was not built: ${String(error).split('\n')[0] ?? ''}`);
        rows.push({ ...row, version, value: null, note: 'its bundle could not be built' });
      }
    }
    return rows;
  },
};
