import {
  describeError,
  findCall,
  type Actor,
  type Event,
  type Json,
  type Resolution,
  type State,
} from '@twelvefold/core';

/** One event of a log in a line a person can read. `state` is any later state: it knows which call an id names. */
export function describeEvent(event: Event, state: State): string {
  switch (event.type) {
    case 'thread.started':
      return `thread of ${event.agent.name} ${event.agent.version}`;
    case 'thread.forked':
      return `forked from ${event.from.threadId} at ${event.from.seq}`;
    case 'message.received':
      return `${name(event.by)}: ${event.text}`;
    case 'context.prefetched':
      return `fetched ahead: ${event.key}`;

    case 'model.requested':
      return `step ${event.step}: asked ${event.modelId}`;
    case 'model.replied': {
      const parts = event.content.flatMap((part) => {
        if (part.type === 'call') return `${part.callId} ${part.tool} ${part.inputText ?? json(part.input ?? null)}`;
        return part.type === 'text' ? part.text : [];
      });
      return `  said: ${parts.join('\n  ')}`;
    }
    case 'model.failed':
      return `  failed: ${describeError(event.error)}`;

    case 'call.admitted':
      return `  ${call(event.callId)} may run${event.ruleId === undefined ? '' : `, by ${event.ruleId}`}`;
    case 'call.gated':
      return `  ${call(event.callId)} waits for approval${event.reason ? `: ${event.reason}` : ''}`;
    case 'call.rejected':
      return `  ${call(event.callId)} was rejected: ${describeError(event.error)}`;
    case 'call.approved':
      return `  ${call(event.callId)} approved by ${name(event.by)}${event.editedInput === undefined ? '' : ` as ${json(event.editedInput)}`}`;
    case 'call.denied':
      return `  ${call(event.callId)} denied by ${name(event.by)}${[event.reason, event.suggestion].map((words) => (words ? `: ${words}` : '')).join('')}`;
    case 'call.expired':
      return `  ${call(event.callId)} expired`;
    case 'call.claimed':
      return `  ${call(event.callId)} runs, attempt ${event.attempt}`;
    case 'call.succeeded':
      return `  ${call(event.callId)} gave ${json(event.output)}`;
    case 'call.failed':
      return `  ${call(event.callId)} failed: ${describeError(event.error)}`;
    case 'call.doubted':
      return `  ${call(event.callId)} is in doubt: nobody knows whether it happened`;
    case 'call.resolved':
      return `  ${call(event.callId)} resolved by ${name(event.by)}: ${RESOLUTIONS[event.resolution.kind]}`;

    case 'human.asked':
      return `  asks: ${event.question}`;
    case 'human.answered':
      return `${name(event.by)}: ${json(event.answer)}`;

    case 'run.paused':
      return `paused by ${name(event.by)}`;
    case 'run.resumed':
      return `resumed by ${name(event.by)}`;
    case 'run.cancelled':
      return `cancelled by ${name(event.by)}${event.reason ? `: ${event.reason}` : ''}`;
    case 'run.finished':
      return `finished: ${event.note ?? event.reason}`;
    case 'run.failed':
      return `run failed: ${describeError(event.error)}`;
    case 'limit.reached':
      return `limit reached: ${event.used} of ${event.max} ${event.limit}`;
    case 'limit.raised':
      return `limit raised by ${name(event.by)}: ${event.max} ${event.limit}`;
    case 'timer.set':
      return `waits until ${new Date(event.untilMs).toISOString()}`;
    case 'timer.fired':
      return 'goes on';
    case 'undo.requested':
      return `  ${call(event.undoes)} is to be taken back, says ${name(event.by)}`;
    case 'rule.added':
      return `${name(event.by)} always allows ${event.tool}`;
    case 'rule.revoked':
      return `${name(event.by)} revoked ${event.ruleId}`;
    case 'flow.visited':
      return `${event.state}: ${event.verdict.then}`;
    default:
      return event satisfies never;
  }

  function call(callId: string): string {
    return `${callId} ${findCall(state, callId)?.tool ?? 'call'}`;
  }
}

const RESOLUTIONS: Readonly<Record<Resolution['kind'], string>> = {
  happened: 'it happened',
  retry: 'run it again',
  give_up: 'give it up',
};

function name(actor: Actor): string {
  return actor.name ?? actor.id;
}

/** What it is, not all of it: that is in the file. */
function json(value: Json): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 100 ? text : `${text.slice(0, 99)}…`;
}
