/** An invoice that a text names. */
export interface InvoiceMention {
  /** As the desk writes it: `INV-1042`. */
  readonly number: string;
  readonly start: number;
  readonly end: number;
}

const NUMBER =
  /(?:\binv(?:oice)?s?(?:\b|(?=[\d_]))[\s.:_-]*(?:no\.?|number|nr\.?)?\s*#?\s*-?|#)(\d{3,8})\b(?![.,]\d)/gi;
const NEXT = /^\s*(?:,|and|&|,\s*and|plus)\s*(?:#|inv-?)?(\d{4,8})\b(?![.,]\d|\s*(?:dollars?|bucks?|usd))/i;

/** The invoices that a text names, however they are spelled: `inv 1042`, `#1042`, `invoices 1042 and 1043`. */
export function readInvoiceNumbers(text: string): readonly InvoiceMention[] {
  const mentions: InvoiceMention[] = [];
  for (const match of text.matchAll(NUMBER)) {
    if (match.index < (mentions.at(-1)?.end ?? 0)) continue;
    mentions.push(
      toMention(match[1], match.index, match.index + match[0].length),
      ...readMore(text, match.index + match[0].length),
    );
  }
  return mentions;
}

/** The `and 1043` that follows an invoice's number. */
function readMore(text: string, from: number): readonly InvoiceMention[] {
  const match = NEXT.exec(text.slice(from));
  if (!match) return [];
  const end = from + match[0].length;
  return [toMention(match[1], from, end), ...readMore(text, end)];
}

function toMention(digits = '', start: number, end: number): InvoiceMention {
  return { number: `INV-${digits}`, start, end };
}
