import nlp from 'compromise';
import { z } from 'zod';

/** One word of a text with what the language library knows about it. */
export interface Word {
  readonly text: string;
  /** Lower case, without the possessive `'s`. */
  readonly base: string;
  /** Where it stands in the text; `end` is the offset after it. */
  readonly start: number;
  readonly end: number;
  /** The punctuation before the next word, blanks left out; the hyphen inside `Coca-Cola` is none. */
  readonly pause: string;
  readonly isPossessive: boolean;
  readonly tags: ReadonlySet<string>;
}

/** A number written in words: `seven hundred fifty`. */
export interface SpokenNumber {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

const Offset = z.object({ start: z.number(), length: z.number() });
const Sentences = z.array(
  z.object({
    offset: Offset,
    terms: z.array(z.object({ text: z.string(), post: z.string(), tags: z.array(z.string()), offset: Offset })),
  }),
);
const Numbers = z.array(
  z.object({ text: z.string(), offset: Offset, number: z.object({ num: z.unknown() }).optional() }),
);

/** The words of a text in order. */
export function readWords(text: string): readonly Word[] {
  const sentences = Sentences.parse(nlp(text).json({ offset: true, terms: { offset: true, tags: true } }));
  // "what's" has a second word, "is", that takes no room in the text.
  const terms = sentences.flatMap((sentence) => sentence.terms).filter((term) => term.offset.length > 0);
  return terms.map(({ text: said, post, tags, offset }) => ({
    text: said,
    base: said.toLowerCase().replace(/['’]s$|(?<=s)['’]$/, ''),
    start: offset.start,
    end: offset.start + offset.length,
    pause: post === '-' ? '' : post.trim(),
    isPossessive: /['’]s$|s['’]$/i.test(said),
    tags: new Set(tags),
  }));
}

/** The sentences of a text; `Dr.`, `Inc.` and `$1.50` do not end one. */
export function readSentences(text: string): readonly string[] {
  const starts = Sentences.parse(nlp.tokenize(text).json({ offset: true, terms: { offset: true, tags: true } })).map(
    (sentence) => sentence.offset.start,
  );
  return starts.map((start, index) => text.slice(start, starts[index + 1]).trim()).filter(Boolean);
}

/** The numbers that a text spells out. */
export function readSpokenNumbers(text: string): readonly SpokenNumber[] {
  return Numbers.parse(nlp(text).numbers().json({ offset: true })).flatMap(({ text: said, offset, number }) => {
    const value = number?.num;
    // The library reads the article in "ninety an hour" as 1.
    if (typeof value !== 'number' || !Number.isFinite(value) || /\d|^an?$/i.test(said)) return [];
    return [{ value, start: offset.start, end: offset.start + offset.length }];
  });
}

/** The infinitive of a verb: `creating` is `create`. */
export function toInfinitive(verb: string): string {
  const doc = nlp(verb);
  doc.tag('Verb');
  return doc.verbs().toInfinitive().text() || verb;
}
