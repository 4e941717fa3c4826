// Long enough that one slip still leaves one reading. Their endings (invoiced, refunding) are known as well.
const VOCABULARY = [
  'invoice',
  'invoices',
  'refund',
  'refunds',
  'payment',
  'payments',
  'overdue',
  'reminder',
  'reminders',
  'remind',
  'revenue',
  'customer',
  'customers',
  'outstanding',
  'create',
  'everyone',
  'unpaid',
  'charge',
];
const NO_SLIPS = new Set([
  'payments',
  'remand',
  'rewind',
  'change',
  'crate',
  'great',
  'cream',
  'creates',
  'created',
  'charged',
  'charger',
  'charges',
  'costumer',
  'revenge',
  'cremate',
  'remainder',
  'overuse',
]);

/** The text with slips in the desk's own words put right: `invocie` is `invoice`. Names and all other words stay. */
export function correctSpelling(text: string): string {
  return text.replace(/\b[a-z]{5,12}\b/g, (word) => {
    if (VOCABULARY.some((known) => word.startsWith(known)) || NO_SLIPS.has(word)) return word;
    return VOCABULARY.find((known) => isOneSlipAway(word, known)) ?? word;
  });
}

/** One letter too many, too few or wrong, or two neighbours swapped; the first letter must be right. */
function isOneSlipAway(word: string, known: string): boolean {
  if (word[0] !== known[0] || Math.abs(word.length - known.length) > 1) return false;
  let at = 0;
  while (at < word.length && word[at] === known[at]) at += 1;
  const [rest, wanted] = [word.slice(at), known.slice(at)];
  const isSwapped =
    rest.length > 1 && rest[0] === wanted[1] && rest[1] === wanted[0] && rest.slice(2) === wanted.slice(2);
  const isWrong = rest.slice(1) === wanted.slice(1) && word.length > 5;
  return isSwapped || isWrong || rest.slice(1) === wanted || rest === wanted.slice(1);
}
