/*
 *   entries, questions ─► rows          one row a message, a reply, a notice, a step's calls
 *
 * A call keeps its row and its key from the first letter of its input to its result. The question of a call stands in
 * that call's place.
 */
import type { AskEntry, MessageEntry, NoticeEntry } from '@twelvefold/core';
import type { AgentView, OpenQuestion, ViewEntry } from '@twelvefold/react';
import type { DeskTools } from '../agent/desk-agent.ts';
import type { AnyCall } from '../call/any-call.ts';

/** One call, and what it asks when it asks a person. */
export interface CallItem {
  readonly call: AnyCall;
  readonly ask?: AskEntry;
  readonly question?: OpenQuestion;
}

export type ReplyView = Extract<ViewEntry<DeskTools>, { readonly kind: 'reply' }>;

export type Row =
  | { readonly kind: 'message'; readonly key: string; readonly message: MessageEntry }
  | { readonly kind: 'reply'; readonly key: string; readonly reply: ReplyView }
  | { readonly kind: 'calls'; readonly key: string; readonly items: readonly CallItem[] }
  | { readonly kind: 'ask'; readonly key: string; readonly ask: AskEntry; readonly question?: OpenQuestion }
  | { readonly kind: 'notice'; readonly key: string; readonly notices: readonly NoticeEntry[] };

type Parts = Pick<AgentView<DeskTools>, 'entries' | 'questions' | 'phase'>;

/** The rows of a conversation, oldest first. */
export function toRows({ entries, questions, phase }: Parts): readonly Row[] {
  const rows: Row[] = [];
  const groups = new Map<string, CallItem[]>();
  const asks = new Map<string, AskEntry>();
  for (const entry of entries) if (entry.kind === 'ask' && entry.callId !== undefined) asks.set(entry.callId, entry);

  for (const entry of entries) {
    switch (entry.kind) {
      case 'message':
        rows.push({ kind: 'message', key: entry.id, message: entry });
        break;
      case 'reply':
        if (hasText(entry)) rows.push({ kind: 'reply', key: entry.id, reply: entry });
        break;
      case 'call': {
        const item: CallItem = {
          call: entry,
          ...present('ask', asks.get(entry.id)),
          ...present('question', withId(questions, entry.id)),
        };
        // What takes back a call stands where that was asked for: behind what was said in between.
        const isUndo = entry.status !== 'streaming' && entry.undoes !== undefined;
        const key = isUndo ? `undo-${entry.id}` : `calls-${stepOf(entry.id)}`;
        const group = groups.get(key);
        if (group) group.push(item);
        else {
          const items = [item];
          groups.set(key, items);
          rows.push({ kind: 'calls', key, items });
        }
        break;
      }
      case 'ask':
        if (entry.callId === undefined) {
          rows.push({
            kind: 'ask',
            key: `ask-${entry.id}`,
            ask: entry,
            ...present('question', withId(questions, entry.id)),
          });
        }
        break;
      case 'notice':
        if (isWorthALine(entry)) pushNotice(rows, entry);
        break;
      default:
        break;
    }
  }
  return isShownBy(phase, rows.at(-1)) ? rows.slice(0, -1) : rows;
}

/** Whether something in it waits for the person. */
export function isWaitingRow(row: Row): boolean {
  if (row.kind === 'ask') return row.question !== undefined;
  if (row.kind !== 'calls') return false;
  return row.items.some(
    ({ call, question }) => question !== undefined || call.status === 'gated' || call.status === 'doubted',
  );
}

/** The same thing several times in a row is one row; a run that failed with its model needs no second one. */
function pushNotice(rows: Row[], notice: NoticeEntry): void {
  const last = rows.at(-1);
  const before = last?.kind === 'notice' ? last.notices.at(-1) : undefined;
  if (last?.kind === 'notice' && before?.type === notice.type) {
    rows[rows.length - 1] = { ...last, notices: [...last.notices, notice] };
  } else if (notice.type !== 'run.failed' || before?.type !== 'model.failed') {
    rows.push({ kind: 'notice', key: notice.id, notices: [notice] });
  }
}

/** While something lasts, the status at the end says it, with what can be done about it. */
function isShownBy(phase: Parts['phase'], row: Row | undefined): boolean {
  const type = row?.kind === 'notice' ? row.notices.at(-1)?.type : undefined;
  switch (phase) {
    case 'paused':
      return type === 'run.paused';
    case 'limited':
      return type === 'limit.reached';
    case 'failed':
      return type === 'run.failed';
    default:
      return false;
  }
}

/** A call's id is `<step>.<index>`. */
function stepOf(callId: string): string {
  return callId.split('.')[0] ?? callId;
}

function hasText(reply: ReplyView): boolean {
  return reply.text !== '' || reply.reasoning !== '';
}

/** A run that ends with a reply needs no line that says so. */
function isWorthALine({ type, text }: NoticeEntry): boolean {
  return type !== 'run.finished' || text !== '';
}

function withId<T extends { readonly id: string }>(items: readonly T[], id: string): T | undefined {
  return items.find((item) => item.id === id);
}

/** The property, unless there is nothing to put in it. */
function present<Key extends string, T>(key: Key, value: T | undefined): { readonly [K in Key]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [K in Key]?: T };
}
