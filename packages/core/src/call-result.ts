import { describeError } from './error-fact.ts';
import type { Actor } from './event.ts';
import type { Json } from './json.ts';
import type { ToolResultPart } from './ports.ts';
import type { CallEntry } from './entry.ts';

type CallResult = ToolResultPart['result'];

/** What a model is told about how a call ended: the output, the error, or why it did not run. */
export function toCallResult(call: CallEntry): CallResult {
  switch (call.status) {
    case 'succeeded':
      return { kind: 'json', value: withNotes(call, call.output ?? null) };
    case 'failed':
      return error(`${editNote(call)}${errorText(call)}`);
    case 'denied':
      return denied(`${denialOf(call)}${earlierAttempt(call)}${suggestionOf(call)}`);
    case 'rejected':
      return call.rejectReason === 'policy'
        ? denied(`Policy refused this call: ${call.error?.message ?? ''}`)
        : error(errorText(call));
    case 'expired':
      return denied(`Nobody decided about this call in time, so it did not run.${earlierAttempt(call)}`);
    case 'cancelled':
      return error(`The run was cancelled before this call ran.${earlierAttempt(call)}`);
    case 'abandoned':
      return error(
        `The outcome of this call was lost, and ${personOf(call, 'resolved')} gave up on it: it may or may not have happened.`,
      );
    case 'selected':
    case 'ready':
    case 'gated':
    case 'asked':
    case 'running':
    case 'doubted':
    default:
      return error('This call has no result yet.');
  }
}

/** The name of whoever acted, for a model to read. */
export function nameOf(actor: Actor): string {
  return actor.name ?? actor.id;
}

/** The output alone, unless a person changed what ran or vouched for it. */
function withNotes(call: CallEntry, output: Json): Json {
  const last = call.decisions.at(-1);
  const vouched = last?.kind === 'resolved' && last.reason === 'happened';
  const isEdited = call.modelInput !== undefined;
  if (!vouched && !isEdited) return output;
  return {
    ...(isEdited && {
      note: `${personOf(call, 'approved')} changed the input before approving. This input ran.`,
      input: call.input,
    }),
    ...(vouched && { outcome: `Lost at first. ${nameOf(last.by)} says that the call happened.` }),
    output,
  };
}

function editNote(call: CallEntry): string {
  if (call.modelInput === undefined) return '';
  return `${personOf(call, 'approved')} changed the input before approving. This input ran: ${JSON.stringify(call.input)}\n`;
}

function denialOf(call: CallEntry): string {
  const reason = call.decisions.findLast((decision) => decision.kind === 'denied')?.reason;
  return `${personOf(call, 'denied')} denied this call${reason === undefined ? ' and gave no reason.' : `: ${reason}`}`;
}

function suggestionOf(call: CallEntry): string {
  const denial = call.decisions.findLast((decision) => decision.kind === 'denied');
  return denial?.suggestion === undefined ? '' : `\n${nameOf(denial.by)} suggests instead: ${denial.suggestion}`;
}

/** A call that was lost, and then not run again. */
function earlierAttempt(call: CallEntry): string {
  return call.claim ? ' An earlier attempt may or may not have happened.' : '';
}

/** Whoever decided last; a fork forgets who approved. */
function personOf(call: CallEntry, kind: CallEntry['decisions'][number]['kind']): string {
  const decision = call.decisions.findLast((item) => item.kind === kind && (kind !== 'approved' || item.edited));
  return decision ? nameOf(decision.by) : 'A person';
}

function errorText(call: CallEntry): string {
  return call.error ? describeError(call.error) : 'Unknown error';
}

function error(text: string): CallResult {
  return { kind: 'error', text };
}

function denied(text: string): CallResult {
  return { kind: 'denied', text };
}
