import type { AuditRow } from '@twelvefold/core/audit';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { formatSecond } from '../words/format-when.ts';
import { nameOf } from '../words/name-of.ts';
import { callOf, partsOf, whatOf } from './audit-words.ts';

/** Who let what run, row by row; what they saw and what came back, behind a line that opens. */
export function AuditTable({ rows }: { readonly rows: readonly AuditRow[] }): ReactNode {
  const { table, columns, open } = labels.copilot.threads.audit;
  return (
    <table className="audit-table">
      <caption className="visually-hidden">{table}</caption>
      <thead>
        <tr>
          {Object.values(columns).map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index} data-row={row.row}>
            <td data-label={columns.at}>
              <time dateTime={row.at}>{row.at === '' ? labels.noValue : formatSecond(Date.parse(row.at))}</time>
            </td>
            <td data-label={columns.what}>{whatOf(row)}</td>
            <td data-label={columns.call}>{callOf(row)}</td>
            <td data-label={columns.who}>{whoOf(row)}</td>
            <td data-label={columns.more}>
              <details>
                <summary>
                  {open} <span className="visually-hidden">{`${whatOf(row)}, ${callOf(row)}`}</span>
                </summary>
                <dl>
                  {partsOf(row).map(({ label, value }) => (
                    <div key={label}>
                      <dt>{label}</dt>
                      <dd>{value}</dd>
                    </div>
                  ))}
                </dl>
              </details>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function whoOf({ by, byName, byKind }: AuditRow): string {
  return by === null
    ? labels.noValue
    : nameOf({ id: by, kind: byKind ?? 'person', ...(byName !== null && { name: byName }) });
}
