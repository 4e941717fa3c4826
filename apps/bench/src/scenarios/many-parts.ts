import { pageRows } from '../browser/page-rows.ts';
import { scriptMsOf, withPages } from '../browser/with-pages.ts';
import { judgeValue } from '../judge.ts';
import type { Scenario } from '../scenario.ts';

const NAME = 'many-parts';
const CALLS = 200;
const FINISHED = 'renders of finished tool calls';

export const manyParts: Scenario = {
  name: NAME,
  title: `What does text cost that streams behind ${CALLS} finished tool calls of the same reply?`,
  notes: [
    'Each tool call is a component behind `memo` that takes the system’s own object of the call; CopilotKit has such components of its own. Renders are counted over all 200.',
    'Twelvefold takes at most 128 calls in one reply, so half of them are of the step before, and have run; the other half are of the reply that streams. In the peers, all are parts of the message that streams; in CopilotKit, whose protocol has text and calls apart, of the message before it.',
  ],
  whySlower: {
    'script time':
      'Twelvefold shows each frame, the other 20 times a second. Told to do so, too, it is "twelvefold, throttled".',
  },
  judge: (rows) => [judgeValue(rows, FINISHED, { target: 'finished calls of the reply render 0 times', atMost: 0 })],
  run: (options) =>
    withPages(options, async ({ systems, time }) => {
      const { isQuick } = options;
      const cases = systems.map((system) => ({
        system,
        question: {
          thread: { messages: 10, shown: 1_000 },
          stream: {
            calls: CALLS,
            content: { kind: 'text', deltas: isQuick ? 60 : 300 },
            everyMs: 5,
            timeLimitMs: 15_000,
          },
        } as const,
      }));
      return pageRows(NAME, await time(cases, scriptMsOf), [
        { metric: FINISHED, unit: 'count', of: ({ renders }) => renders.call.known + renders.call.fresh },
        { metric: 'script time', unit: 'ms', of: scriptMsOf },
      ]);
    }),
};
