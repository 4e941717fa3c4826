import type { Clause, Span } from './clause.ts';
import { findCustomers } from './find-customers.ts';
import type { EmailIntention, NotUnderstood } from './intention.ts';
import { whyNot } from './not-understood.ts';
import { toSecondPerson } from './second-person.ts';

const NOUN = '(?:e-?mail|mail|message|note|line|letter)';
const HEAD = new RegExp(
  `^(?:(?:e-?mail|mail|message|write(?: to)?|tell|inform|notify|let|ask|thank|contact)\\b|(?:send|write|draft|shoot|drop|compose|create)\\b.*\\b${NOUN}\\b|(?:an? )?(?:e-?mail|message) (?:to|for)\\b)`,
  'i',
);
const SUBJECT = /\b(?:with )?(?:the )?subject(?: line)?\s*(?:is|of|:)?\s*/i;
const SAYING =
  /\b(?:saying|that says|to say|and say|say|with the (?:text|message|body)|body|text|message)\b\s*(?:that\b)?\s*[:,]?\s*/i;
const ABOUT =
  /^\s*(?:an?|the)?\s*(?:quick |short )?(?:e-?mail|message|note|line|letter)?\s*(?:about|regarding|re:?|concerning)\s+/i;
const DIRECT = /^\s*(?:(?:an?|the)\s+(?:e-?mail|message|note|line|letter)\s*)?(?:know\s*)?(?:that\b\s*|:\s*|[-–—]\s+)/i;
const ASK = /^\s*(if|whether|to|when|what|how|where|why|who|for)\b\s*/i;
const INSTEAD = 'email Jeff that the meetup starts at 6';

/** `email Jeff that his parcel left`, `send Maria a note saying "See you"`, `let Globex know the invoice is ready`. */
export function readEmail(clause: Clause): EmailIntention | NotUnderstood | undefined {
  const { order } = clause;
  if (!HEAD.test(order.head) || /^(?:tell|ask|let|thank|write|message|contact)\b (?:me|us|you)\b/i.test(order.head))
    return undefined;
  const customers = findCustomers(clause, ['object', { after: /^to$/ }, { after: /^for$/, isSure: true }]);
  const needsName = !new RegExp(`^(?:e-?mail|mail)\\b|\\b${NOUN}\\b`, 'i').test(order.head.split(/[:"_]/)[0] ?? '');
  if (!customers && needsName) return undefined;
  const content = readContent(
    clause,
    customers?.end ?? clause.words.find((word) => word.start >= order.from)?.end ?? 0,
  );
  const stopped = whyNot(clause, { instead: INSTEAD, free: content.free });
  if (stopped) return stopped;
  return {
    kind: 'email',
    customers: customers?.customers ?? [],
    ...(content.subject ? { subject: content.subject } : {}),
    ...(content.body ? { body: content.body } : {}),
  };
}

interface Content {
  readonly subject?: string;
  readonly body?: string;
  /** Where the person's own words stand. */
  readonly free: readonly Span[];
}

function readContent(clause: Clause, from: number): Content {
  const rest = clause.text.slice(from);
  const all = [{ start: from, end: clause.text.length }];
  const subject = readSubject(clause, from);
  const saying = SAYING.exec(blankQuotes(clause, from));
  if (saying) return { ...subject, body: unquote(rest.slice(saying.index + saying[0].length)), free: all };
  const direct = DIRECT.exec(rest);
  if (direct) return { ...subject, body: toSecondPerson(unquote(rest.slice(direct[0].length))), free: all };
  const about = ABOUT.exec(rest);
  if (about) return readAbout(rest.slice(about[0].length), all);
  const asks = /^ask\b/i.test(clause.order.head) ? ASK.exec(rest) : null;
  if (asks) return { body: toQuestion(asks[1] ?? '', rest.slice(asks[0].length)), free: all };
  const thanks = /^thank\b/i.test(clause.order.head) ? /^\s*for\s+(.+)/i.exec(rest) : null;
  if (/^thank\b/i.test(clause.order.head)) {
    return {
      subject: 'Thank you',
      body: thanks ? `thank you for ${toSecondPerson(trimEnd(thanks[1] ?? ''))}` : 'thank you',
      free: thanks ? all : [],
    };
  }
  const quoted = /"[^"]+"|'[^']+'$/.exec(rest);
  if (!subject && quoted) return { body: unquote(quoted[0]), free: all };
  const knows = /^let\b/i.test(clause.order.head) ? /^\s*know\s+(.+)/is.exec(rest) : null;
  if (knows || /^(?:tell|inform|notify)\b/i.test(clause.order.head)) {
    const body = toSecondPerson(unquote(knows?.[1] ?? rest));
    return body === '' ? { free: [] } : { body, free: all };
  }
  return { ...subject, free: [] };
}

/** `about the meetup: it moved` and `about the meetup saying it moved` have both; `about the meetup` has a subject. */
function readAbout(rest: string, free: readonly Span[]): Content {
  const parts = /^(.+?)(?:\s*[:–—]\s+|\s+(?:saying|that says|and say)\s+(?:that\s+)?)(.+)$/is.exec(rest);
  const subject = capitalise(trimEnd(parts?.[1] ?? rest));
  return parts ? { subject, body: toSecondPerson(unquote(parts[2] ?? '')), free } : { subject, free };
}

function readSubject(clause: Clause, from: number): { readonly subject: string } | undefined {
  const match = SUBJECT.exec(blankQuotes(clause, from));
  const quoted = match && /^["']([^"']+)["']/.exec(clause.text.slice(from + match.index + match[0].length));
  return quoted?.[1] ? { subject: quoted[1] } : undefined;
}

function toQuestion(word: string, rest: string): string {
  const asked = toSecondPerson(trimEnd(rest));
  if (/^to$/i.test(word)) return `could you please ${asked}?`;
  return /^for$/i.test(word)
    ? `could you please send us ${asked}?`
    : `could you tell us ${word.toLowerCase()} ${asked}?`;
}

function blankQuotes(clause: Clause, from: number): string {
  return clause.plain.slice(from);
}

function unquote(text: string): string {
  const trimmed = text.trim();
  return /^"[^"]*"\.?$|^'[^']*'\.?$/s.test(trimmed) ? trimmed.replace(/\.$/, '').slice(1, -1).trim() : trimmed;
}

function trimEnd(text: string): string {
  return text.trim().replace(/[.?!\s]+$/, '');
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
