import type { SpokenNumber } from './words.ts';

/** A sum in a text. */
export interface Money {
  /** US dollars, at most two decimals. */
  readonly amount: number;
  readonly start: number;
  readonly end: number;
  /** Said with a currency or a word such as "grand"; a bare number may be something else. */
  readonly isMarked: boolean;
}

const DIGITS =
  /(?<![\w#$€£¥₹]|(?<!\d\s?)-)(?<!\d[.,](?=\d))(?<before>us\$|\$|usd)?\s?(?<whole>\d{1,3}(?:,\d{3})+|\d+)(?<decimals>\.\d+)?(?<letter>[km])?(?<scale>\s?(?:grand|thousand|hundred))?(?<after>\s?(?:us dollars?|dollars?|bucks?|usd|\$))?(?![\w%]|[.,]\d)/gi;
const SCALE: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, grand: 1e3, thousand: 1e3, hundred: 100 };
const SPOKEN_UNIT = /^[\s-]*(us dollars?|dollars?|bucks?|usd|grand)\b/i;
const CENTS = /^\s*(?:cents?\b|¢)/i;
const RANGE = /^\s*(?:-|–|to|or)\s*$/i;
const GRAND = /\ba grand\b/gi;
const FOREIGN =
  /(?:[€£¥₹]|\b(?:eur|gbp|cad|aud|chf|inr|jpy)\s?)\d[\d.,]*|\d[\d.,]*\s?(?:[€£¥₹]|(?:euros?|eur|pounds?|gbp|quid|yen|jpy|cad|aud|chf|francs?|rupees?|inr|bitcoins?|btc)\b)/i;

/** Every sum in a text, in order: `$1.2k`, `1,250.00 USD`, `750 bucks`, `seven hundred fifty dollars`, a bare `750`. */
export function readMoney(text: string, spoken: readonly SpokenNumber[]): readonly Money[] {
  const found = [...readDigits(text), ...readSpoken(text, spoken), ...readGrand(text)].sort(
    (a, b) => a.start - b.start,
  );
  return markRanges(text, addCents(text, found, spoken));
}

/** A sum in another currency, as it was written. */
export function foreignMoney(text: string): string | undefined {
  return FOREIGN.exec(text)?.[0];
}

function readDigits(text: string): readonly Money[] {
  return [...text.matchAll(DIGITS)].flatMap((match) => {
    const { before, whole = '', decimals = '', letter, scale, after } = match.groups ?? {};
    const isMarked = Boolean(before ?? letter ?? scale ?? after);
    const factor = SCALE[(letter ?? scale ?? '').trim().toLowerCase()] ?? 1;
    const amount = Number(whole.replaceAll(',', '') + decimals) * factor;
    if (!isSum(amount)) return [];
    const blanks = match[0].length - match[0].trimStart().length;
    return [{ amount: toCents(amount), start: match.index + blanks, end: match.index + match[0].length, isMarked }];
  });
}

function readSpoken(text: string, spoken: readonly SpokenNumber[]): readonly Money[] {
  return spoken.flatMap(({ value, start, end }) => {
    const unit = SPOKEN_UNIT.exec(text.slice(end));
    if (!unit || /\d\s*$/.test(text.slice(0, start))) return [];
    const amount = value * (unit[1]?.toLowerCase() === 'grand' ? 1000 : 1);
    return isSum(amount) ? [{ amount: toCents(amount), start, end: end + unit[0].length, isMarked: true }] : [];
  });
}

function readGrand(text: string): readonly Money[] {
  return [...text.matchAll(GRAND)].map(({ index, 0: said }) => {
    return { amount: 1000, start: index, end: index + said.length, isMarked: true };
  });
}

/** In `$20-30` and `20 or 30 dollars` both numbers are sums, so that nobody takes one for the whole. */
function markRanges(text: string, found: readonly Money[]): readonly Money[] {
  const isJoined = (first: Money | undefined, second: Money | undefined) =>
    first && second && (first.isMarked || second.isMarked) && RANGE.test(text.slice(first.end, second.start));
  return found.map((sum, index) => {
    return isJoined(found[index - 1], sum) || isJoined(sum, found[index + 1]) ? { ...sum, isMarked: true } : sum;
  });
}

/** `two dollars and fifty cents` is one sum, `99 cents` is one too. */
function addCents(text: string, found: readonly Money[], spoken: readonly SpokenNumber[]): readonly Money[] {
  const isCents = ({ end }: { readonly end: number }) => CENTS.test(text.slice(end));
  const cents = [
    ...found
      .filter((money) => !money.isMarked && isCents(money))
      .map(({ amount, start, end }) => ({ value: amount, start, end })),
    ...spoken.filter(isCents),
  ];
  const rest = found.filter((money) => money.isMarked || !isCents(money));
  return cents.reduce<readonly Money[]>((sums, { value, start, end }) => {
    const dollars = sums.find((sum) => sum.end <= start && /^,?\s*(?:and)?\s*$/i.test(text.slice(sum.end, start)));
    const sum = {
      amount: toCents((dollars?.amount ?? 0) + value / 100),
      start: dollars?.start ?? start,
      end: end + (CENTS.exec(text.slice(end))?.[0].length ?? 0),
      isMarked: true,
    };
    return [...sums.filter((other) => other !== dollars), sum].sort((a, b) => a.start - b.start);
  }, rest);
}

function isSum(amount: number): boolean {
  return amount > 0 && amount < 1e9 && Math.abs(amount - toCents(amount)) < 1e-9;
}

function toCents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
