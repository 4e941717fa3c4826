import type { ShownBranchPoint } from '@twelvefold/react';
import type { Row } from '../transcript/to-rows.ts';

/**
 * The places where branches part, by the key of the row that they stand at: of a reply that only calls, at its calls. At the
 * empty key, the end, stands the last one that this conversation has not got to.
 */
export function pointsByRow(
  points: readonly ShownBranchPoint[],
  rows: readonly Row[],
): ReadonlyMap<string, ShownBranchPoint> {
  const keys = new Set(rows.map(({ key }) => key));
  return new Map(
    points.map((point) => {
      const { entryId = '' } = point;
      const calls = entryId.replace(/^reply-/, 'calls-');
      const key = keys.has(entryId) ? entryId : keys.has(calls) ? calls : '';
      return [key, point];
    }),
  );
}
