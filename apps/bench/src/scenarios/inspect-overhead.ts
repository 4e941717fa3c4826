import { interleave } from '../interleave.ts';
import { judgeBeside, judgeDoubling } from '../judge.ts';
import type { InspectOverhead, InspectOverheadInput } from '../node/inspect-overhead-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion, versionOf } from '../version-of.ts';

const script = new URL('../node/inspect-overhead-task.ts', import.meta.url);
const TIME = 'time of an event';
const BYTES = 'sent for an event';
const DEFAULT_PATH = '@statelyai/inspect, inspect';

const ways: readonly { readonly way: InspectOverheadInput['way']; readonly system: string }[] = [
  { way: 'feed', system: OURS },
  { way: 'inspect', system: DEFAULT_PATH },
  { way: 'none', system: 'nobody looks' },
];

export const inspectOverhead: Scenario = {
  name: 'inspect-overhead',
  title: 'What does it cost to show a live agent in an inspector of XState, as its thread grows?',
  nIs: 'events',
  notes: [
    'From `agent.send` until the inspector handed its adapter what the agent is since then, as JSON text, on a paused thread in the memory store. Twelvefold: `feedInspector`, which sends a summary. The other: the `inspect` of the same package, given to `createAgent({ inspect })`, which sends all of the thread each time, cut at ten levels. That shows more: whoever wants to read whole entries in the viewer pays for them.',
    'With `inspect`, what is sent is put off until the process is idle; that is waited for here, since it is the same thread that is busy then.',
  ],
  judge: (rows) => [
    judgeDoubling(rows, TIME, 'as much in a long thread as in a short one: at most 1.2 × per doubling', 1.2),
    judgeBeside(
      rows.filter(({ n }) => n === 10_000),
      {
        metric: TIME,
        system: DEFAULT_PATH,
        target: 'at 10,000 events at most a tenth of the default path',
        atMost: 0.1,
      },
    ),
  ],
  run: async ({ isQuick }) => {
    const sizes = isQuick ? [100, 1_000] : [100, 1_000, 10_000];
    const cases = sizes.flatMap((events) => ways.map((way) => ({ ...way, events })));
    const took = await interleave(cases, isQuick ? 1 : 3, ({ way, events }) =>
      runInNode<InspectOverhead>(script, { way, events, measured: isQuick ? 10 : 24 } satisfies InspectOverheadInput),
    );
    return [...took].flatMap(([{ way, system, events }, results]): readonly Row[] => {
      const version = way === 'feed' ? twelvefoldVersion : way === 'inspect' ? versionOf('@statelyai/inspect') : '';
      const row = { scenario: 'inspect-overhead', system, version, better: 'less', n: events } as const;
      const time: Row = { ...row, metric: TIME, unit: 'ms', ...spreadOf(results.map(({ ms }) => ms)) };
      const bytes: Row = { ...row, metric: BYTES, unit: 'bytes', ...spreadOf(results.map((each) => each.bytes)) };
      return way === 'none' ? [time] : [time, bytes];
    });
  },
};
