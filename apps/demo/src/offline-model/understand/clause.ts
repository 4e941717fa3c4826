import type { Day } from './calendar.ts';
import { readInvoiceNumbers, type InvoiceMention } from './invoice-numbers.ts';
import { foreignMoney, readMoney, type Money } from './money.ts';
import { readOrder, type Order } from './order.ts';
import { readSpokenNumbers, readWords, type Word } from './words.ts';

/** A place in a text; `end` is the offset after it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One thing that a person says, with what can be read off its words. All offsets are into `text`. */
export interface Clause {
  readonly text: string;
  /** `text` with what stands in quotes blanked out: a person's quotation is no request. */
  readonly plain: string;
  readonly words: readonly Word[];
  readonly money: readonly Money[];
  readonly invoices: readonly InvoiceMention[];
  /** A sum in another currency. */
  readonly foreign?: string;
  /** Whether it orders something, and the words of the order without "could you please". */
  readonly order: Order;
  readonly today: Day;
  /** Names carry no capitals here, or everything does: capitals say nothing. */
  readonly isOneCase: boolean;
}

const QUOTED = /"[^"]*"|(?<=^|\s)'[^']*'(?=$|[\s.,;:!?])/g;

/** Reads a clause. */
export function readClause(text: string, today: Day): Clause {
  const plain = text.replace(QUOTED, (quoted) => '_'.repeat(quoted.length));
  const invoices = readInvoiceNumbers(plain);
  const unnumbered = blank(plain, invoices);
  const money = readMoney(unnumbered, readSpokenNumbers(unnumbered));
  const foreign = foreignMoney(unnumbered);
  return {
    text,
    plain,
    words: readWords(text),
    money,
    invoices,
    ...(foreign === undefined ? {} : { foreign }),
    order: readOrder(plain),
    today,
    isOneCase: text === text.toLowerCase() || text === text.toUpperCase(),
  };
}

/** The text with these places blanked out; offsets stay. */
export function blank(text: string, spans: readonly Span[]): string {
  return spans.reduce((rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end), text);
}

/** Whether a place lies in one of these. */
export function isWithin({ start, end }: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => start >= span.start && end <= span.end);
}

/** Whether a place has anything in common with one of these. */
export function touches({ start, end }: Span, spans: readonly Span[]): boolean {
  return spans.some((span) => start < span.end && span.start < end);
}

/** The sum that is said first: one with a currency if there is any. */
export function firstSum(clause: Clause): Money | undefined {
  return sumsOf(clause)[0];
}

/** The one sum that is said outside of these places; `several` when it is not clear which is meant. */
export function onlySum(clause: Clause, outside: readonly Span[] = []): Money | 'several' | undefined {
  const [first, ...others] = sumsOf(clause).filter((sum) => !isWithin(sum, outside));
  return others.some((other) => other.amount !== first?.amount) ? 'several' : first;
}

function sumsOf(clause: Clause): readonly Money[] {
  const marked = clause.money.filter((sum) => sum.isMarked);
  return marked.length > 0 ? marked : clause.money.filter((sum) => isBareSum(clause, sum));
}

const COUNTED =
  /^\s?(?:x\b|times|hours?|hrs?|h\b|days?|weeks?|months?|years?|minutes?|people|seats?|tickets?|units?|items?|licen[cs]es?|pages?|invoices?|customers?|links?|st|nd|rd|th|\/)/i;
const DATED =
  /\b(?:in|since|until|by|on|net|q|page|step|version|phase|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)\s*$|[/:-]$/i;

function isBareSum({ plain }: Clause, { start, end }: Money): boolean {
  return !COUNTED.test(plain.slice(end)) && !DATED.test(plain.slice(0, start));
}
