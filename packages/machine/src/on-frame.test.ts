import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onFrame } from './on-frame.ts';

let frames: Map<number, () => void>;
let ids = 0;

beforeEach(() => {
  frames = new Map();
  vi.useFakeTimers();
  vi.stubGlobal('requestAnimationFrame', (frame: () => void) => {
    frames.set(++ids, frame);
    return ids;
  });
  vi.stubGlobal('cancelAnimationFrame', (id: number) => frames.delete(id));
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function paint(): void {
  for (const [id, frame] of [...frames]) {
    frames.delete(id);
    frame();
  }
}

test('works once a frame, however often it is asked', () => {
  const work = vi.fn();
  const ask = onFrame(work);
  for (let times = 0; times < 100; times++) ask();
  expect(work).toHaveBeenCalledTimes(0);
  paint();
  expect(work).toHaveBeenCalledTimes(1);
  paint();
  vi.advanceTimersByTime(1_000);
  expect(work).toHaveBeenCalledTimes(1);
  ask();
  paint();
  expect(work).toHaveBeenCalledTimes(2);
});

test('in a hidden tab, where no frame comes, it works after a quarter of a second', () => {
  const work = vi.fn();
  const ask = onFrame(work);
  ask();
  vi.advanceTimersByTime(249);
  expect(work).toHaveBeenCalledTimes(0);
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledTimes(1);
  paint();
  expect(work).toHaveBeenCalledTimes(1);
});

test('where the frames are gone before one came, it works all the same', () => {
  const work = vi.fn();
  onFrame(work)();
  vi.stubGlobal('requestAnimationFrame', undefined);
  vi.stubGlobal('cancelAnimationFrame', undefined);
  vi.advanceTimersByTime(250);
  expect(work).toHaveBeenCalledTimes(1);
});

test('without frames it works at once', () => {
  vi.stubGlobal('requestAnimationFrame', undefined);
  const work = vi.fn();
  onFrame(work)();
  expect(work).toHaveBeenCalledTimes(1);
});

test('what is asked for while it works comes with the next frame', () => {
  let asks = 0;
  const ask = onFrame(() => void (asks++ === 0 && ask()));
  ask();
  paint();
  expect(asks).toBe(1);
  paint();
  expect(asks).toBe(2);
});
