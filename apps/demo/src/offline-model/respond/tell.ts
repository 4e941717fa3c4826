import type { Call } from './conversation.ts';
import type { Plan, PlannedCall } from './plan.ts';
import { money, sentence } from './wording.ts';

const PASSING = /try again|temporar|unavailable|\bbusy\b|rate.?limit|too many requests|\b(?:429|503)\b/i;
/** Longer than this, a change is named and not spelled out. */
const MAX_SHOWN = 160;
const MONEY_FIELDS = new Set(['amount', 'total']);

/**
 * Proposes calls that change data, and tries those once more whose error says that it will pass. An error that leaves
 * open whether the call happened is never tried again: it could happen twice.
 */
export function* act(calls: readonly PlannedCall[], say?: string): Plan<readonly Call[]> {
  const ended = yield { calls, ...(say === undefined ? {} : { say }) };
  const again = calls.filter((_, index) => isPassing(ended[index]));
  if (again.length === 0) return ended;
  const retried = yield { say: 'That failed for the moment, so I try once more.', calls: again };
  return ended.map((call) => (isPassing(call) ? (retried[ended.filter(isPassing).indexOf(call)] ?? call) : call));
}

/** How a call ended, in a sentence or two; `done` says it for a call that went well. */
export function tell(call: Call, what: string, done: (ran: Readonly<Record<string, unknown>>) => string): string {
  const { outcome } = call;
  if (outcome.kind !== 'done') return failureText(call, what);
  const ran = outcome.editedInput ?? call.input;
  const note = outcome.editedInput ? `\n${editText(call.input, outcome.editedInput)}` : '';
  return `${done(ran)}${note}`;
}

/** Why a call brought nothing: what a person or the desk said, and what follows from it. */
export function failureText({ outcome }: Call, what: string): string {
  switch (outcome.kind) {
    case 'denied':
      return outcome.reason === undefined
        ? `I did not ${what}: it was denied, without a reason.`
        : `I did not ${what}: it was denied. ${reasonText(outcome.reason)}`;
    case 'cancelled':
      return `I did not finish: ${sentence(outcome.text)}`;
    case 'failed':
      return `I could not ${what}. The desk said: ${sentence(outcome.text)}`;
    case 'done':
      return `I could not ${what}: the desk answered in a form that I do not know.`;
    default:
      return outcome satisfies never;
  }
}

function reasonText(reason: string): string {
  return `The reason given: “${reason.replace(/[.\s]+$/, '')}”.`;
}

/** `Someone changed my input first: amount $500.00 instead of $750.00.` */
function editText(planned: Readonly<Record<string, unknown>>, ran: Readonly<Record<string, unknown>>): string {
  const keys = [...new Set([...Object.keys(planned), ...Object.keys(ran)])];
  const changes = keys
    .filter((key) => JSON.stringify(planned[key]) !== JSON.stringify(ran[key]))
    .map((key) => {
      const [now, before] = [show(key, ran[key]), show(key, planned[key])];
      return now.length + before.length > MAX_SHOWN ? `another ${key}` : `${key} ${now} instead of ${before}`;
    });
  return changes.length === 0 ? '' : `A person changed my input before it ran: ${changes.join(', ')}.`;
}

function show(key: string, value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' && MONEY_FIELDS.has(key)) return money(value);
  return typeof value === 'string' ? `“${value}”` : JSON.stringify(value);
}

function isPassing(call: Call | undefined): call is Call {
  return call?.outcome.kind === 'failed' && PASSING.test(call.outcome.text);
}
