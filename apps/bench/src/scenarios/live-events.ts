import { interleave } from '../interleave.ts';
import { judgeValue } from '../judge.ts';
import type { LiveEventsInput } from '../node/live-events-task.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import { runInNode } from '../run-in-node.ts';
import type { Scenario } from '../scenario.ts';
import { spreadOf } from '../spread.ts';
import { twelvefoldVersion } from '../version-of.ts';

const script = new URL('../node/live-events-task.ts', import.meta.url);
const EVENTS = 10_000;
const QUICK_EVENTS = 2_000;

interface Case extends Omit<LiveEventsInput, 'events'> {
  readonly metric: string;
  readonly system: string;
}

const whole = 'append → reduce → machine → 1 subscriber';
const cases: readonly Case[] = [
  { metric: whole, system: OURS, part: 'agent', subscribers: 1 },
  { metric: whole, system: 'hand-written loop', part: 'by hand', subscribers: 1 },
  { metric: 'the same, all commands at once', system: OURS, part: 'agent, all at once', subscribers: 1 },
  { metric: 'without a subscriber', system: OURS, part: 'agent', subscribers: 0 },
  { metric: 'with 100 subscribers', system: OURS, part: 'agent', subscribers: 100 },
  { metric: 'decide → append → reduce alone', system: OURS, part: 'log', subscribers: 0 },
  { metric: 'machine alone', system: OURS, part: 'machine', subscribers: 0 },
];

export const liveEvents: Scenario = {
  name: 'live-events',
  title: 'How many events a second go through a live agent in Node, with the memory store?',
  notes: [
    'Each event is a command (`agent.send`) that is waited for before the next one is given, on a paused thread that grows to 10,000 events: nothing follows from it, so that the way itself is measured. The parts are runs of their own.',
    'The hand-written loop pushes into an array, folds with `reduce` and calls its listeners: it decides nothing, can refuse nothing, and nobody else could append.',
  ],
  judge: (rows) => [
    judgeValue(rows, whole, { target: 'at least 20,000 live events a second in Node', atLeast: 20_000 }),
  ],
  run: async ({ isQuick }) => {
    const events = isQuick ? QUICK_EVENTS : EVENTS;
    const asked = isQuick ? cases.filter(({ metric }) => metric === whole) : cases;
    const rates = await interleave(asked, isQuick ? 1 : 7, ({ part, subscribers }) =>
      runInNode<number>(script, { part, subscribers, events }),
    );
    return [...rates].map(([{ metric, system }, values]): Row => ({
      scenario: 'live-events',
      system,
      version: system === OURS ? twelvefoldVersion : '',
      metric,
      unit: 'per s',
      better: 'more',
      ...spreadOf(values),
    }));
  },
};
