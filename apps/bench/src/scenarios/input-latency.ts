import type { PageCase } from '../browser/ask-pages.ts';
import type { Measured } from '../browser/bench-browser.ts';
import { pageRows } from '../browser/page-rows.ts';
import { withPages } from '../browser/with-pages.ts';
import { medianOf } from '../spread.ts';
import type { Scenario } from '../scenario.ts';

const NAME = 'input-latency';
const KEY_EVERY_MS = 50;

const inTheFrame =
  'Twelvefold renders within the frame that the key waits for, which is that much longer; the other between frames, or in fewer of them.';

export const inputLatency: Scenario = {
  name: NAME,
  title: 'How long does a key press take to be painted while a reply streams?',
  notes: [
    'From the moment at which the browser process saw the key until after the frame with the letter in it: a frame is 16.7 ms, so 8 to 17 ms are the floor. The box to write in is the same component in all pages and shares nothing with the messages. Three keys are pressed before anything is measured: the first key of a page is the slowest in every system.',
    'Text: 200 deltas a second in a page with 2,000 messages. Input: a tool’s input of 24 kB, 1,000 deltas of 20 characters a second. A key every 50 ms; "slow" is the slowest of twenty, since the slowest of all is what else the machine did.',
  ],
  whySlower: {
    [metricOf('text', 'median')]: inTheFrame,
    [metricOf('text', 'slow')]: inTheFrame,
    [metricOf('input', 'median')]: inTheFrame,
    [metricOf('input', 'slow')]: inTheFrame,
  },
  run: (options) =>
    withPages(options, async ({ systems, time }) => {
      const { isQuick } = options;
      const text = systems.map((system): PageCase => ({
        system,
        question: {
          thread: { messages: 2_000, shown: 2_010 },
          stream: { content: { kind: 'text', deltas: isQuick ? 60 : 300 }, everyMs: 5, timeLimitMs: 15_000 },
          keyEveryMs: KEY_EVERY_MS,
        },
      }));
      if (isQuick) return pageRows(NAME, await time(text), metricsOf('text'));
      const input = systems.map((system): PageCase => ({
        system,
        question: {
          thread: { messages: 10, shown: 50 },
          stream: { content: { kind: 'string', chars: 24_000, deltaChars: 20 }, everyMs: 1, timeLimitMs: 15_000 },
          keyEveryMs: KEY_EVERY_MS,
        },
      }));
      return [
        ...pageRows(NAME, await time(text), metricsOf('text')),
        ...pageRows(NAME, await time(input), metricsOf('input')),
      ];
    }),
};

function metricsOf(what: 'text' | 'input'): Parameters<typeof pageRows>[2] {
  return [
    { metric: metricOf(what, 'median'), unit: 'ms', of: (run) => medianOf(run.keyToPaintMs) },
    { metric: metricOf(what, 'slow'), unit: 'ms', of: slowestOfTwenty },
  ];
}

function metricOf(what: 'text' | 'input', which: 'median' | 'slow'): string {
  return `key press to paint, ${what}, ${which}`;
}

function slowestOfTwenty({ keyToPaintMs }: Measured): number {
  const slowestFirst = keyToPaintMs.toSorted((a, b) => b - a);
  return slowestFirst[Math.floor(slowestFirst.length / 20)] ?? Number.NaN;
}
