import type { Clause } from './clause.ts';
import { findCustomers, type Place } from './find-customers.ts';
import type { Intention } from './intention.ts';

const SEARCH =
  /^(?:find|look ?up|look for|search(?: for)?|locate|pull up|show(?: me)?|get(?: me)?|open|who(?:'s| is|s)|do (?:we|you) (?:know|have)|is there|is|tell me about|what do (?:we|you) know about)\b/i;
const DETAIL = /\b(?:e-?mail(?: address)?|contact(?: details| info| information)?|address|details|id|company)\b/i;
const DETAIL_HEAD =
  /^(?:what(?:'s|s| is| are)?|show|get|give|find|look|tell|contact|e-?mail address|details|know|who)\b/i;
const EVERYONE =
  /^(?:list|show|get|give|display|who are|how many|all|which|what)\b(?: \w+){0,3} (?:customers|clients)(?: (?:do we have|are there|please|we have))?[?.!]*$/i;
const CUSTOMER = /\b(?:customers?|clients?|accounts?)\b/i;
const NAMED: readonly Place[] = [
  'object',
  { after: /^(?:for|about|customer|client|account|called|named|is|who's|who|know|have|up|me)$/ },
];
const OWNED: readonly Place[] = ['anywhere', ...NAMED, { after: /^of$/ }];

/** `find Jeff`, `who is Maria Santos?`, `what is Globex's email address?` */
export function readCustomerLookup(clause: Clause): Intention | undefined {
  const { plain, order } = clause;
  if (order.mood === 'negated' || clause.invoices.length > 0 || clause.money.length > 0) return undefined;
  if (EVERYONE.test(order.head)) {
    return { kind: 'not_understood', said: clause.text.trim(), why: 'unknown', because: 'customers without a name' };
  }
  const isSearch = SEARCH.test(order.head);
  const isDetail = DETAIL.test(plain) && DETAIL_HEAD.test(order.head);
  if (!isSearch && !isDetail) return undefined;
  const mention = findCustomers(clause, isDetail ? OWNED : NAMED);
  if (!mention || mention.customers.some((customer) => customer.by === 'name' && customer.isGuess)) return undefined;
  if (!mention.isSure && !CUSTOMER.test(plain) && !isOneName(clause, mention.end)) return undefined;
  if (mention.isPossessive && !isDetail && !CUSTOMER.test(plain)) return undefined;
  return { kind: 'find_customer', customers: mention.customers };
}

/** A name in small letters that nobody knows counts only where the clause ends with it: `find globex`. */
function isOneName(clause: Clause, end: number): boolean {
  return /^\W*(?:please|for me)?\W*$/i.test(clause.plain.slice(end));
}
