/*
 * Tokens of texts, counted while the page has nothing else to do:
 *
 *   count(texts) ─ load the tokenizer, once ─ idle ─ pieces, until the time is up ─ idle ─ …
 *                                                └ each text once: its number is kept by the text itself
 */
import { cutText } from './cut-text.ts';

export interface TokenCounter {
  /** The tokens of a text, once they are counted. */
  readonly tokensOf: (text: string) => number | undefined;
  /** Counts these texts. Returns the function that gives up those that are not counted yet. */
  readonly count: (texts: readonly string[]) => () => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** Another number after each change. */
  readonly version: () => number;
  /** Why no tokenizer could be loaded. */
  readonly problem: () => string | undefined;
}

export interface TokenCounterOptions {
  /** Loads the tokenizer. It is given pieces of at most 1,000 characters. */
  readonly load: () => Promise<(text: string) => number>;
  /** Resolves when there is time to count, to how many milliseconds there are. */
  readonly idle: () => Promise<number>;
  readonly now: () => number;
}

/** Characters of all texts whose numbers are kept. */
const KEPT_CHARS = 16_000_000;
/** Listeners hear at most this often of numbers that are only some of those that were asked for. */
const TELL_MS = 150;

/** A counter with an empty cache. It loads nothing before it is given a text. */
export function createTokenCounter({ load, idle, now }: TokenCounterOptions): TokenCounter {
  const counts = new Map<string, number>();
  const jobs = new Set<Iterator<string>>();
  const listeners = new Set<() => void>();
  let loading: Promise<(text: string) => number> | undefined;
  let keptChars = 0;
  let version = 0;
  let problem: string | undefined;
  let isRunning = false;

  return {
    tokensOf: (text) => counts.get(text),
    count: (texts) => {
      const job = texts[Symbol.iterator]();
      jobs.add(job);
      void run();
      return () => void jobs.delete(job);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    version: () => version,
    problem: () => problem,
  };

  async function run(): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    try {
      loading ??= load();
      await countAll(await loading);
      problem = undefined;
    } catch (thrown) {
      // Asked for again with the next text: the network may be back by then.
      loading = undefined;
      jobs.clear();
      problem = thrown instanceof Error ? thrown.message : String(thrown);
    }
    isRunning = false;
    tell();
  }

  async function countAll(tokenize: (text: string) => number): Promise<void> {
    let until = 0;
    let toldMs = now();
    for (let [job] = jobs; job; [job] = jobs) {
      const { value: text, done } = job.next();
      if (done) jobs.delete(job);
      else if (!counts.has(text)) {
        let tokens = 0;
        for (const piece of cutText(text)) {
          if (now() >= until) until = await pause();
          if (!jobs.has(job)) break;
          tokens += tokenize(piece);
        }
        if (jobs.has(job)) keep(text, tokens);
      }
    }

    async function pause(): Promise<number> {
      if (now() - toldMs >= TELL_MS) {
        tell();
        toldMs = now();
      }
      const timeMs = await idle();
      return now() + timeMs;
    }
  }

  function keep(text: string, tokens: number): void {
    counts.set(text, tokens);
    keptChars += text.length;
    for (const [oldest] of counts) {
      if (keptChars <= KEPT_CHARS || oldest === text) return;
      counts.delete(oldest);
      keptChars -= oldest.length;
    }
  }

  function tell(): void {
    version++;
    for (const listener of listeners) listener();
  }
}
