import type { Scenario } from './scenario.ts';
import { fold } from './scenarios/fold.ts';

/** Everything that `pnpm bench` measures, in the order of the page. */
export const allScenarios: readonly Scenario[] = [fold];
