import type { ReactNode } from 'react';
import { CustomerPage } from './customer-page.tsx';
import { CustomersPage } from './customers-page.tsx';
import { InvoicePage } from './invoice-page.tsx';
import { InvoicesPage } from './invoices-page.tsx';
import { OutboxPage } from './outbox-page.tsx';
import { PaymentLinksPage } from './payment-links-page.tsx';
import { RefundsPage } from './refunds-page.tsx';
import type { Route, Section } from './route.ts';

const sections: Readonly<Record<Section, () => ReactNode>> = {
  customers: CustomersPage,
  invoices: InvoicesPage,
  'payment-links': PaymentLinksPage,
  refunds: RefundsPage,
  outbox: OutboxPage,
};

/** The page that a route leads to. */
export function Page({ route }: { readonly route: Route }): ReactNode {
  if (route.page === 'customer') return <CustomerPage key={route.id} id={route.id} />;
  if (route.page === 'invoice') return <InvoicePage key={route.number} number={route.number} />;
  const Section = sections[route.section];
  return <Section />;
}
