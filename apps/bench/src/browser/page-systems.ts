import { peersFolder, twelvefoldVersion, versionOf } from '../version-of.ts';

/** A system in a page of its own. */
export interface PageSystem {
  /** As in the rows. */
  readonly system: string;
  /** Of the installed package; empty for a floor. */
  readonly version: string;
  /** The script of its page. */
  readonly entry: URL;
  /** It is told to show what streams at most once in so many milliseconds. */
  readonly throttleMs?: number;
  /** What else its address says. */
  readonly search?: string;
  /** How it was set up, for its rows. */
  readonly note?: string;
}

export const twelvefold: PageSystem = ours('twelvefold', 'twelvefold', 'useAgent and memo on entries');

const twelvefoldByEntry: PageSystem = ours(
  'twelvefold, useEntry',
  'twelvefold-use-entry',
  'useEntryIds and useEntry: each entry asks for itself',
);

const twelvefoldThrottled: PageSystem = throttled(twelvefold, 'the same with draftIntervalMs: 50');

/** What the least would cost. */
const handWritten: PageSystem = {
  ...ours('hand-written store', 'hand-written', 'one string, told once a frame; keeps no log and checks nothing'),
  version: '',
};

const useChat: PageSystem = peer('@ai-sdk/react', 'use-chat', 'as it comes: each delta is told');

const useChatThrottled: PageSystem = throttled(useChat, 'with throttle: 50, as in its docs');

const tanstackChat: PageSystem = peer(
  '@tanstack/ai-react',
  'tanstack-chat',
  'useChat with a stream connection, which waits for a timer behind each delta, 4 ms in a browser; the page parses partial input with its parser',
);

const assistantUi: PageSystem = peer(
  '@assistant-ui/react',
  'assistant-ui',
  'useLocalRuntime and its primitives; the adapter parses partial input with its parser',
);

const copilotKit: PageSystem = peer(
  '@copilotkit/react-core',
  'copilotkit',
  'useAgent over an AG-UI agent in the page, with its list of messages and tool calls and views of the page in them',
);

const copilotKitThrottled: PageSystem = throttled(copilotKit, 'the same with throttleMs: 50');

const langGraph: PageSystem = peer(
  '@langchain/react',
  'langgraph-use-stream',
  'LangGraph’s useStream over an AgentServerAdapter in the page; each delta of an input says all of it, as its protocol has it',
);

/** All of them, in the order of the rows. */
export const allPageSystems: readonly PageSystem[] = [
  twelvefold,
  twelvefoldByEntry,
  twelvefoldThrottled,
  handWritten,
  useChat,
  useChatThrottled,
  tanstackChat,
  assistantUi,
  copilotKit,
  copilotKitThrottled,
  langGraph,
];

/** Those of `--quick`. */
export const quickPageSystems: readonly PageSystem[] = [twelvefold, useChat];

/** The same page, told to be slower by its address. */
function throttled(system: PageSystem, note: string): PageSystem {
  return { ...system, system: `${system.system}, throttled`, throttleMs: 50, note };
}

function ours(system: string, page: string, note: string): PageSystem {
  return { system, version: twelvefoldVersion, entry: new URL(`pages/${page}.tsx`, import.meta.url), note };
}

function peer(name: string, page: string, note: string): PageSystem {
  return { system: name, version: versionOf(name), entry: new URL(`src/browser/${page}.tsx`, peersFolder), note };
}
