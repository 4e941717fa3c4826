import type { PageCase } from '../browser/ask-pages.ts';
import type { Measured } from '../browser/bench-browser.ts';
import { pageRows } from '../browser/page-rows.ts';
import { withPages } from '../browser/with-pages.ts';
import { medianOf } from '../spread.ts';
import type { Scenario } from '../scenario.ts';

const NAME = 'input-latency';

export const inputLatency: Scenario = {
  name: NAME,
  title: 'How long does a key press take to be painted while a reply streams?',
  notes: [
    'From the moment at which the browser process saw the key until after the frame with the letter in it: a frame is 16.7 ms, so 8 to 17 ms are the floor. The box to write in is the same component in all pages and shares nothing with the messages.',
    'Text: 200 deltas a second in a page with 2,000 messages. Input: a tool’s input of 40 kB, 1,000 deltas of 20 characters a second.',
  ],
  run: (options) =>
    withPages(options, async ({ systems, time }) => {
      const { isQuick } = options;
      const text = systems.map((system): PageCase => ({
        system,
        question: {
          thread: { messages: 2_000, shown: 2_010 },
          stream: { content: { kind: 'text', deltas: isQuick ? 100 : 500 }, everyMs: 5, timeLimitMs: 60_000 },
          keyEveryMs: 60,
        },
      }));
      if (isQuick) return pageRows(NAME, await time(text), metricsOf('text'));
      const input = systems.map((system): PageCase => ({
        system,
        question: {
          thread: { messages: 10, shown: 50 },
          stream: { content: { kind: 'string', chars: 40_000, deltaChars: 20 }, everyMs: 1, timeLimitMs: 60_000 },
          keyEveryMs: 60,
        },
      }));
      return [
        ...pageRows(NAME, await time(text), metricsOf('text')),
        ...pageRows(NAME, await time(input), metricsOf('input')),
      ];
    }),
};

function metricsOf(what: string): Parameters<typeof pageRows>[2] {
  return [
    { metric: `key press to paint, ${what}, median`, unit: 'ms', of: (run) => medianOf(run.keyToPaintMs) },
    { metric: `key press to paint, ${what}, worst`, unit: 'ms', of: worstOf },
  ];
}

function worstOf({ keyToPaintMs }: Measured): number {
  return Math.max(...keyToPaintMs);
}
