import { blank, isWithin, type Clause, type Span } from './clause.ts';
import { readFilters } from './filters.ts';
import { findCustomers } from './find-customers.ts';
import type { ListIntention, NotUnderstood, Status } from './intention.ts';
import { readPeriod } from './period.ts';

const INVOICES =
  /\b(?:invoices|bills|drafts)\b|^(?:what(?:'s|s| is)?|anything|show me what is) .*\bdue\b|\bwho(?:ever)?(?: still)? owes?\b|\bowes?\b|\b(?:overdue|unpaid|outstanding|past due|receivables)\b/i;
const ONE =
  /\b(?:largest|biggest|highest|smallest|lowest|oldest|earliest|newest|latest|most recent|last|next|any|every) (?:\w+ ){0,2}(?:invoice|bill)\b/i;
const HEAD =
  /^(?:show|list|get|give|find|display|see|view|pull|fetch|look|search|tell|check|count|review|know|bring up|what|what's|whats|which|who|whose|how|is|are|do|does|did|has|have|any|anything|all|every|my|our|the|open|overdue|unpaid|paid|draft|drafts|outstanding|late|past|invoices|bills|receivables|latest|newest|last|most|total|top|oldest|biggest|largest|smallest|highest|lowest|\p{L}+['’]s|invoice list)(?=\W|$)/iu;
const STATUSES: readonly (readonly [RegExp, readonly Status[]])[] = [
  [
    /\b(?:unpaid|outstanding|not (?:yet )?(?:been )?paid|(?:hasn't|haven't|has not|have not) (?:yet )?paid|owes?|owing|receivables)\b/i,
    ['open', 'overdue'],
  ],
  [/\b(?:overdue|late|past due|behind)\b/i, ['overdue']],
  [/(?<!^)\bopen\b|^open (?:invoices|bills)|\bpending\b/i, ['open']],
  [/\bdrafts?\b/i, ['draft']],
  [/\b(?:paid|settled)\b/i, ['paid']],
];
const PICKS: readonly (readonly [RegExp, NonNullable<ListIntention['pick']>])[] = [
  [/\b(?:largest|biggest|highest)\b/i, 'largest'],
  [/\b(?:smallest|lowest)\b/i, 'smallest'],
  [/\b(?:oldest|earliest)\b/i, 'oldest'],
  [/\b(?:newest|latest|most recent|last (?:\w+ ){0,2}(?:invoice|bill)\b)/i, 'newest'],
];
const LOOSE =
  /\b(?:top \d+|except|without|but not|if|group(?:ed)? by|sort(?:ed)? by|export|csv|pdf|delete|tax|average|compare|per (?:month|customer))\b/i;

/** `show overdue invoices over $500`, `who owes us money?`, `what is Maria's latest invoice?` */
export function readInvoiceList(clause: Clause): ListIntention | NotUnderstood | undefined {
  const { plain, order } = clause;
  if (!(INVOICES.test(plain) || ONE.test(plain)) || !HEAD.test(order.head) || clause.invoices.length > 0)
    return undefined;
  const { filter, read } = readFilters(clause);
  const customers = findCustomers(
    clause,
    [
      { after: /^(?:for|from|of|by|to|with)$/, isSure: true },
      'anywhere',
      { after: /^(?:for|from|of|to|does|has|did|by)$/ },
    ],
    read,
  );
  const said = clause.text.trim();
  const unread = unreadPart(clause, [...read, ...(customers ? [customers] : [])]);
  if (unread !== undefined) return { kind: 'not_understood', said, why: 'unknown', because: unread };
  const pick = PICKS.find(([words]) => words.test(plain))?.[1];
  return {
    kind: 'list',
    statuses: readStatuses(plain),
    customers: customers?.customers ?? [],
    filter,
    ...(pick ? { pick } : {}),
  };
}

function readStatuses(plain: string): readonly Status[] {
  const found = STATUSES.reduce<{ readonly rest: string; readonly statuses: readonly Status[] }>(
    ({ rest, statuses }, [words, meant]) =>
      words.test(rest) ? { rest: rest.replace(words, ' '), statuses: [...statuses, ...meant] } : { rest, statuses },
    { rest: plain, statuses: [] },
  );
  return [...new Set(found.statuses)];
}

/** A sum, a day or a wish that the filters cannot hold: to leave it out would answer another question. */
function unreadPart(clause: Clause, read: readonly Span[]): string | undefined {
  const sum = clause.money.find((money) => money.isMarked && !isWithin(money, read));
  const rest = blank(clause.plain, read);
  const part = sum
    ? clause.text.slice(sum.start, sum.end)
    : (LOOSE.exec(rest)?.[0] ?? readPeriod(rest, clause.today)?.label);
  return part?.trim();
}
