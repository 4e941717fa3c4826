import type { Clause, Span } from './clause.ts';
import { toSecondPerson } from './second-person.ts';

/** What a message is to say, as far as a clause tells. */
export interface MessageText {
  readonly subject?: string;
  readonly body?: string;
  /** `email him about it`: about what was done last. */
  readonly isAboutLast?: true;
  /** Where the person's own words stand. */
  readonly free: readonly Span[];
}

type Reader = (at: {
  readonly head: string;
  readonly rest: string;
  readonly plain: string;
}) => Omit<MessageText, 'free'> | undefined;

const NOUN = String.raw`(?:an?|the)?\s*(?:quick |short )?(?:e-?mail|message|note|line|letter)?`;
const SAYING =
  /\b(?:saying|that says|to say|and say|say|with the (?:text|message|body)|body|text|message)\b\s*(?:that\b)?\s*[:,]?\s*/i;
const ABOUT = new RegExp(String.raw`^\s*${NOUN}\s*(?:about|regarding|re:?|concerning)\s+`, 'i');
const DIRECT = new RegExp(String.raw`^\s*${NOUN}\s*(?:know\s*)?(?:that\b\s*|:\s*|[-–—]\s+)`, 'i');
const LAST = /^\s*(?:about\s+)?(?:it|this|that|the (?:payment )?link|the (?:new )?invoice)\s*[.!]?$/i;
const ASK = /^\s*(if|whether|to|when|what|how|where|why|who|for)\b\s*/i;
const SUBJECT = /\b(?:with )?(?:the )?subject(?: line)?\s*(?:is|of|:)?\s*(["'])(.+?)\1/i;

const READERS: readonly Reader[] = [
  readLast,
  readSaying,
  readDirect,
  readAbout,
  readAsk,
  readThanks,
  readQuoted,
  readTold,
];

/** The message in the words from the offset `from` on, behind the customer's name. */
export function readMessageText(clause: Clause, from: number): MessageText {
  const rest = clause.text.slice(from);
  const subject = SUBJECT.exec(rest);
  const text = subject ? rest.replace(subject[0], '') : rest;
  const plain = subject ? text : clause.plain.slice(from);
  for (const read of READERS) {
    const found = read({ head: clause.order.head, rest: text, plain });
    if (found)
      return {
        ...found,
        ...(subject?.[2] ? { subject: subject[2] } : {}),
        free: [{ start: from, end: clause.text.length }],
      };
  }
  return { ...(subject?.[2] ? { subject: subject[2] } : {}), free: [] };
}

function readLast({ rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  return LAST.test(rest) ? { isAboutLast: true } : undefined;
}

function readSaying({ rest, plain }: Parameters<Reader>[0]): ReturnType<Reader> {
  const match = SAYING.exec(plain);
  const about = match && ABOUT.exec(rest.slice(0, match.index));
  const subject = about ? { subject: capitalise(trimEnd(rest.slice(about[0].length, match.index))) } : {};
  return match ? { ...subject, body: ownWords(rest.slice(match.index + match[0].length)) } : undefined;
}

function readDirect({ rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  const match = DIRECT.exec(rest);
  return match ? { body: ownWords(rest.slice(match[0].length)) } : undefined;
}

/** `about the meetup: it moved` has a body too. */
function readAbout({ rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  const match = ABOUT.exec(rest);
  if (!match) return undefined;
  const [, about = '', body] = /^(.+?)(?:\s*[:–—]\s+(.+))?$/s.exec(rest.slice(match[0].length)) ?? [];
  const subject = capitalise(trimEnd(about));
  return body === undefined ? { subject } : { subject, body: ownWords(body) };
}

function readAsk({ head, rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  const match = /^ask\b/i.test(head) ? ASK.exec(rest) : null;
  if (!match) return undefined;
  const word = match[1]?.toLowerCase() ?? '';
  const asked = toSecondPerson(trimEnd(rest.slice(match[0].length)));
  if (word === 'to') return { body: `could you please ${asked}?` };
  return { body: word === 'for' ? `could you please send us ${asked}?` : `could you tell us ${word} ${asked}?` };
}

function readThanks({ head, rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  if (!/^thank\b/i.test(head)) return undefined;
  const reason = /^\s*for\s+(.+)/is.exec(rest)?.[1];
  return { subject: 'Thank you', body: reason ? `thank you for ${toSecondPerson(trimEnd(reason))}` : 'thank you' };
}

function readQuoted({ rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  const match = /"[^"]+"|'[^']+'$/.exec(rest);
  return match ? { body: unquote(match[0]) } : undefined;
}

function readTold({ head, rest }: Parameters<Reader>[0]): ReturnType<Reader> {
  if (!/^(?:tell|inform|notify|let)\b/i.test(head)) return undefined;
  const body = ownWords(rest.replace(/^\s*know\b/i, ''));
  return body === '' ? undefined : { body };
}

/** What is quoted is sent as it stands, the rest as it would be said to someone. */
function ownWords(text: string): string {
  return /^\s*["']/.test(text) ? unquote(text) : toSecondPerson(text.trim());
}

function unquote(text: string): string {
  const trimmed = text.trim();
  const quoted = /^(["'])([^"']*)\1\.?$/s.exec(trimmed);
  return quoted?.[2] === undefined ? trimmed : quoted[2].trim();
}

function trimEnd(text: string): string {
  return text.trim().replace(/[.?!\s]+$/, '');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
