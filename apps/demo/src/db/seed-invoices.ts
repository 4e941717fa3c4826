import type { InvoiceLine, PaymentMethod } from './invoice.ts';

/** An invoice of the seed, with the payment that came in for it. */
export interface SeedInvoice {
  /** The customer's name. */
  readonly to: string;
  readonly issuedOn: string;
  readonly termDays: number;
  readonly lines: readonly InvoiceLine[];
  readonly memo?: string;
  readonly draft?: boolean;
  readonly paid?: { readonly on: string; readonly by: PaymentMethod; readonly cents?: number };
}

/** What the studio sells: description and price of one, in cents. */
const CATALOG = {
  brand: ['Brand identity sprint', 480_000],
  site: ['Marketing website, design and build', 1_250_000],
  page: ['Landing page', 240_000],
  care: ['Website care, one month', 85_000],
  retainer: ['Design retainer, one month', 320_000],
  hours: ['Engineering, hour', 14_500],
  photo: ['Product photography, day', 160_000],
  pack: ['Packaging design', 275_000],
  copy: ['Copywriting, page', 22_000],
  audit: ['Accessibility audit', 350_000],
  art: ['Illustration, set of six', 96_000],
  mail: ['Newsletter template', 65_000],
  host: ['Hosting, month', 4_500],
  workshop: ['Team workshop, half a day', 125_000],
  sponsor: ['AI Tinkerers meetup sponsorship', 75_000],
} as const satisfies Record<string, readonly [string, number]>;

type Item = keyof typeof CATALOG;
type Order = Partial<Record<Item, number>>;
type More = Pick<SeedInvoice, 'memo' | 'draft' | 'paid'>;

const invoice = (issuedOn: string, termDays: number, to: string, order: Order, more: More = {}): SeedInvoice => ({
  to,
  issuedOn,
  termDays,
  lines: Object.entries(order).map(([item, quantity]) => {
    const [description, unitCents] = CATALOG[item as Item];
    return { description, quantity, unitCents };
  }),
  ...more,
});
const paid = (on: string, by: PaymentMethod = 'bank_transfer', cents?: number): More => ({
  paid: { on, by, ...(cents === undefined ? {} : { cents }) },
});
const draft = { draft: true } as const;

/** Oldest first: the numbers follow this order. */
export const SEED_INVOICES: readonly SeedInvoice[] = [
  invoice('2026-07-01', 30, 'Priya Raman', { retainer: 1 }, { memo: 'PO 7731', ...paid('2026-07-24') }),
  invoice('2026-07-02', 14, 'Maria Santos', { care: 1, host: 1 }, paid('2026-07-13', 'card')),
  invoice('2026-07-06', 30, 'Ingrid Solberg', { photo: 2, art: 1 }, paid('2026-08-03')),
  invoice('2026-07-09', 30, 'Dwayne Okafor', { site: 1 }, { memo: 'Second half on launch', ...paid('2026-08-05') }),
  invoice('2026-07-15', 14, 'Hana Sato', { pack: 1, copy: 3 }, paid('2026-07-27', 'card')),
  invoice('2026-07-20', 14, 'Ruth Abrams', { workshop: 1 }, paid('2026-07-31', 'check')),
  invoice('2026-07-28', 30, 'Victor Almeida', { page: 1, copy: 2 }, paid('2026-10-12', 'check')),
  invoice('2026-08-03', 30, 'Priya Raman', { retainer: 1 }, { memo: 'PO 7731', ...paid('2026-08-27') }),
  invoice('2026-08-03', 14, 'Maria Santos', { care: 1, host: 1 }, paid('2026-08-14', 'card')),
  invoice('2026-08-05', 14, 'Jeff Malone', { sponsor: 1 }, { memo: 'August meetup', ...paid('2026-08-11', 'card') }),
  invoice('2026-08-10', 30, 'Lucía Ferrer', { brand: 1 }, paid('2026-09-07')),
  invoice('2026-08-12', 30, 'Mateusz Nowak', { audit: 1, hours: 12 }, paid('2026-09-04')),
  invoice('2026-08-18', 14, 'Maria Kowalski', { photo: 1, mail: 1 }, paid('2026-08-25', 'card')),
  invoice('2026-08-24', 30, 'Olivia Grant', { site: 1, host: 12 }, paid('2026-09-21')),
  invoice('2026-08-31', 30, 'Chidi Eze', { page: 2 }, paid('2026-09-28')),
  invoice('2026-09-01', 30, 'Priya Raman', { retainer: 1 }, { memo: 'PO 7731', ...paid('2026-09-25') }),
  invoice('2026-09-01', 14, 'Maria Santos', { care: 1, host: 1 }, paid('2026-09-11', 'card')),
  invoice('2026-09-02', 14, 'Jeff Malone', { sponsor: 1 }, { memo: 'September meetup', ...paid('2026-09-09', 'card') }),
  invoice('2026-09-07', 30, 'Tom Becker', { photo: 3, copy: 8 }, paid('2026-10-05')),
  invoice('2026-09-09', 30, 'Beatriz Lima', { brand: 1, page: 1 }, paid('2026-10-08')),
  invoice('2026-09-14', 14, 'Samir Haddad', { pack: 2 }, paid('2026-09-25', 'card')),
  invoice('2026-09-16', 30, 'Noah Whitfield', { art: 3 }, paid('2026-10-14')),
  invoice('2026-09-21', 30, 'Freya Lindqvist', { audit: 1 }, paid('2026-10-19')),
  invoice('2026-09-24', 30, 'Victor Almeida', { hours: 16 }, { memo: 'Storm damage page' }),
  invoice('2026-09-28', 14, 'Kenji Mori', { workshop: 2 }, paid('2026-10-09', 'card')),
  invoice('2026-10-01', 30, 'Priya Raman', { retainer: 1 }, { memo: 'PO 8042', ...paid('2026-10-29') }),
  invoice('2026-10-01', 14, 'Maria Santos', { care: 1, host: 1 }, paid('2026-10-13', 'card')),
  invoice('2026-10-05', 14, 'Jeff Malone', { sponsor: 1 }, { memo: 'October meetup', ...paid('2026-10-12', 'card') }),
  invoice('2026-10-05', 30, 'Arjun Mehta', { pack: 1, photo: 1 }, paid('2026-11-02')),
  invoice(
    '2026-10-06',
    30,
    'Claire Dubois',
    { site: 1 },
    { memo: 'Half now', ...paid('2026-10-20', 'check', 625_000) },
  ),
  invoice('2026-10-07', 30, 'Grace Mbeki', { page: 1, mail: 2 }),
  invoice('2026-10-08', 14, 'Eero Virtanen', { photo: 1, copy: 2 }, paid('2026-10-21')),
  invoice('2026-10-09', 14, 'Tom Becker', { mail: 1, copy: 2 }),
  invoice('2026-10-12', 30, 'Yasmin Rahimi', { brand: 1 }),
  invoice('2026-10-13', 30, 'Dwayne Okafor', { hours: 20 }, paid('2026-11-10')),
  invoice('2026-10-14', 30, 'Ruth Abrams', { audit: 1, copy: 4 }, paid('2026-11-12', 'check')),
  invoice('2026-10-15', 14, 'Maria Kowalski', { pack: 1 }),
  invoice('2026-10-16', 30, 'Ingrid Solberg', { page: 1 }),
  invoice('2026-10-19', 30, 'Chidi Eze', { hours: 32, host: 6 }),
  invoice('2026-10-20', 14, 'Hana Sato', { art: 1 }, paid('2026-10-30', 'card')),
  invoice('2026-10-21', 30, 'Mateusz Nowak', { workshop: 1 }),
  invoice('2026-10-22', 14, 'Samir Haddad', { mail: 1, copy: 5 }),
  invoice('2026-10-26', 30, 'Lucía Ferrer', { page: 1, copy: 3 }),
  invoice('2026-10-27', 14, 'Zoë van Dijk', { workshop: 1 }, paid('2026-11-06', 'card')),
  invoice('2026-10-28', 30, 'Beatriz Lima', { photo: 2 }),
  invoice('2026-10-29', 30, 'Olivia Grant', { hours: 9, mail: 1 }),
  invoice('2026-10-30', 30, 'Noah Whitfield', { art: 2, copy: 6 }),
  invoice('2026-11-02', 30, 'Priya Raman', { retainer: 1 }, { memo: 'PO 8042' }),
  invoice('2026-11-02', 14, 'Maria Santos', { care: 1, host: 1 }),
  invoice('2026-11-03', 14, 'Jeff Malone', { sponsor: 1 }, { memo: 'November meetup', ...paid('2026-11-10', 'card') }),
  invoice('2026-11-04', 30, 'Freya Lindqvist', { page: 1, hours: 6 }),
  invoice('2026-11-05', 30, 'Arjun Mehta', { site: 1 }, { memo: 'Half now', ...paid('2026-11-17', 'card', 625_000) }),
  invoice('2026-11-09', 14, 'Kenji Mori', { art: 2 }),
  invoice('2026-11-10', 30, 'Eero Virtanen', { brand: 1 }),
  invoice('2026-11-11', 14, 'Maria Kowalski', { mail: 1, art: 1 }),
  invoice('2026-11-12', 30, 'Tom Becker', { photo: 2, copy: 6 }),
  invoice('2026-11-16', 30, 'Yasmin Rahimi', { page: 1 }),
  invoice('2026-11-17', 30, 'Grace Mbeki', { audit: 1 }, draft),
  invoice('2026-11-18', 14, 'Zoë van Dijk', { brand: 1, pack: 1 }, draft),
  invoice('2026-11-19', 30, 'Claire Dubois', { hours: 10 }, draft),
  invoice('2026-11-19', 30, 'Dwayne Okafor', { care: 1, host: 1 }, draft),
  invoice('2026-11-20', 14, 'Jeff Malone', { workshop: 1 }, { memo: 'Prompt engineering for the team', ...draft }),
];
