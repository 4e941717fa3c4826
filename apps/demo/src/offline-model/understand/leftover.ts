import { touches, type Clause, type Span } from './clause.ts';
import { isPlainWord } from './name-word.ts';
import type { Word } from './words.ts';

// What orders at the desk are made of, besides the words that the rules read.
const ORDER_WORDS = new Set(
  `give get grab one-time time single secure safe thx ty cheers thanx pls plz create creating make making generate set prepare issue draft produce build write open start shoot whip spin hook share
  charge request collect ask asking refund refunding reimburse return process grant initiate do invoice invoicing bill
  billing cut raise wire checkout url page pages fresh simple nice gentle polite percent cent portion part third quarter
  whole entire entirely fully completely everything everyone dollars dollar bucks buck usd grand worth sum price value
  fee favor favour moment while jiffy minute second copy way sure paymentlink paylink like want need value total`.split(
    /\s+/,
  ),
);
const COUNTS = new Set(['twice', 'thrice', 'double', 'doubly', 'separately', 'anonymously']);
const EMPTY_TAGS = [
  'Adverb',
  'Preposition',
  'Conjunction',
  'Determiner',
  'Pronoun',
  'Auxiliary',
  'Copula',
  'Modal',
  'QuestionWord',
  'Expression',
];

/**
 * The first word of an order that no rule has read and that means something: to act without it would be to act on
 * half of what was said.
 */
export function leftoverOf(clause: Clause, read: readonly Span[]): string | undefined {
  const { words, order, plain } = clause;
  const isFree = (word: Word) => word.start >= order.from && !touches(word, read);
  const rest = words.filter(
    (word) => isFree(word) && /[\p{Letter}\p{Number}]/u.test(plain.slice(word.start, word.end)),
  );
  return rest.find((word) => !isEmpty(word, plain))?.text;
}

function isEmpty(word: Word, plain: string): boolean {
  if (COUNTS.has(word.base)) return false;
  if (isPlainWord(word) || ORDER_WORDS.has(word.base)) return true;
  if (/^\d{1,3}%$/.test(word.text)) return true;
  if (/^\d{1,3}$/.test(word.text)) return /^\s?(?:%|percent|per cent)/i.test(plain.slice(word.end));
  return EMPTY_TAGS.some((tag) => word.tags.has(tag)) && !word.tags.has('Noun') && !word.tags.has('Value');
}
