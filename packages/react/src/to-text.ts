import { describeError, type NoticeEntry } from '@twelvefold/core';
import type { ViewEntry } from './agent-view.ts';
import type { ViewCall } from './view-call.ts';

/**
 * What an entry is, in plain text: what was said as it is, a call with its tool, its input so far and how it stands, a
 * question with its answer. English, without markup, for plain lists, live regions and tests. In a list, as below, why a
 * request failed is not said again where the run failed of it.
 *
 * @example
 * <pre>{entries.map(toText).join('\n')}</pre>
 */
export function toText(entry: ViewEntry, index = 0, entries: readonly ViewEntry[] = []): string {
  switch (entry.kind) {
    case 'message':
    case 'reply':
      return entry.text;
    case 'notice':
      return failedBefore(entry, entries[index - 1]) ? 'The run failed' : noticeText(entry);
    case 'prefetch':
      return `${entry.key} ${JSON.stringify(entry.data)}`;
    case 'ask':
      return entry.answer ? `${entry.question} ${said(entry.answer.value)}` : entry.question;
    case 'call':
      return callText(entry);
    default:
      return '';
  }
}

/** Statuses that do not speak for themselves. */
const STANDINGS: Partial<Record<ViewCall['status'], string>> = {
  streaming: 'is being written',
  selected: 'is next',
  ready: 'is next',
  gated: 'waits for approval',
  asked: 'waits for an answer',
  doubted: 'nobody knows whether it happened',
  abandoned: 'given up',
};

function callText(call: ViewCall): string {
  const { toolName, status, input } = call;
  const isUndo = status !== 'streaming' && call.undoes !== undefined;
  const isUndone = status === 'succeeded' && call.undoneBy !== undefined;
  const name = [isUndo && 'undo of', toolName, said(input)].filter(Boolean).join(' ');
  return [`${name}: ${isUndone ? 'undone' : (STANDINGS[status] ?? status)}`, why(call)].filter(Boolean).join(', ');
}

function why(call: ViewCall): string | undefined {
  if (call.status === 'streaming') return undefined;
  if (call.error) return describeError(call.error);
  const denial = call.status === 'denied' ? call.decisions.findLast(({ kind }) => kind === 'denied') : undefined;
  const { reason, suggestion } = denial ?? {};
  return [reason, suggestion !== undefined && `instead: ${suggestion}`].filter(Boolean).join(', ');
}

/** A run that fails of a request says the same as the request that failed. */
function failedBefore({ type, text }: NoticeEntry, before: ViewEntry | undefined): boolean {
  return type === 'run.failed' && before?.kind === 'notice' && before.type === 'model.failed' && before.text === text;
}

/** The text of a rule's notice is the name of its tool, that of a fork's where it is from. */
function noticeText({ type, text }: NoticeEntry): string {
  if (type === 'thread.forked') return 'From here on another branch';
  if (type === 'rule.added') return `${text} runs without asking from now on`;
  return type === 'rule.revoked' ? `${text} asks again from now on` : text;
}

function said(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
