import type { AppendNote } from './ports.ts';
import type { ThreadRecord } from './thread-record.ts';

/**
 * Whether a thread ends with the event that a writer believes to be its last: one with that `seq`, and not the one of
 * another log that was begun under the id of a deleted thread. Ask it in the transaction that appends. [R159]
 */
export function endsAt(
  record: Pick<ThreadRecord, 'seq' | 'updatedAtMs'> | undefined,
  expectedSeq: number,
  note?: AppendNote,
): boolean {
  if (!record) return expectedSeq === 0;
  const lastAtMs = note?.lastAtMs ?? record.updatedAtMs;
  return record.seq === expectedSeq && record.updatedAtMs === lastAtMs;
}
