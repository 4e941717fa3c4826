import { pageRows } from '../browser/page-rows.ts';
import type { PageSystem } from '../browser/page-systems.ts';
import { scriptMsOf, withPages } from '../browser/with-pages.ts';
import { judgeValue } from '../judge.ts';
import type { Scenario } from '../scenario.ts';

const NAME = 'long-thread';
const MESSAGES = 2_000;
const PACED = 'script time, 200 deltas a second';
const AT_ONCE = 'script time, as fast as they are taken';
const FINISHED = 'renders of finished messages';
const COMMITS = 'React commits';
const COMMITS_IN_FRAME = 'React commits in one frame, at most';

const often =
  'Twelvefold shows each frame, the other 20 times a second, and so walks the list of 2,000 less often. Told to do so, too, it is "twelvefold, throttled".';

export const longThread: Scenario = {
  name: NAME,
  title: `What do 300 deltas of text cost in a page that shows ${MESSAGES.toLocaleString('en-US')} messages?`,
  notes: [
    'All messages are in the page, each a component behind `memo` that takes the system’s own object; CopilotKit has such components of its own. Most of what remains is React, which walks the list at each commit: a virtualised list has none of it.',
    'Twelvefold’s 2,000 messages are 3,000 entries: the end of each run is one that shows nothing, but is walked like the others.',
    'How many frames there are decides how often a system that shows once a frame renders; at 200 deltas a second, 300 of them take 90 frames.',
  ],
  whySlower: {
    [PACED]: often,
    'main thread, 200 deltas a second': often,
    [AT_ONCE]: often,
    [COMMITS]: often,
    'long tasks': often,
  },
  judge: (rows) => [
    judgeValue(rows, FINISHED, { target: 'finished entries render 0 times while a reply streams', atMost: 0 }),
    judgeValue(rows, COMMITS_IN_FRAME, { target: 'at most one React commit a frame', atMost: 1 }),
  ],
  run: (options) =>
    withPages(options, async ({ systems, time, countCommits }) => {
      const { isQuick } = options;
      const deltas = isQuick ? 60 : 300;
      const casesOf = (everyMs: number): readonly { system: PageSystem; question: ReturnType<typeof questionOf> }[] =>
        systems.map((system) => ({ system, question: questionOf(deltas, everyMs) }));
      const counts = pageRows(NAME, await countCommits(casesOf(5)), [
        { metric: FINISHED, unit: 'count', of: ({ renders }) => renders.message.known },
        { metric: COMMITS_IN_FRAME, unit: 'count', of: ({ mostCommitsInAFrame }) => mostCommitsInAFrame },
        { metric: COMMITS, unit: 'count', of: ({ commits }) => commits },
      ]);
      if (isQuick) return counts;
      return [
        ...pageRows(NAME, await time(casesOf(5), scriptMsOf), [
          { metric: PACED, unit: 'ms', of: scriptMsOf },
          { metric: 'main thread, 200 deltas a second', unit: 'ms', of: ({ taskMs }) => taskMs },
          { metric: 'long tasks', unit: 'ms', of: ({ longTasksMs }) => longTasksMs },
        ]),
        ...pageRows(NAME, await time(casesOf(0), scriptMsOf), [{ metric: AT_ONCE, unit: 'ms', of: scriptMsOf }]),
        ...counts,
      ];
    }),
};

function questionOf(deltas: number, everyMs: number) {
  return {
    thread: { messages: MESSAGES, shown: MESSAGES + 10 },
    stream: { content: { kind: 'text', deltas }, everyMs, timeLimitMs: 15_000 },
  } as const;
}
