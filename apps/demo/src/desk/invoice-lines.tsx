import type { ReactNode } from 'react';
import type { Invoice } from '../db/invoice.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';

/** What an invoice is for, and what it comes to. */
export function InvoiceLines({ invoice }: { readonly invoice: Invoice }): ReactNode {
  const { lines, totalCents, paidCents, refundedCents, dueCents, status } = invoice;
  const sums = [
    [labels.invoice.total, totalCents, true],
    [labels.invoice.paid, paidCents, paidCents > 0],
    [labels.invoice.refunded, refundedCents, refundedCents > 0],
    [labels.invoice.amountDue, dueCents, status !== 'draft'],
  ] as const;
  return (
    <section>
      <h2>{labels.invoice.lines}</h2>
      <div className="table-block">
        <table>
          <caption className="visually-hidden">{labels.invoice.lines}</caption>
          <thead>
            <tr>
              <th scope="col">{labels.invoice.description}</th>
              <th scope="col" className="align-end">
                {labels.invoice.quantity}
              </th>
              <th scope="col" className="align-end wide-only">
                {labels.invoice.unitPrice}
              </th>
              <th scope="col" className="align-end">
                {labels.invoice.lineTotal}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ description, quantity, unitCents }, index) => (
              // Lines never move, and nothing else tells two equal ones apart.
              <tr key={index}>
                <th scope="row">
                  {description}
                  <span className="second-line narrow-only">{formatCents(unitCents)}</span>
                </th>
                <td className="align-end">{quantity}</td>
                <td className="align-end wide-only">{formatCents(unitCents)}</td>
                <td className="align-end">{formatCents(quantity * unitCents)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <dl className="sums">
          {sums.map(
            ([name, cents, isShown]) =>
              isShown && (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd>{formatCents(cents)}</dd>
                </div>
              ),
          )}
        </dl>
      </div>
    </section>
  );
}
