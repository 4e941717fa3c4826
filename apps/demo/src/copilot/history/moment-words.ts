import { findCall, type Event, type State } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { toolLabel } from '../words/field-label.ts';
import { shortened } from '../words/shortened.ts';

/** What an event is, in a line, with the call or the words that it is about: `Approved, Payment link`. */
export function momentWords(event: Event, state: State): string {
  const what = labels.copilot.threads.events[event.type];
  const about = aboutOf(event, state);
  return about === '' ? what : `${what}, ${about}`;
}

function aboutOf(event: Event, state: State): string {
  if (event.type === 'message.received') return `“${shortened(event.text)}”`;
  if (event.type === 'human.asked') return `“${shortened(event.question)}”`;
  if (event.type === 'rule.added') return toolLabel(event.tool);
  if (event.type === 'model.replied') {
    const text = event.content.map((part) => (part.type === 'text' ? part.text : '')).join(' ');
    return text.trim() === '' ? '' : `“${shortened(text)}”`;
  }
  if (!('callId' in event) || event.callId === undefined) return '';
  const call = findCall(state, event.callId);
  return call ? toolLabel(call.tool) : '';
}
