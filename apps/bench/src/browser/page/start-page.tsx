import { Profiler, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { BenchPage, StreamSpec, ThreadSpec } from '../page-contract.ts';
import type { Delta } from './content.ts';
import { beginCounting, countCommit, countRenders, endCounting, endLoading } from './counts.ts';
import { createSource, frames, type Source } from './source.ts';

/** A system in a page. */
export interface PageSystem {
  /** Makes it on a thread. `reply` is what its model, transport or adapter is to stream whenever it is asked. */
  readonly create: (thread: ThreadSpec, reply: () => AsyncIterable<Delta>) => LivePage | Promise<LivePage>;
}

export interface LivePage {
  readonly element: ReactNode;
  /** Says something in the system's own way. */
  readonly send: (text: string) => unknown;
}

/** After the last delta, what has shown nothing new for so long shows no more. */
const SETTLE_MS = 4_000;

/** Puts `window.bench` into the page. */
export function startPage(system: PageSystem): void {
  let live: LivePage;
  let source: Source;
  let stream: StreamSpec;
  let finish: BenchPage['end'];
  const keyToPaintMs: number[] = [];

  const bench: BenchPage = {
    load: async (thread) => {
      const container = document.createElement('div');
      document.body.append(container);
      live = await system.create(thread, () => source.deltas());
      createRoot(container).render(
        <Profiler id="page" onRender={countCommit}>
          {live.element}
        </Profiler>,
      );
      const shown = Math.min(thread.messages, thread.shown);
      await until(() => container.querySelectorAll('li').length >= shown, 60_000);
      const found = container.querySelectorAll('li').length;
      if (found < shown) throw new Error(`The page shows ${found} of ${shown} messages.`);
      await frames(3);
      endLoading();
    },
    send: async (next) => {
      stream = next;
      source = createSource(next);
      window.showsInputRows = next.content.kind !== 'text' && next.content.showsRows === true;
      void live.send('Go on.');
      await source.isAsked;
      await until(() => document.querySelectorAll('[data-chars]').length >= (next.calls ?? 0), 60_000);
      await frames(5);
    },
    run: async () => {
      beginCounting();
      keyToPaintMs.length = 0;
      const startMs = performance.now();
      source.open();
      const deltas = await source.isOver;
      const { expectedChars } = source;
      const endMs = startMs + stream.timeLimitMs;
      const isShown = (): boolean => shownChars(stream) === expectedChars;
      // Some take all deltas at once, and show them one by one.
      await untilShown(stream, expectedChars, endMs);
      const wallMs = performance.now() - startMs;
      const isLate = wallMs > stream.timeLimitMs;
      await frames(2);
      const isShownBeforeEnd = isShown();
      const told = { expectedChars, deltas, wallMs, renders: countRenders(), isShownBeforeEnd };
      finish = async () => {
        source.end();
        await frames(5);
        // What shows nothing before the reply is over is given the time for it.
        if (!isLate) await untilShown(stream, expectedChars, Infinity);
        const shown = shownChars(stream);
        const isWhole = !isLate && shown === expectedChars;
        return { ...told, isWhole, shownChars: shown, ...endCounting(), keyToPaintMs: [...keyToPaintMs] };
      };
    },
    end: () => finish(),
  };
  window.bench = bench;
  addEventListener(
    'keydown',
    ({ timeStamp }) =>
      requestAnimationFrame(() => {
        // The frame is painted once this task is over: the next one begins behind it.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => keyToPaintMs.push(performance.now() - timeStamp);
        port2.postMessage(undefined);
      }),
    { capture: true },
  );
}

/** How much of what streamed is in the page now. */
function shownChars({ content }: StreamSpec): number {
  if (content.kind !== 'text') return Number(last('[data-chars]')?.getAttribute('data-chars'));
  return last('[data-text]')?.textContent?.length ?? 0;
}

function last(selector: string): Element | undefined {
  return [...document.querySelectorAll(selector)].at(-1);
}

/** Waits for the rest for as long as some of it comes, but not beyond `endMs`. */
async function untilShown(stream: StreamSpec, expectedChars: number, endMs: number): Promise<void> {
  let shown = shownChars(stream);
  let newMs = performance.now();
  while (shown !== expectedChars && performance.now() < Math.min(endMs, newMs + SETTLE_MS)) {
    await frames(1);
    const now = shownChars(stream);
    if (now !== shown) newMs = performance.now();
    shown = now;
  }
}

async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  const endMs = performance.now() + limitMs;
  while (!isSo() && performance.now() < endMs) await frames(1);
}
