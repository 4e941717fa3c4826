import type { Column } from '../ui/data-table.tsx';
import { hrefOf } from './route.ts';

interface OfACustomer {
  readonly customerId: number;
  readonly customerName: string;
  readonly company: string;
}

/** Whose a row is, with the way to their page; on narrow pages another column says it. */
export function customerColumn<Row extends OfACustomer>(title: string): Column<Row> {
  return {
    key: 'customer',
    title,
    wideOnly: true,
    sortBy: ({ customerName }) => customerName,
    cell: ({ customerId, customerName, company }) => (
      <>
        <a href={hrefOf({ page: 'customer', id: customerId })}>{customerName}</a>
        <span className="second-line">{company}</span>
      </>
    ),
  };
}
