import type { Scenario } from './scenario.ts';
import { agentLoop } from './scenarios/agent-loop.ts';
import { fold } from './scenarios/fold.ts';
import { liveEvents } from './scenarios/live-events.ts';
import { restoreCheckpoint } from './scenarios/restore-checkpoint.ts';
import { restore } from './scenarios/restore.ts';

/** Everything that `pnpm bench` measures, in the order of the page. */
export const allScenarios: readonly Scenario[] = [fold, liveEvents, agentLoop, restore, restoreCheckpoint];
