import { firstSum, isWithin, type Clause, type Span } from './clause.ts';
import type { Line } from './intention.ts';
import type { Money } from './money.ts';
import { trimLooseEnd } from './purpose.ts';
import { readSpokenNumbers } from './words.ts';

/** What an invoice is for, as far as a clause says it. */
export interface LinesMention {
  readonly lines: readonly Line[];
  /** What it is for, while no amount is said; the amount, while it is not said what it is for. */
  readonly description?: string;
  readonly amount?: number;
  /** Where that is said. */
  readonly free: readonly Span[];
}

const UNIT =
  /^\s?(?:hours?|hrs?|h|days?|weeks?|months?|sessions?|seats?|tickets?|units?|pages?|licen[cs]es?|lessons?|x)\b/i;
const RATE_BEFORE = /(?:\bat|@|×|\bx|\bfor)\s*$/i;
const RATE_AFTER =
  /^\s*(?:\/|per\b|an?\b|each\b|apiece\b)\s*(?:hour|hr|h|day|week|month|session|seat|ticket|unit|page|licen[cs]e|lesson)?\b/i;
const GLUE = /^(?:[\s,;:.()–—-]|\b(?:for|of|at|and|plus|worth|the amount|an? amount|in)\b)+/i;

/** The lines in the part of a clause beside its customers and due day (`taken`). */
export function readLines(clause: Clause, taken: readonly Span[]): LinesMention {
  const part = freePart(clause, taken);
  const sums = clause.money.filter((sum) => isWithin(sum, [part]));
  const priced = sums.some((sum) => sum.isMarked)
    ? sums.filter((sum) => sum.isMarked)
    : sums.filter((sum) => sum === firstSum(clause));
  const text = clause.text.slice(part.start, part.end);
  const counted = readCounted(clause, part, priced);
  if (counted) return { lines: [counted], free: [part] };
  const lines = priced.map((sum, index) => lineOf(clause, part, priced, { sum, index }));
  if (lines.length > 0 && lines.every((line) => line.description !== '')) return { lines, free: [part] };
  const [only, ...others] = lines;
  if (only && others.length === 0) return { lines: [], amount: only.amount, free: [part] };
  const description = trimGlue(text);
  return { lines: [], ...(description !== '' && lines.length === 0 ? { description } : {}), free: [part] };
}

/** From behind the customer to the due day; where the customer comes last, from the order's verb to the customer. */
function freePart(clause: Clause, taken: readonly Span[]): Span {
  const verbEnd = clause.words.find((word) => word.start >= clause.order.from)?.end ?? 0;
  const bounds = [verbEnd, ...taken.flatMap(({ start, end }) => [start, end]), clause.text.length].sort(
    (a, b) => a - b,
  );
  const gaps = bounds.slice(1).map((end, index) => ({ start: bounds[index] ?? 0, end }));
  const free = gaps
    .filter((gap) => gap.start >= verbEnd && !isWithin(gap, taken))
    .map((gap) => withoutNoun(clause, gap));
  return free.reduce((best, gap) => (weight(clause, gap) > weight(clause, best) ? gap : best), {
    start: verbEnd,
    end: verbEnd,
  });
}

/** Without the `an invoice for` of the order itself. */
function withoutNoun(clause: Clause, gap: Span): Span {
  const noun = /^\s*(?:(?:me|us|an?|another|the|new|draft|up)\s+)*(?:invoice|bill)\b/i.exec(
    clause.plain.slice(gap.start, gap.end),
  );
  return noun ? { start: gap.start + noun[0].length, end: gap.end } : gap;
}

function weight(clause: Clause, { start, end }: Span): number {
  const text = trimGlue(clause.text.slice(start, end));
  return text.length + (clause.money.some((sum) => isWithin(sum, [{ start, end }])) ? 1000 : 0);
}

/** `3 hours of consulting at $120`: the amount is counted out. */
function readCounted(clause: Clause, part: Span, sums: readonly Money[]): Line | undefined {
  const rate = sums.length === 1 ? sums[0] : undefined;
  const quantity = quantityIn(clause, part, rate);
  if (!rate || quantity === undefined) return undefined;
  const isRate = RATE_BEFORE.test(clause.plain.slice(0, rate.start)) || RATE_AFTER.test(clause.plain.slice(rate.end));
  if (!isRate) return undefined;
  return {
    description: trimGlue(clause.text.slice(part.start, part.end)),
    amount: Math.round(quantity * rate.amount * 100) / 100,
  };
}

function quantityIn(clause: Clause, part: Span, rate: Money | undefined): number | undefined {
  const written = clause.money
    .filter((sum) => !sum.isMarked && sum !== rate)
    .map(({ amount, start, end }) => ({ value: amount, start, end }));
  const counts = [...written, ...readSpokenNumbers(clause.plain)].filter(
    (count) => isWithin(count, [part]) && UNIT.test(clause.plain.slice(count.end)),
  );
  return counts.length === 1 ? counts[0]?.value : undefined;
}

/** In `$500 for design and $200 for hosting` words follow their sum, in `design $500, hosting $200` they precede it. */
function lineOf(
  clause: Clause,
  part: Span,
  sums: readonly Money[],
  at: { readonly sum: Money; readonly index: number },
): Line {
  const { sum, index } = at;
  const before = trimGlue(clause.text.slice(part.start, sums[0]?.start));
  const isSumFirst = before === '';
  const from = isSumFirst ? sum.end : (sums[index - 1]?.end ?? part.start);
  const to = isSumFirst ? (sums[index + 1]?.start ?? part.end) : sum.start;
  const last = index === sums.length - 1 && !isSumFirst ? ` ${clause.text.slice(sum.end, part.end)}` : '';
  return { description: trimGlue(clause.text.slice(from, to) + last), amount: sum.amount };
}

function trimGlue(text: string): string {
  return trimLooseEnd(text.replace(GLUE, ''))
    .replace(/\s+/g, ' ')
    .replace(/\)$/, (end) => (text.includes('(') ? end : ''));
}
