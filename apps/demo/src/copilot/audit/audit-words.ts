import type { AuditRow } from '@twelvefold/core/audit';
import type { Json } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { toolLabel } from '../words/field-label.ts';
import { visibleText } from '../words/visible-text.ts';

/** One thing that an audit says of a row, in full. */
export interface AuditPart {
  readonly label: string;
  readonly value: string;
}

/** What a row says happened. */
export function whatOf({ row, what, attempt }: AuditRow): string {
  const { audit } = labels.copilot.threads;
  const known: Readonly<Record<string, string>> = audit.words;
  if (row === 'call') {
    const statuses: Readonly<Record<string, string>> = labels.copilot.status;
    return audit.called((statuses[what] ?? what).toLowerCase());
  }
  const words = known[what] ?? what;
  return attempt !== null && row === 'attempt' ? `${words}, ${audit.attempt(attempt)}` : words;
}

/** Which call a row is about. */
export function callOf({ tool, callId, undoes }: AuditRow): string {
  const name = [tool === null ? '' : toolLabel(tool), callId ?? ''].filter((part) => part !== '').join(' ');
  return undoes === null ? name : `${name}, ${labels.copilot.threads.audit.undid(undoes)}`;
}

/** Everything else that a row says, word for word. */
export function partsOf(row: AuditRow): readonly AuditPart[] {
  const { parts, seen } = labels.copilot.threads.audit;
  return (Object.keys(parts) as (keyof typeof parts)[]).flatMap((name) => {
    const value: Json = row[name];
    // What a person decided about is what they saw.
    const label = name === 'input' && row.row === 'decision' ? seen : parts[name];
    return value === null ? [] : [{ label, value: textOf(value) }];
  });
}

function textOf(value: Json): string {
  return visibleText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 1));
}
