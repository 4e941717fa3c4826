import type { Browser, CDPSession, Page } from 'playwright-core';
import { launchBrowser } from '../../../../scripts/browser.ts';
import { buildPage, type ReactBuild } from './build-page.ts';
import type { Outcome, StreamSpec, ThreadSpec } from './page-contract.ts';
import type { PageSystem } from './page-systems.ts';
import { servePages } from './page-server.ts';
import { sampleScript } from './script-share.ts';

export interface BenchBrowser {
  /**
   * Streams into a system, in a page that nothing was in before. Times are those of React's production build, and of a
   * page that counts no commits; counts are those of its profiling build.
   */
  readonly measure: (system: PageSystem, question: Question, react?: ReactBuild) => Promise<Measured>;
  /** A page of its own on a system's page, closed after `use`. */
  readonly withPage: <T>(
    entry: URL,
    react: ReactBuild,
    use: (page: Page, session: CDPSession) => Promise<T>,
    search?: string,
  ) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface Question {
  readonly thread: ThreadSpec;
  readonly stream: StreamSpec;
  /** A key is pressed so often while it streams. */
  readonly keyEveryMs?: number;
}

export interface Measured extends Outcome {
  /** Processor time of all JavaScript of the page and its garbage collection, from the first delta until all of it is shown. */
  readonly scriptMs: number;
  /** The same until the reply is over and logged, or whatever a system does with a whole one. */
  readonly scriptThroughEndMs: number;
  /** As `scriptMs`, with styles, layout and painting: all that the main thread does. */
  readonly taskMs: number;
}

/** Thrown for a page that answers no more. */
export class PageStuck extends Error {}

/** So long a page may go on after its time, to show what is left. */
const STUCK_MS = 10_000;

/** Keys that are pressed before anything is measured: the first one costs every page what all later ones do not. */
const WARM_UP_KEYS = 3;

/** Chromium, and the pages built for it as they are asked for. Close it. */
export async function openBenchBrowser(): Promise<BenchBrowser> {
  const server = await servePages();
  const browser = await launchBrowser();
  const withPage: BenchBrowser['withPage'] = async (entry, react, use, search = '') => {
    const address = server.addressOf(await buildPage(entry, react));
    return inPage(browser, address + search, use);
  };

  return {
    withPage,
    measure: ({ entry, throttleMs, search = '' }, question, react = 'production') =>
      withPage(
        entry,
        react,
        (page, session) => measureIn(page, session, question),
        throttleMs === undefined ? search : `?throttle=${throttleMs}`,
      ),
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

async function inPage<T>(
  browser: Browser,
  address: string,
  use: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 900, height: 700 } });
  try {
    const page = await context.newPage();
    const errors: Error[] = [];
    page.on('pageerror', (error) => errors.push(error));
    await page.goto(address);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const used = await use(page, session);
    if (errors[0]) throw new Error(`The page at ${address} failed.`, { cause: errors[0] });
    return used;
  } finally {
    await context.close();
  }
}

async function measureIn(page: Page, session: CDPSession, { thread, stream, keyEveryMs }: Question): Promise<Measured> {
  await page.evaluate((given) => window.bench.load(given), thread);
  await page.evaluate((given) => window.bench.send(given), stream);
  await session.send('HeapProfiler.collectGarbage');
  if (keyEveryMs !== undefined) {
    await page.getByLabel('Message').focus();
    for (let key = 0; key < WARM_UP_KEYS; key++) await pressKey(page, keyEveryMs);
  }
  const shareOfScript = await sampleScript(session);
  const before = await readTasks(session);
  const running = inTime(
    page.evaluate(() => window.bench.run()),
    stream.timeLimitMs + STUCK_MS,
  );
  let isOver = false;
  void running.then(
    () => (isOver = true),
    () => (isOver = true),
  );
  while (keyEveryMs !== undefined && !isOver) await pressKey(page, keyEveryMs);
  await running;
  const shown = await readTasks(session);
  const outcome = await inTime(
    page.evaluate(() => window.bench.end()),
    STUCK_MS,
  );
  const ended = await readTasks(session);
  const share = await shareOfScript(shown.atS);
  const streaming = { taskMs: shown.ms - before.ms, scriptMs: (shown.ms - before.ms) * share.before };
  const whole = { taskMs: ended.ms - before.ms, scriptMs: streaming.scriptMs + (ended.ms - shown.ms) * share.after };
  // Whoever shows nothing before the end does its work there.
  return { ...outcome, ...(outcome.isShownBeforeEnd ? streaming : whole), scriptThroughEndMs: whole.scriptMs };
}

async function pressKey(page: Page, thenMs: number): Promise<void> {
  await page.keyboard.press('a');
  await new Promise((resolve) => setTimeout(resolve, thenMs));
}

/** A page that never rests answers nobody: its context is closed, and the answer is that there is none. */
function inTime<T>(work: Promise<T>, limitMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new PageStuck(`The page was busy for ${limitMs / 1000} s.`)), limitMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** What the main thread has done so far, and when that was. */
async function readTasks(session: CDPSession): Promise<{ readonly ms: number; readonly atS: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const read = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  return { ms: read('TaskDuration') * 1000, atS: read('Timestamp') };
}
