import { checkedLine } from './checks.ts';
import { DeskError } from './desk-error.ts';
import { integer, text } from './row.ts';
import type { Writer } from './sqlite.ts';

/** What a key stands for. */
export interface OnceRequest {
  /** Chosen by the caller, the same for every try of one operation. Without it nothing is remembered. */
  readonly key: string | undefined;
  readonly operation: string;
  /** Everything the caller asked for: a key that comes back with other values is refused. */
  readonly request: object;
}

/**
 * Runs `create` the first time a key is seen and gives the id of the row it made; later tries get that id.
 *
 * @throws DeskError `idempotency_conflict` when the key was used for something else.
 */
export function once(writer: Writer, { key, operation, request }: OnceRequest, create: () => number): number {
  if (key === undefined) return create();
  const checkedKey = checkedLine('idempotencyKey', key);
  const asked = JSON.stringify(request);
  const seen = writer.get('SELECT operation, request, row_id FROM idempotency WHERE key = ?', [checkedKey]);
  if (!seen) {
    const rowId = create();
    const insert = 'INSERT INTO idempotency (key, operation, request, row_id) VALUES (?, ?, ?, ?)';
    writer.run(insert, [checkedKey, operation, asked, rowId]);
    return rowId;
  }
  if (text(seen, 'operation') === operation && text(seen, 'request') === asked) return integer(seen, 'row_id');
  const message = `The idempotency key "${checkedKey}" was used for another request: use a new key for a new request.`;
  throw new DeskError('idempotency_conflict', message, { field: 'idempotencyKey' });
}
