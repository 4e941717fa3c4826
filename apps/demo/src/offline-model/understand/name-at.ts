import { isWithin, type Clause, type Span } from './clause.ts';
import { isCapital, isKnownName, isPlainWord, nameWordAt } from './name-word.ts';
import type { Word } from './words.ts';

/** A name in a clause. */
export interface NameMention extends Span {
  readonly name: string;
  /** The index of the word after it. */
  readonly next: number;
  /** A name by its capital or by the library's lists; otherwise only by its place. */
  readonly isSure: boolean;
  /** `Jeff's`: what follows belongs to them. */
  readonly isPossessive: boolean;
}

const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'madam']);
const SMALL_PARTS = new Set('of de del da van von der den la le the and & bin al'.split(' '));
const COMPANY_ENDS = new Set(['sons', 'co', 'company', 'partners', 'daughters', 'associates', 'brothers']);
const FOLLOWERS = new Set(['team', 'folks', 'guys', 'people']);

/** The name that begins at the word at `index`: `jeff`, `Dr. Chen`, `Bank of America`, `the Globex team`. */
export function nameAt(clause: Clause, index: number): NameMention | undefined {
  const { words } = clause;
  const hasArticle = isArticleOfName(clause, index);
  const first = isTitle(words[index]) || hasArticle ? index + 1 : index;
  const kind = nameWordAt(clause, first);
  if (!kind) return undefined;
  let next = first + 1;
  while (!endsName(words[next - 1]) && continuesName(clause, next, kind === 'sure')) next += 1;
  const named = words.slice(first, next);
  const isPossessive = named.at(-1)?.isPossessive ?? false;
  const after = !isPossessive && FOLLOWERS.has(words[next]?.base ?? '') ? next + 1 : next;
  const isOther = isAttribute(clause, named, words[after]);
  if (hasArticle && isOther) return undefined;
  return {
    name: spell(clause, named),
    start: words[index]?.start ?? 0,
    end: words[after - 1]?.end ?? 0,
    next: after,
    isSure: kind === 'sure' && !isOther,
    isPossessive,
  };
}

function isTitle(word: Word | undefined): boolean {
  return word !== undefined && TITLES.has(word.base);
}

/** The `the` of `the Globex team`. */
function isArticleOfName(clause: Clause, index: number): boolean {
  return clause.words[index]?.base === 'the' && nameWordAt(clause, index + 1) === 'sure';
}

function continuesName(clause: Clause, index: number, isSure: boolean): boolean {
  const [before, word, after] = [clause.words[index - 1], clause.words[index], clause.words[index + 1]];
  if (!word) return false;
  if (SMALL_PARTS.has(word.base) && word.pause === '') return bridges(clause, index, { before, word, after });
  const kind = nameWordAt(clause, index);
  // The library lets "design" belong to "Acme Corp design": where names have capitals, all their words do.
  const isLower = isSure && !clause.isOneCase && !isCapital(word) && isCapital(before);
  if (isLower) return COMPANY_ENDS.has(word.base);
  return kind === 'sure' || (kind === 'maybe' && (!isSure || clause.isOneCase));
}

interface Neighbours {
  readonly before: Word | undefined;
  readonly word: Word;
  readonly after: Word | undefined;
}

/** `Bank of America` and `Almeida & Sons` go on, `Jeff of Acme` and `Jeff and Maria` do not. */
function bridges(clause: Clause, index: number, { before, word, after }: Neighbours): boolean {
  if (word.base === 'and') return COMPANY_ENDS.has(after?.base ?? '');
  const isPerson = before?.tags.has('Person') === true;
  return !(isPerson && word.base === 'of') && nameWordAt(clause, index + 1) === 'sure';
}

/** In `the AI meetup` the capitals are no customer's: a plain noun follows what only its capitals make a name. */
function isAttribute(clause: Clause, named: readonly Word[], following: Word | undefined): boolean {
  const isOwn = (word: Word) => word.isPossessive || (isKnownName(word) && !word.tags.has('Acronym'));
  if (!following || named.at(-1)?.pause || named.some(isOwn)) return false;
  return following.tags.has('Noun') && !isPlainWord(following) && !isWithin(following, clause.money);
}

function endsName(word: Word | undefined): boolean {
  if (!word || word.isPossessive) return true;
  const isAbbreviation = word.tags.has('Abbreviation') || isTitle(word) || word.text.length === 1;
  return word.pause === '.' ? !isAbbreviation : word.pause !== '';
}

/** The name as a person would write it: `jeff` and `JEFF` are `Jeff`, `eBay` stays. */
function spell(clause: Clause, named: readonly Word[]): string {
  const said = clause.text.slice(named[0]?.start, named.at(-1)?.end);
  const name = said.replace(/\s+/g, ' ').replace(/['’]s$|(?<=s)['’]$/i, '');
  const isPlain = name === name.toLowerCase() || (clause.isOneCase && name === name.toUpperCase());
  return isPlain && !name.includes('@') ? capitalise(name) : name;
}

function capitalise(name: string): string {
  const letters = /(?<=^|[\s'’-])\p{Ll}+/gu;
  return name.toLowerCase().replace(letters, (word, at: number) => {
    return at > 0 && SMALL_PARTS.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
  });
}
