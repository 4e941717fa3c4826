import type { Scenario } from './scenario.ts';
import { agentLoop } from './scenarios/agent-loop.ts';
import { bundle } from './scenarios/bundle.ts';
import { fold } from './scenarios/fold.ts';
import { forkAndTimeTravel } from './scenarios/fork-and-time-travel.ts';
import { inspectOverhead } from './scenarios/inspect-overhead.ts';
import { liveEvents } from './scenarios/live-events.ts';
import { nextRequest } from './scenarios/next-request.ts';
import { prefixStability } from './scenarios/prefix-stability.ts';
import { restoreCheckpoint } from './scenarios/restore-checkpoint.ts';
import { restore } from './scenarios/restore.ts';
import { storedBytes } from './scenarios/stored-bytes.ts';
import { waitingThreads } from './scenarios/waiting-threads.ts';
import { inputLatency } from './scenarios/input-latency.ts';
import { inspectorPanel } from './scenarios/inspector-panel.ts';
import { longThread } from './scenarios/long-thread.ts';
import { manyParts } from './scenarios/many-parts.ts';
import { streamedToolInput } from './scenarios/streamed-tool-input.ts';
import { textDeltas } from './scenarios/text-deltas.ts';
import { unrelatedSubscribers } from './scenarios/unrelated-subscribers.ts';

/** What is measured in Node, in processes of its own. */
export const nodeScenarios: readonly Scenario[] = [
  bundle,
  fold,
  liveEvents,
  agentLoop,
  storedBytes,
  restore,
  restoreCheckpoint,
  forkAndTimeTravel,
  waitingThreads,
  nextRequest,
  prefixStability,
  inspectOverhead,
];

/** What is measured in pages of a real browser. */
const browserScenarios: readonly Scenario[] = [
  streamedToolInput,
  textDeltas,
  longThread,
  manyParts,
  unrelatedSubscribers,
  inputLatency,
  inspectorPanel,
];

/** Everything that `pnpm bench` measures, in the order of the page. */
export const allScenarios: readonly Scenario[] = [...nodeScenarios, ...browserScenarios];
