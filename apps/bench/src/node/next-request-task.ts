/* What a step costs before the model is asked: the request is rendered from the state, and hashed. */
import { buildRequest, fold, type Event, type State } from '@twelvefold/core';
import { makeLog } from '../make-log.ts';
import { medianOf } from '../spread.ts';
import { collectGarbage, task } from '../task.ts';
import { desk } from './desk.ts';

export interface RequestTimes {
  /** The first request of a thread that was just read: nothing of it was rendered before. */
  readonly firstMs: number;
  /** The one after it, and so on: each has a step more than the one before. */
  readonly nextMs: number;
  /** The same requests, written as JSON: whoever sends one does that anyway. */
  readonly firstJsonMs: number;
  readonly nextJsonMs: number;
}

const THREADS = 9;
/** 20 turns behind the thread's length, with two requests each. */
const MORE_EVENTS = 260;

task(async ({ events }: { readonly events: number }): Promise<RequestTimes> => {
  const text = JSON.stringify(makeLog(events + MORE_EVENTS, 't'));
  const threads = Array.from({ length: THREADS + 1 }, () => measure(JSON.parse(text) as readonly Event[], events));
  const [, ...warm] = threads;
  return {
    firstMs: medianOf(warm.map(({ firstMs }) => firstMs)),
    nextMs: medianOf(warm.map(({ nextMs }) => nextMs)),
    firstJsonMs: medianOf(warm.map(({ firstJsonMs }) => firstJsonMs)),
    nextJsonMs: medianOf(warm.map(({ nextJsonMs }) => nextJsonMs)),
  };
});

function measure(log: readonly Event[], events: number): RequestTimes {
  let state = fold(log.slice(0, events));
  collectGarbage();
  const first = timed(state);
  const next: (typeof first)[] = [];
  for (const event of log.slice(events)) {
    if (event.type === 'model.requested') next.push(timed(state));
    state = fold([event], state);
  }
  if (next.length === 0 || next.some(({ messages }) => messages <= first.messages))
    throw new Error('The requests did not grow.');
  return {
    firstMs: first.ms,
    nextMs: medianOf(next.map(({ ms }) => ms)),
    firstJsonMs: first.jsonMs,
    nextJsonMs: medianOf(next.map(({ jsonMs }) => jsonMs)),
  };
}

function timed(state: State): { readonly ms: number; readonly jsonMs: number; readonly messages: number } {
  const startedMs = performance.now();
  const { request } = buildRequest(desk, state);
  const builtMs = performance.now();
  const { length } = JSON.stringify(request);
  const jsonMs = performance.now() - builtMs;
  if (length === 0) throw new Error('An empty request.');
  return { ms: builtMs - startedMs, jsonMs, messages: request.messages.length };
}
