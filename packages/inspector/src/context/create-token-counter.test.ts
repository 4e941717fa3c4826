import { expect, test } from 'vitest';
import { createTokenCounter, type TokenCounterOptions } from './create-token-counter.ts';

/** A counter of characters on a clock that goes on by a millisecond with each piece. */
function counter(options: Partial<TokenCounterOptions> = {}) {
  const pieces: string[] = [];
  let nowMs = 0;
  let loads = 0;
  let idles = 0;
  const made = createTokenCounter({
    load: () => {
      loads++;
      return Promise.resolve((text) => {
        pieces.push(text);
        nowMs++;
        return text.length;
      });
    },
    idle: () => Promise.resolve(void idles++).then(() => 3),
    now: () => nowMs,
    ...options,
  });
  return { ...made, pieces, loads: () => loads, idles: () => idles };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

test('texts are counted once, whoever asks', async () => {
  const { count, tokensOf, pieces, loads } = counter();
  expect(loads()).toBe(0);
  count(['one', 'two', 'one']);
  count(['two', 'three']);
  expect(tokensOf('one')).toBe(undefined);
  await settled();
  count(['three', '']);
  await settled();
  expect(['one', 'two', 'three', ''].map(tokensOf)).toEqual([3, 3, 5, 0]);
  expect(pieces).toEqual(['one', 'two', 'three']);
  expect(loads()).toBe(1);
});

test('a long text waits for idle time between its pieces', async () => {
  const { count, tokensOf, pieces, idles } = counter();
  const text = 'words and words '.repeat(1_000);
  count([text]);
  await settled();
  expect(tokensOf(text)).toBe(16_000);
  expect(pieces.length).toBeGreaterThan(16);
  expect(idles()).toBe(Math.ceil(pieces.length / 3));
});

test('what nobody wants any more is left', async () => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const { count, tokensOf, pieces } = counter({ idle: () => held.then(() => 100) });
  const stop = count(['a', 'b']);
  await settled();
  stop();
  count(['c']);
  release();
  await settled();
  expect(pieces).toEqual(['c']);
  expect(['a', 'b', 'c'].map(tokensOf)).toEqual([undefined, undefined, 1]);
});

test('listeners hear when all is counted, and not after each text', async () => {
  const { count, subscribe, version } = counter();
  let heard = 0;
  const stop = subscribe(() => heard++);
  count(Array.from({ length: 100 }, (_, index) => `text ${index}`));
  await settled();
  expect({ heard, version: version() }).toEqual({ heard: 1, version: 1 });
  stop();
  count(['more']);
  await settled();
  expect({ heard, version: version() }).toEqual({ heard: 1, version: 2 });
});

test('a tokenizer that could not be loaded is asked for again with the next text', async () => {
  let isOnline = false;
  const { count, tokensOf, problem } = counter({
    load: () => (isOnline ? Promise.resolve(() => 7) : Promise.reject(new Error('offline'))),
  });
  count(['a']);
  await settled();
  expect({ problem: problem(), a: tokensOf('a') }).toEqual({ problem: 'offline', a: undefined });
  isOnline = true;
  count(['a']);
  await settled();
  expect({ problem: problem(), a: tokensOf('a') }).toEqual({ problem: undefined, a: 7 });
});

test('numbers of the oldest texts are forgotten when they are many', async () => {
  const { count, tokensOf } = counter({ idle: () => Promise.resolve(1e9) });
  const texts = Array.from({ length: 5 }, (_, index) => String(index).repeat(4_000_000));
  count(texts);
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(texts.map((text) => tokensOf(text) !== undefined)).toEqual([false, true, true, true, true]);
});
