import type { ThreadRecord } from '@twelvefold/core/store';
import type { Base, Keeper } from './read-log.ts';

/** A thread's row in an SQL database: what lists show, and where its log begins. */
export interface ThreadRow extends ThreadRecord, Keeper {}

type Columns = Readonly<Record<string, unknown>>;

/** The columns that an insert fills, in the order of `toInsert`. */
export const INSERT_COLUMNS =
  'thread_id, seq, agent, title, title_seq, phase, created_at_ms, updated_at_ms, forked_from_id, forked_from_seq, base_id, base_seq';

export function toInsert(record: ThreadRecord, base: Base | undefined): (string | number | null)[] {
  const { threadId, seq, agent, title, titleSeq, phase, createdAtMs, updatedAtMs, forkedFrom } = record;
  const from = [forkedFrom?.threadId ?? null, forkedFrom?.seq ?? null, base?.threadId ?? null, base?.seq ?? null];
  return [threadId, seq, agent, title, titleSeq, phase, createdAtMs, updatedAtMs, ...from];
}

export function toThreadRow(columns: Columns): ThreadRow {
  const { base_id: threadId, base_seq: seq, generation } = columns;
  const base = typeof threadId === 'string' ? { base: { threadId, seq: Number(seq) } } : {};
  return { ...toThreadRecord(columns), generation: String(generation), ...base };
}

export function toThreadRecord(columns: Columns): ThreadRecord {
  const { forked_from_id: threadId, forked_from_seq: seq } = columns;
  return {
    threadId: String(columns['thread_id']),
    agent: String(columns['agent']),
    title: String(columns['title']),
    titleSeq: Number(columns['title_seq']),
    phase: String(columns['phase']),
    seq: Number(columns['seq']),
    createdAtMs: Number(columns['created_at_ms']),
    updatedAtMs: Number(columns['updated_at_ms']),
    ...(typeof threadId === 'string' && { forkedFrom: { threadId, seq: Number(seq) } }),
  };
}
