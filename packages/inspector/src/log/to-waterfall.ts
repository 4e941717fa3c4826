/*
 * A log against time: a bar for each model request, each call, and each wait of the run for a person or a timer.
 *
 *   model   [ thinking        ]  replied | failed | dropped
 *   call    [ queued ][ waiting for people ][ queued ][ running ][ in doubt ]  succeeded | failed | denied | …
 *   wait    [ waiting ]          a pause, a limit, a question of the engine, a retry
 *
 * A bar that is under way has no end. Times are those of the log; what streams is not in it.
 */
import type { Event } from '@twelvefold/core';
import { end, type Bar, type Growing, type SegmentKind } from './bar.ts';
import { createCallBars } from './call-bars.ts';

/** The bars of a log, in the order in which they began. */
export function toWaterfall(events: readonly Event[]): readonly Bar[] {
  const bars: Growing[] = [];
  const calls = createCallBars(bars);
  const waits = new Map<string, Growing>();
  let request: Growing | undefined;

  const begin = (bar: Omit<Growing, 'segments' | 'outcome'>, kind: SegmentKind, event: Event): Growing => {
    const grown: Growing = { ...bar, segments: [{ kind, seq: event.seq, fromMs: event.atMs }], outcome: '' };
    bars.push(grown);
    return grown;
  };
  const wait = (id: string, name: string, event: Event): void => {
    end(waits.get(id), event, 'over');
    waits.set(id, begin({ kind: 'wait', id: event.id, seq: event.seq, name, attempt: 1 }, 'waiting', event));
  };
  const endWait = (id: string, event: Event, outcome: string): void => {
    end(waits.get(id), event, outcome);
    waits.delete(id);
  };
  const drop = (event: Event): void => {
    end(request, event, 'dropped');
    request = undefined;
  };
  const endRun = (event: Event): void => {
    drop(event);
    for (const id of waits.keys()) endWait(id, event, 'over');
  };

  for (const event of events) {
    calls.take(event);
    switch (event.type) {
      case 'model.requested': {
        drop(event);
        const { id, seq, step, attempt, modelId: name } = event;
        request = begin({ kind: 'model', id, seq, name, step, attempt }, 'thinking', event);
        break;
      }
      case 'model.replied':
        if (request?.step !== event.step || request.attempt !== event.attempt) break;
        request.usage = event.usage;
        if (event.costUsd !== undefined) request.costUsd = event.costUsd;
        end(request, event, 'replied');
        request = undefined;
        break;
      case 'model.failed':
        if (request?.step !== event.step || request.attempt !== event.attempt) break;
        end(request, event, 'failed');
        request = undefined;
        break;

      case 'message.received':
        if (event.steers) drop(event);
        break;
      case 'undo.requested':
      case 'thread.forked':
        drop(event);
        break;

      case 'human.asked':
        if (event.callId === undefined) wait(event.askId, event.reason === 'errors' ? 'asks for help' : 'asks', event);
        break;
      case 'human.answered':
        endWait(event.askId, event, 'answered');
        break;
      case 'limit.reached':
        wait(`limit ${event.limit}`, `limit of ${event.limit}`, event);
        break;
      case 'limit.raised':
        endWait(`limit ${event.limit}`, event, 'raised');
        break;
      case 'timer.set':
        wait(`timer ${event.timerId}`, 'backs off', event);
        break;
      case 'timer.fired':
        endWait(`timer ${event.timerId}`, event, 'over');
        break;
      case 'run.paused':
        drop(event);
        wait('pause', 'paused', event);
        break;
      case 'run.resumed':
        endWait('pause', event, 'resumed');
        break;
      case 'run.cancelled':
      case 'run.finished':
      case 'run.failed':
        endRun(event);
        break;
      default:
        break;
    }
  }
  return bars;
}
