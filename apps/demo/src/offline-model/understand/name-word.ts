import { touches, type Clause } from './clause.ts';
import type { Word } from './words.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

// Words that never belong to a customer's name at an invoicing desk.
const NO_NAME = words(
  `a an the this that these those some any every each all both another other more new full partial half quick final
  friendly short one first last next latest my one our your his her their its i we you me us it he she they him them who
  whom which what for about to because since due at on in with of from by as and or but is are was were be been am has
  have had do does did will would can could should via before after until till over under above below between per than
  then so if not no please thanks thank now today tomorrow tonight yesterday asap again still instead right immediately
  here there soon quickly also just only payment payments pay paid link links invoice invoices bill bills reminder
  reminders email emails e-mail mail message note memo reason refund refunds request receipt money amount total balance
  status overdue open unpaid outstanding late draft drafts customer customers client clients account accounts everyone
  everybody anyone anybody someone somebody nobody everything nothing something anything person people contact contacts
  revenue sales income owes owe owed saying says say said telling tell asking regarding re worth back details detail
  info information address phone number name names send create make know called named`,
);
const LINK = /^(?:pay(?:ment)?|checkout)-?(?:links?|requests?|pages?|urls?)$/;
const NAME_TAGS = ['Person', 'Organization', 'ProperNoun', 'Email'];
const OTHER_TAGS = ['Value', 'Gerund', 'Adverb', 'Adjective', 'Date', 'Pronoun', 'Conjunction', 'QuestionWord'];

/**
 * Whether a word can belong to a customer's name: `sure` by its capital or by the library's lists of names, `maybe`
 * only by its place.
 */
export function nameWordAt(clause: Clause, index: number): 'sure' | 'maybe' | undefined {
  const word = clause.words[index];
  if (!word || !isFree(clause, word)) return undefined;
  const before = clause.words[index - 1]?.base;
  const isDate = word.tags.has('Date') && !word.tags.has('Person') && before !== 'to';
  if (isDate || NO_NAME.has(word.base) || LINK.test(word.base)) return undefined;
  // The first word of a clause has its capital from there.
  const hasOwnCapital = isCapital(word) && !clause.isOneCase && index > 0;
  if (hasOwnCapital || isKnownName(word)) return 'sure';
  // The library takes what follows "to" for a verb: "to bank".
  const isVerb = word.tags.has('Verb') && before !== 'to';
  return isVerb || OTHER_TAGS.some((tag) => word.tags.has(tag)) ? undefined : 'maybe';
}

/** Whether the library's lists hold a word as someone's name. */
export function isKnownName(word: Word): boolean {
  return NAME_TAGS.some((tag) => word.tags.has(tag));
}

/** Whether a word never belongs to a name. */
export function isPlainWord(word: Word): boolean {
  return NO_NAME.has(word.base);
}

export function isCapital(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

/** Not a sum, an invoice or a quotation. */
function isFree(clause: Clause, word: Word): boolean {
  const isQuoted = clause.plain.slice(word.start, word.end) !== word.text;
  return !isQuoted && /\p{Letter}/u.test(word.text) && !touches(word, [...clause.money, ...clause.invoices]);
}
