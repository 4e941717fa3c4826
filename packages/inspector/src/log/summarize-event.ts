import { describeError, type ErrorFact, type Event, type LimitName, type Usage } from '@twelvefold/core';
import { countOf, countText, previewJson } from '../json/preview-json.ts';
import { durationText } from './duration-text.ts';

const CHARS = 120;

/** What happened, in one line of plain words; who did it and to which call stand beside it. */
export function summarizeEvent(event: Event): string {
  switch (event.type) {
    case 'thread.started':
      return `Agent ${event.agent.name} ${event.agent.version} begins`;
    case 'thread.forked':
      return `Goes its own way behind event ${event.from.seq} of ${event.from.threadId}`;
    case 'message.received':
      return `${said(event.text)} via ${event.source}${event.steers ? ', instead of the reply under way' : ''}`;
    case 'context.prefetched':
      return `Fetched ${event.key} ahead: ${previewJson(event.data)}`;

    case 'model.requested':
      return `Step ${event.step}: asks ${event.modelId}${again(event.attempt)}`;
    case 'model.replied':
      return `Step ${event.step}: ${replied(event)}; ${tokensText(event.usage)}`;
    case 'model.failed':
      return `Step ${event.step}: ${failed(event.error, event.retryable ? ', may be tried again' : '')}`;

    case 'call.admitted':
      return event.ruleId === undefined ? 'May run' : 'May run: a rule says so';
    case 'call.gated':
      return `Waits for ${approvers(event)}${because(event.reason)}`;
    case 'call.rejected':
      return `Refused, ${event.reason.replaceAll('_', ' ')}: ${line(describeError(event.error))}`;
    case 'call.approved':
      return event.editedInput === undefined
        ? 'Approved'
        : `Approved with another input: ${previewJson(event.editedInput)}`;
    case 'call.denied':
      return `Denied${because(event.reason)}${event.suggestion === undefined ? '' : `; rather: ${line(event.suggestion)}`}`;
    case 'call.expired':
      return 'Nobody decided in time';
    case 'call.claimed':
      return `Runs${again(event.attempt)}`;
    case 'call.succeeded':
      return `Returned ${previewJson(event.output)}`;
    case 'call.failed':
      return failed(event.error);
    case 'call.doubted':
      return 'Nobody knows whether it happened';
    case 'call.resolved':
      return resolvedAs(event);
    case 'undo.requested':
      return `To take back call ${event.undoes}${because(event.reason)}`;

    case 'rule.added':
      return `${event.tool} runs without asking from now on`;
    case 'rule.revoked':
      return `${event.ruleId} is over`;
    case 'human.asked':
      return `Asks: ${said(event.question)}`;
    case 'human.answered':
      return `Answered: ${previewJson(event.answer)}`;

    case 'run.paused':
      return 'Paused';
    case 'run.resumed':
      return 'Goes on';
    case 'run.cancelled':
      return `Cancelled${because(event.reason)}`;
    case 'run.finished':
      return `Finished, ${event.reason.replaceAll('_', ' ')}${because(event.note)}`;
    case 'run.failed':
      return failed(event.error);
    case 'limit.reached':
      return `${LIMITS[event.limit](event.used)} of ${LIMITS[event.limit](event.max)} are used`;
    case 'limit.raised':
      return `Up to ${LIMITS[event.limit](event.max)} from now on`;
    case 'timer.set':
      return `Waits ${durationText(event.untilMs - event.atMs)}`;
    case 'timer.fired':
      return 'The wait is over';
    case 'flow.visited':
      return `State ${event.state} says ${event.verdict.then}`;
    default:
      return '';
  }
}

const LIMITS: Readonly<Record<LimitName, (value: number) => string>> = {
  steps: (value) => countOf(value, 'step'),
  tokens: (value) => countOf(value, 'token'),
  costUsd: (value) => `$${value}`,
  wallTimeMs: durationText,
};

/** Tokens in, of them cached, and out, of them reasoning. */
function tokensText({ inputTokens, outputTokens, cachedInputTokens, reasoningTokens }: Usage): string {
  const cached = cachedInputTokens ? ` (${countText(cachedInputTokens)} cached)` : '';
  const reasoning = reasoningTokens ? ` (${countText(reasoningTokens)} reasoning)` : '';
  return `${countText(inputTokens)} tokens in${cached}, ${countText(outputTokens)} out${reasoning}`;
}

function replied({ content }: Event<'model.replied'>): string {
  const tools = content.flatMap((part) => (part.type === 'call' ? [part.tool] : []));
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('');
  const parts = [text.trim() && said(text), tools.length > 0 && `calls ${tools.join(', ')}`].filter(Boolean);
  return parts.join(', ') || 'said nothing';
}

function approvers({ approvers: people, quorum }: Event<'call.gated'>): string {
  const whom = people ? ` of ${people.join(', ')}` : '';
  return quorum > 1 ? `${quorum} approvals${whom}` : `approval${whom}`;
}

function resolvedAs({ resolution }: Event<'call.resolved'>): string {
  switch (resolution.kind) {
    case 'happened':
      return `It did happen: ${previewJson(resolution.output)}`;
    case 'retry':
      return 'It is to run again';
    default:
      return 'Given up';
  }
}

function failed(error: ErrorFact, note: string = ''): string {
  return `Failed${note}: ${line(describeError(error))}`;
}

function again(attempt: number): string {
  return attempt > 1 ? `, attempt ${attempt}` : '';
}

function because(reason: string | undefined): string {
  return reason ? `: ${line(reason)}` : '';
}

function said(text: string): string {
  return `“${line(text)}”`;
}

function line(text: string): string {
  const start = text
    .slice(0, CHARS * 2)
    .trim()
    .replaceAll(/\s+/g, ' ');
  return start.length > CHARS || text.length > CHARS * 2 ? `${start.slice(0, CHARS)}…` : start;
}
