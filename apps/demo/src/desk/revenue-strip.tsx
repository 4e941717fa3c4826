import type { ReactNode } from 'react';
import { deskToday } from '../db/desk-today.ts';
import { revenueSummary, type RevenueSummary } from '../db/revenue.ts';
import type { Reader } from '../db/sqlite.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { formatMonth } from '../ui/days.ts';
import { useQuery } from './database-context.ts';

/** What is owed, and what came in this month. */
export function RevenueStrip(): ReactNode {
  const revenue = useQuery(thisMonth, undefined);
  const facts = [
    [labels.invoices.outstanding, revenue.outstandingCents],
    [labels.invoices.overdue, revenue.overdueCents],
    [labels.invoices.received(formatMonth(revenue.to)), revenue.netCents],
  ] as const;
  return (
    <dl className="facts">
      {facts.map(([name, cents]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{formatCents(cents)}</dd>
        </div>
      ))}
    </dl>
  );
}

function thisMonth(reader: Reader): RevenueSummary {
  const today = deskToday(reader);
  return revenueSummary(reader, { from: `${today.slice(0, 8)}01`, to: today });
}
