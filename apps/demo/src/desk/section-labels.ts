import { labels } from '../labels.ts';
import type { Section } from './route.ts';

/** What each list is called. */
export const sectionLabels: Readonly<Record<Section, string>> = {
  customers: labels.nav.customers,
  invoices: labels.nav.invoices,
  'payment-links': labels.nav.paymentLinks,
  refunds: labels.nav.refunds,
  outbox: labels.nav.outbox,
};
