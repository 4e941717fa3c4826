import { origin, ownList, withCall, withEntry, without } from './entries.ts';
import type { Event } from './event.ts';
import { replace } from './entry-list.ts';
import { askIndex, openAsk, openCall } from './find-entry.ts';
import type { Folding } from './folding.ts';
import { unreachable } from './unreachable.ts';

/** Questions to people: asked by a call, or by the engine when it is out of its depth. */
export function reduceHuman(state: Folding, event: Event<'human.asked' | 'human.answered'>): Folding {
  switch (event.type) {
    case 'human.asked':
      return ask(state, event);
    case 'human.answered':
      return answer(state, event);
    default:
      return unreachable(event, state);
  }
}

function ask(state: Folding, event: Event<'human.asked'>): Folding {
  const { askId, callId, question, format, urgency, reason } = event;
  const call = callId === undefined ? undefined : openCall(state, callId);
  if (callId !== undefined && call?.status !== 'selected') return state;
  const index = state.entries.length;
  const entry = {
    kind: 'ask' as const,
    ...origin(event),
    id: askId,
    question,
    format,
    urgency,
    reason,
    ...(callId && { callId }),
  };
  const asked = withEntry({ ...state, asks: [...state.asks, index] }, entry);
  if (call) return withCall(asked, { ...call, status: 'asked' });
  if (!asked.run) return asked;
  const { verdict: _, ...run } = asked.run;
  return { ...asked, run };
}

function answer(state: Folding, event: Event<'human.answered'>): Folding {
  const { askId, answer: value, by, atMs } = event;
  const entry = openAsk(state, askId);
  const index = askIndex(state, askId);
  if (!entry || index === undefined) return state;
  replace(ownList(state), index, { ...entry, answer: { value, by, atMs } });
  const answered: Folding = {
    ...state,
    asks: without(state.asks, index),
    ...(state.run && { run: { ...state.run, errors: 0 } }),
  };
  const call = entry.callId === undefined ? undefined : openCall(answered, entry.callId);
  if (!call) return { ...answered, inputSeq: event.seq };
  return withCall(answered, { ...call, status: 'succeeded', output: value, settledAtMs: atMs });
}
