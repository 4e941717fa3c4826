import nlp from 'compromise';
import { isWithin, type Clause, type Span } from './clause.ts';
import type { CustomerRef } from './intention.ts';
import type { Word } from './words.ts';

/** Customers in a clause, with the place where they are said. */
export interface CustomersMention extends Span {
  readonly customers: readonly CustomerRef[];
  /** `Jeff's`: what follows belongs to them. */
  readonly isPossessive: boolean;
  /** A name by its capital or by the library's lists; otherwise only by its place. */
  readonly isSure: boolean;
}

interface NameMention extends Span {
  readonly name: string;
  /** The index of the word after it. */
  readonly next: number;
  readonly isSure: boolean;
  readonly isPossessive: boolean;
}

// Words that never belong to a customer's name at an invoicing desk.
const NO_NAME = new Set(
  `a an the this that these those some any every each all both another other more new full partial half quick final friendly short one my our your his her their its i we you me us it he she they him them who whom which what
  for about to because since due at on in with of from by as and or but is are was were be been am has have had do does did will would can could should via before after until till over under above below between per than then so if not no
  please thanks thank now today tomorrow tonight yesterday asap again still instead right immediately here there soon quickly also just only
  payment payments pay paid link links invoice invoices bill bills reminder reminders email emails e-mail mail message note memo reason refund refunds request receipt money amount total balance status due overdue open unpaid outstanding late draft drafts
  customer customers client clients account accounts everyone everybody anyone anybody someone somebody nobody person people contact contacts revenue sales income
  owes owe owed saying says say said telling tell asking regarding re worth back details detail info information address phone number name names send create make know called named`.split(
    /\s+/,
  ),
);
const LINK_WORD = /^(?:pay(?:ment)?|checkout)-?(?:links?|requests?|pages?|urls?)$/;
const MENTIONS = new Set(['him', 'her', 'them']);
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'madam']);
const SMALL_PARTS = new Set([
  'of',
  'de',
  'del',
  'da',
  'van',
  'von',
  'der',
  'den',
  'la',
  'le',
  'the',
  '&',
  'and',
  'bin',
  'al',
]);
const COMPANY_ENDS = new Set(['sons', 'co', 'company', 'partners', 'daughters', 'associates', 'brothers']);
const FOLLOWERS = new Set(['team', 'folks', 'guys', 'people']);
const NAME_TAGS = ['Person', 'Organization', 'ProperNoun', 'Email'];
const OTHER_TAGS = ['Value', 'Gerund', 'Adverb', 'Adjective', 'Date', 'Pronoun', 'Conjunction', 'QuestionWord'];
const SAME = /^(?:the )?(?:same|that|this) (?:customer|client|person|company|guy|one)\b/i;

/** The customers that are named from the word at `index` on: `Jeff`, `Maria Santos and Sam`, `Jeff at Acme`, `her`. */
export function customersAt(clause: Clause, index: number): CustomersMention | undefined {
  const mentioned = mentionAt(clause, index);
  if (mentioned) return mentioned;
  const first = nameAt(clause, index);
  if (!first) return undefined;
  const company = companyAfter(clause, first);
  const head = company ?? { ...first, ref: toRef(clause, first) };
  const rest = moreAfter(clause, head.next, first.isSure);
  return {
    customers: [head.ref, ...(rest?.customers ?? [])],
    start: first.start,
    end: rest?.end ?? head.end,
    isPossessive: rest?.isPossessive ?? first.isPossessive,
    isSure: first.isSure,
  };
}

/** The name that begins at the word at `index`; undefined when that word cannot begin one. */
function nameAt(clause: Clause, index: number): NameMention | undefined {
  const { words } = clause;
  const title =
    TITLES.has(words[index]?.base ?? '') || (words[index]?.base === 'the' && isNameWord(clause, index + 1) === 'sure');
  const first = title ? index + 1 : index;
  const surest = isNameWord(clause, first);
  if (!surest) return undefined;
  let next = first + 1;
  while (!endsName(words[next - 1]) && continuesName(clause, next, surest === 'sure')) next += 1;
  const named = words.slice(first, next);
  const isPossessive = named.at(-1)?.isPossessive ?? false;
  const after = !isPossessive && FOLLOWERS.has(words[next]?.base ?? '') ? next + 1 : next;
  return {
    name: toName(clause, named),
    start: words[index]?.start ?? 0,
    end: words[after - 1]?.end ?? 0,
    next: after,
    isSure: surest === 'sure' && !isAttribute(clause, first, after),
    isPossessive,
  };
}

/** In `the AI meetup` the capitals are no customer's: a plain noun follows what only its capital makes a name. */
function isAttribute(clause: Clause, first: number, after: number): boolean {
  const named = clause.words.slice(first, after);
  const following = clause.words[after];
  if (!following || named.at(-1)?.pause || named.some((word) => word.isPossessive || isTagged(word))) return false;
  return following.tags.has('Noun') && !NO_NAME.has(following.base) && !isWithin(following, clause.money);
}

function isNameWord(clause: Clause, index: number): 'sure' | 'maybe' | undefined {
  const word = clause.words[index];
  if (!word || NO_NAME.has(word.base) || isWithin(word, [...clause.money, ...clause.invoices])) return undefined;
  if (clause.plain.slice(word.start, word.end) !== word.text || !/\p{Letter}/u.test(word.text)) return undefined;
  const isDate = word.tags.has('Date') && !word.tags.has('Person') && clause.words[index - 1]?.base !== 'to';
  if (isDate || LINK_WORD.test(word.base)) return undefined;
  // The first word of a clause has its capital from there.
  const hasOwnCapital = isCapital(word) && !clause.isOneCase && index > 0;
  if (hasOwnCapital || isTagged(word)) return 'sure';
  // The library takes what follows "to" for a verb: "to bank".
  const isVerb = word.tags.has('Verb') && clause.words[index - 1]?.base !== 'to';
  return isVerb || OTHER_TAGS.some((tag) => word.tags.has(tag)) ? undefined : 'maybe';
}

function isCapital(word: Word | undefined): boolean {
  return word !== undefined && /^\p{Lu}/u.test(word.text);
}

function isTagged(word: Word): boolean {
  return NAME_TAGS.some((tag) => word.tags.has(tag));
}

function continuesName(clause: Clause, index: number, isSure: boolean): boolean {
  const word = clause.words[index];
  if (!word) return false;
  const kind = isNameWord(clause, index);
  // The library lets "design" belong to "Acme Corp design": where names have capitals, all their words do.
  const isLower =
    isSure && !clause.isOneCase && word.text === word.text.toLowerCase() && isCapital(clause.words[index - 1]);
  if (kind === 'sure' && !isLower) return true;
  const isSmall = SMALL_PARTS.has(word.base) && word.pause === '';
  const following = clause.words[index + 1];
  if (isSmall && following && /^(?:&|and)$/.test(word.base))
    return COMPANY_ENDS.has(following.base) || word.base === '&';
  // "Bank of America" goes on, "Jeff of Acme" does not: Jeff is a person's name.
  const isPerson = clause.words[index - 1]?.tags.has('Person') === true;
  if (isSmall && !(isPerson && word.base === 'of')) return isNameWord(clause, index + 1) === 'sure';
  return kind !== undefined && !isLower && (!isSure || clause.isOneCase || COMPANY_ENDS.has(word.base));
}

/** `Jeff at Acme`, `Jeff from Acme`: the name, and the company that tells two Jeffs apart. */
function companyAfter(clause: Clause, person: NameMention): (NameMention & { readonly ref: CustomerRef }) | undefined {
  const link = clause.words[person.next];
  if (person.isPossessive || !link || !/^(?:at|from|of|with)$/.test(link.base) || clause.words[person.next - 1]?.pause)
    return undefined;
  const company = nameAt(clause, person.next + 1);
  return company && company.isSure
    ? { ...company, ref: { by: 'name', name: person.name, company: company.name } }
    : undefined;
}

/** The `, Maria and Sam` after a first name. */
function moreAfter(clause: Clause, next: number, isSure: boolean): CustomersMention | undefined {
  const before = clause.words[next - 1];
  const hasAnd = /^(?:and|&|plus)$/.test(clause.words[next]?.base ?? '');
  if (!hasAnd && before?.pause !== ',') return undefined;
  const index = hasAnd ? next + 1 : next;
  const more = nameAt(clause, index);
  if (!more || more.isSure !== isSure || !(more.isSure || hasAnd)) return undefined;
  return customersAt(clause, index);
}

function mentionAt(clause: Clause, index: number): CustomersMention | undefined {
  const word = clause.words[index];
  if (!word) return undefined;
  const isPossessive = /^(?:his|their|her)$/.test(word.base) && isNounAfter(clause, index);
  const same = SAME.exec(clause.plain.slice(word.start));
  if (!same && !isPossessive && !MENTIONS.has(word.base)) return undefined;
  return {
    customers: [{ by: 'mention' }],
    start: word.start,
    end: same ? word.start + same[0].length : word.end,
    isPossessive,
    isSure: true,
  };
}

function isNounAfter(clause: Clause, index: number): boolean {
  return clause.words[index]?.pause === '' && clause.words[index + 1]?.tags.has('Noun') === true;
}

function toRef(clause: Clause, { name, isSure }: NameMention): CustomerRef {
  return isSure || !isDictionaryWord(name) ? { by: 'name', name } : { by: 'name', name, isGuess: true };
}

const Lexicon: Readonly<Record<string, unknown>> = lexicon();

function isDictionaryWord(name: string): boolean {
  return name
    .toLowerCase()
    .split(' ')
    .some((word) => Object.hasOwn(Lexicon, word));
}

function lexicon(): Readonly<Record<string, unknown>> {
  const model = nlp.model();
  const one: unknown = 'one' in model ? model.one : undefined;
  return typeof one === 'object' && one !== null && 'lexicon' in one
    ? (one.lexicon as Readonly<Record<string, unknown>>)
    : {};
}

function endsName(word: Word | undefined): boolean {
  return !word || word.isPossessive || /[,;:!?)—–-]|\.$/.test(word.pause.replace(/^\.$/, isTitle(word) ? '' : '.'));
}

function isTitle(word: Word): boolean {
  return word.tags.has('Abbreviation') || TITLES.has(word.base) || word.text.length === 1;
}

/** The name as a person would write it: `jeff` and `JEFF` are `Jeff`, `eBay` stays. */
function toName(clause: Clause, words: readonly Word[]): string {
  const said = clause.text.slice(words[0]?.start, words.at(-1)?.end);
  const name = said.replace(/\s+/g, ' ').replace(/['’]s$|(?<=s)['’]$/i, '');
  const isPlain = name === name.toLowerCase() || (clause.isOneCase && name === name.toUpperCase());
  return isPlain && !name.includes('@') ? capitalise(name) : name;
}

function capitalise(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?<=^|[\s'’-])\p{Ll}+/gu, (word, at: number) =>
      at > 0 && SMALL_PARTS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1),
    );
}
