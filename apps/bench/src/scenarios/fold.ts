import { interleave } from '../interleave.ts';
import { judgeBeside, judgeGrowth } from '../judge.ts';
import type { FoldInput } from '../node/fold-task.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';

const SYSTEMS = { twelvefold: twelvefoldVersion, 'hand-written switch': '' } as const;
const SIZES = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 100_000];
const QUICK_SIZES = [1_000, 8_000];
const script = new URL('../node/fold-task.ts', import.meta.url);

export const fold: Scenario = {
  name: 'fold',
  title: 'What does it cost to fold a log into a state?',
  nIs: 'events',
  notes: [
    'The hand-written switch folds in place, as `fold` does: it writes on one state with a plain array of entries and a map of open calls. It knows only the event types of this log, makes the same state of it (a test compares them) and shares no code with the engine. In both, a call that changes becomes another object, since entries are handed to a UI. `fold` also keeps every 512th state on the way.',
    'A log is folded until that gets no faster, and short ones many times in a row, so that the compiler is done and garbage collections fall on as many events at every size. The last state is kept, as an application keeps it. Both give their entries as an array.',
  ],
  judge: (rows) => [
    judgeGrowth(rows, 'time', 'fold: linear to 100,000 events (over all sizes at most 2.3 × for twice as many)', 2.3),
    judgeBeside(rows, {
      metric: 'time',
      system: 'hand-written switch',
      target: 'fold: at most 3 × a hand-written switch that folds in place, too',
      atMost: 3,
    }),
  ],
  run: async ({ isQuick }) => {
    const sizes = isQuick ? QUICK_SIZES : SIZES;
    const names = Object.keys(SYSTEMS) as (keyof typeof SYSTEMS)[];
    const eventsASample = isQuick ? 8_000 : 200_000;
    const cases = sizes.flatMap((events) => names.map((system) => ({ system, events, eventsASample })));
    const took = await interleave(cases, isQuick ? 1 : 9, (input) =>
      runInNode<number>(script, input satisfies FoldInput),
    );
    return [...took].map(([{ system, events }, values]) => ({
      scenario: 'fold',
      system,
      version: SYSTEMS[system],
      metric: 'time',
      unit: 'ms',
      better: 'less',
      n: events,
      ...spreadOf(values),
    }));
  },
};
