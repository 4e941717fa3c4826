import { pageRows } from '../browser/page-rows.ts';
import { withPages } from '../browser/with-pages.ts';
import { judgeValue } from '../judge.ts';
import type { Scenario } from '../scenario.ts';

const NAME = 'unrelated-subscribers';
const RENDERS = 'renders of the status';

export const unrelatedSubscribers: Scenario = {
  name: NAME,
  title: 'How often does a component render that reads only whether the model writes, while it writes?',
  notes: [
    'The component asks the system itself, by the hook that its docs name for it. TanStack AI and LangGraph’s useStream tell nobody but the component that calls the hook: there it is handed down as a property to a component behind `memo`, which renders 0 times in every system, while the component above it renders at each commit.',
    'Counted while the reply is open: its end, which every system tells, is not in it.',
  ],
  judge: (rows) => [
    judgeValue(rows, RENDERS, {
      target: 'a component that reads the phase renders 0 times while text streams',
      atMost: 0,
    }),
  ],
  run: (options) =>
    withPages(options, async ({ systems, count }) => {
      const deltas = options.isQuick ? 60 : 300;
      const cases = systems.map((system) => ({
        system,
        question: {
          thread: { messages: 100, shown: 50, hasStatus: true },
          stream: { content: { kind: 'text', deltas }, everyMs: 5, timeLimitMs: 15_000 },
        } as const,
      }));
      return pageRows(NAME, await count(cases), [
        { metric: RENDERS, unit: 'count', of: ({ renders }) => renders.status.known + renders.status.fresh },
      ]);
    }),
};
