/** Raised with every change of `SCHEMA`: a saved database of another version is replaced by a fresh one. */
export const SCHEMA_VERSION = 1;

/** No sum of the desk comes near this, so a slip of the keyboard is caught: ten million dollars, in cents. */
export const MAX_CENTS = 1_000_000_000;

/** Lengths that forms and checks share. */
export const MAX_LINE_LENGTH = 200;
export const MAX_TEXT_LENGTH = 5000;

const cents = (column: string) => `${column} INTEGER NOT NULL CHECK (${column} BETWEEN 1 AND ${MAX_CENTS})`;
const day = (column: string) => `${column} TEXT NOT NULL CHECK (date(${column}) IS ${column})`;
const line = (column: string) => `${column} TEXT NOT NULL CHECK (length(${column}) BETWEEN 1 AND ${MAX_LINE_LENGTH})`;
const prose = (column: string) => `${column} TEXT NOT NULL CHECK (length(${column}) BETWEEN 1 AND ${MAX_TEXT_LENGTH})`;
const memo = `memo TEXT NOT NULL DEFAULT '' CHECK (length(memo) <= ${MAX_LINE_LENGTH})`;

/*
 * customers ─┬─< invoices ─┬─< invoice_lines
 *            │             ├─< payments
 *            │             └─< refunds            never more than was paid
 *            ├─< payment_links
 *            └─< emails                           the outbox: nothing leaves the page
 *
 * desk: one row, the day it is at the desk. idempotency: what each key has already done.
 * Money is whole cents, days are ISO dates. What an invoice's status is follows from its lines, payments and due day, so
 * it is not stored: see the view `invoice_sums`.
 */
export const SCHEMA: string = `
CREATE TABLE desk (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  ${day('today')}
) STRICT;

CREATE TABLE customers (
  id INTEGER PRIMARY KEY,
  ${line('name')},
  ${line('company')},
  email TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (length(email) <= ${MAX_LINE_LENGTH} AND email LIKE '%_@_%.__%'),
  note TEXT NOT NULL DEFAULT '' CHECK (length(note) <= ${MAX_LINE_LENGTH}),
  /* name, company and e-mail as searched for: lower case, no accents, words apart by one space, one in front */
  search TEXT NOT NULL,
  ${day('created_on')}
) STRICT;

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  number TEXT NOT NULL UNIQUE CHECK (number GLOB 'INV-[0-9][0-9][0-9][0-9]*'),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  is_draft INTEGER NOT NULL CHECK (is_draft IN (0, 1)),
  ${day('issued_on')},
  ${day('due_on')},
  currency TEXT NOT NULL DEFAULT 'USD' CHECK (currency = 'USD'),
  ${memo},
  CHECK (due_on >= issued_on)
) STRICT;
CREATE INDEX invoices_of_customer ON invoices (customer_id);

CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  ${line('description')},
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 10000),
  ${cents('unit_cents')}
) STRICT;
CREATE INDEX lines_of_invoice ON invoice_lines (invoice_id);

CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  ${cents('amount_cents')},
  method TEXT NOT NULL CHECK (method IN ('bank_transfer', 'card', 'check', 'cash')),
  ${day('received_on')}
) STRICT;
CREATE INDEX payments_of_invoice ON payments (invoice_id);

CREATE TABLE refunds (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  ${cents('amount_cents')},
  ${line('reason')},
  ${day('refunded_on')}
) STRICT;
CREATE INDEX refunds_of_invoice ON refunds (invoice_id);

CREATE TRIGGER refunds_never_exceed_payments BEFORE INSERT ON refunds
WHEN NEW.amount_cents
   + (SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE invoice_id = NEW.invoice_id)
   > (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE invoice_id = NEW.invoice_id)
BEGIN SELECT raise(ABORT, 'a refund would exceed what was paid'); END;

CREATE TABLE payment_links (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE DEFAULT (lower(hex(randomblob(5)))),
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  ${cents('amount_cents')},
  ${line('memo')},
  status TEXT NOT NULL CHECK (status IN ('active', 'paid', 'canceled')),
  ${day('created_on')}
) STRICT;
CREATE INDEX links_of_customer ON payment_links (customer_id);

CREATE TABLE emails (
  id INTEGER PRIMARY KEY,
  customer_id INTEGER NOT NULL REFERENCES customers (id),
  ${line('sent_to')},
  ${line('subject')},
  ${prose('body')},
  ${day('queued_on')}
) STRICT;
CREATE INDEX emails_of_customer ON emails (customer_id);

CREATE TABLE idempotency (
  key TEXT PRIMARY KEY CHECK (length(key) BETWEEN 1 AND ${MAX_LINE_LENGTH}),
  operation TEXT NOT NULL,
  request TEXT NOT NULL,
  row_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE VIEW invoice_sums AS
SELECT
  sums.*,
  CASE
    WHEN is_draft = 1 THEN 'draft'
    WHEN paid_cents >= total_cents THEN 'paid'
    WHEN due_on < (SELECT today FROM desk) THEN 'overdue'
    ELSE 'open'
  END AS status,
  iif(is_draft = 1, 0, total_cents - paid_cents) AS due_cents
FROM (
  SELECT
    invoices.*,
    (SELECT coalesce(sum(quantity * unit_cents), 0) FROM invoice_lines WHERE invoice_id = invoices.id) AS total_cents,
    (SELECT coalesce(sum(amount_cents), 0) FROM payments WHERE invoice_id = invoices.id) AS paid_cents,
    (SELECT coalesce(sum(amount_cents), 0) FROM refunds WHERE invoice_id = invoices.id) AS refunded_cents
  FROM invoices
) AS sums;
`;
