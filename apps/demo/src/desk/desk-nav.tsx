import type { ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { hrefOf, SECTIONS, type Section } from './route.ts';
import { sectionLabels } from './section-labels.ts';

const icons: Readonly<Record<Section, IconName>> = {
  customers: 'customers',
  invoices: 'invoices',
  'payment-links': 'paymentLinks',
  refunds: 'refunds',
  outbox: 'outbox',
};

/** The ways to the lists. */
export function DeskNav({ current }: { readonly current: Section }): ReactNode {
  return (
    <nav className="desk-nav" aria-label={labels.nav.region}>
      <ul>
        {SECTIONS.map((section) => (
          <li key={section}>
            <a href={hrefOf({ page: 'section', section })} aria-current={section === current ? 'page' : undefined}>
              <Icon name={icons[section]} />
              {sectionLabels[section]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
