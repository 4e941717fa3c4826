import { isWithin, type Clause, type Span } from './clause.ts';

/** What something is for, with the place where it is said. */
export interface Purpose extends Span {
  readonly text: string;
}

const LABELLED = /\b(?:memo|note|description|reason|subject|reference|ref)\b\s*(?::|=|is|of|saying|that says)?\s*/i;
const MARKER = /^(?:for|as|about|regarding|re|towards?|covering|because|since)$/;
const SO_THAT = /\bso (?:that )?(?:he|she|they|we|i|you|it) (?:can|could|may|will)\s+/i;
const COLLECTING = /^(?:pay|collect|charge|request|take|receive|get|bill|send)$/;
const NO_PURPOSE =
  /^(?:(?:the|an?|this|that|it|my|our|(?:our|my|the) (?:customer|client|friend|colleague))$|(?:everyone|everybody|anyone|all|each|every|any|him|her|them|me|us|free|now|real|sure)\b)/i;
const LOOSE_END =
  /(?:[\s,;:.!?(—–-]|\b(?:to|for|from|of|at|and|with|worth|please|pls|thanks|thank you|asap|in the amount|an? amount|amounting|totall?ing|due|by))+$/i;

/**
 * The phrase that says what a link, a refund or an invoice is for: `for sponsoring the meetup`. It ends where another
 * part of the request begins (`taken`: customers, sums, due days).
 */
export function findPurpose(clause: Clause, taken: readonly Span[], markers: RegExp = MARKER): Purpose | undefined {
  const labelled = LABELLED.exec(clause.plain);
  const quoted = labelled && /^_+/.exec(clause.plain.slice(labelled.index + labelled[0].length));
  if (labelled && quoted) {
    const start = labelled.index + labelled[0].length;
    return {
      text: clause.text.slice(start + 1, start + quoted[0].length - 1),
      start: labelled.index,
      end: start + quoted[0].length,
    };
  }
  if (labelled && /[:=]\s*$/.test(labelled[0]))
    return phrase(clause, labelled.index, labelled.index + labelled[0].length, taken);
  const marked = clause.words.filter((word) => markers.test(word.base) && !isWithin(word, taken));
  const found = marked
    .map((word) => phrase(clause, word.start, word.end, taken))
    .find((purpose) => purpose !== undefined);
  return found ?? afterOwner(clause, taken);
}

/** The aim in `a link for Jeff to sponsor the meetup` and `… so he can sponsor the meetup`. */
export function findAim(clause: Clause, taken: readonly Span[]): Purpose | undefined {
  const so = SO_THAT.exec(clause.plain);
  const to = clause.words.find((word, index) => {
    const verb = clause.words[index + 1];
    const isVerb = word.base === 'to' && verb?.tags.has('Verb') === true && !COLLECTING.test(verb.base);
    return isVerb && word.start > clause.order.from && !isWithin(verb, taken);
  });
  const start = so?.index ?? to?.start;
  const aim = start === undefined ? undefined : phrase(clause, start, so ? so.index + so[0].length : start + 2, taken);
  return aim?.text.includes(' ') ? aim : undefined;
}

/** Without the words that only lead on to the next part, as `, to`. */
export function trimLooseEnd(text: string): string {
  return text.replace(LOOSE_END, '').trim();
}

function phrase(clause: Clause, start: number, from: number, taken: readonly Span[]): Purpose | undefined {
  const end = Math.min(clause.text.length, ...taken.map((span) => span.start).filter((at) => at >= from));
  const text = unquote(trimLooseEnd(clause.text.slice(from, end)));
  if (NO_PURPOSE.test(text) || startsWithSum(clause, from)) return undefined;
  return /[\p{Letter}\p{Number}]/u.test(text)
    ? { text, start, end: from + clause.text.slice(from, end).trimEnd().length }
    : undefined;
}

function startsWithSum(clause: Clause, from: number): boolean {
  return clause.money.some(
    (sum) => sum.isMarked && sum.start >= from && clause.text.slice(from, sum.start).trim() === '',
  );
}

/** `a link for Jeff's workshop`: the workshop. */
function afterOwner(clause: Clause, taken: readonly Span[]): Purpose | undefined {
  const owner = taken.find((span) => /['’]s?$/.test(clause.text.slice(span.start, span.end)));
  const found = owner && phrase(clause, owner.start, owner.end, taken);
  return found && !/^(?:invoices?|bills?|payments?|links?|latest|last|newest|open|overdue)\b/i.test(found.text)
    ? found
    : undefined;
}

function unquote(text: string): string {
  const bare = text.replace(/^["'](.*)["']$/, '$1').trim();
  return bare.includes('(') ? bare : bare.replace(/\)$/, '');
}
