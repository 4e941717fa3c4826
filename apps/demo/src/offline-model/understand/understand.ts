/*
 * What a person wants, from what they wrote:
 *
 *   text ─ correctSpelling ─ splitRequests ─ readClause ─ the first rule that knows it ─ Intention
 *                                                └ no rule: a follow-up of what they wrote before, or not understood
 */
import type { Day } from './calendar.ts';
import { readClause, type Clause } from './clause.ts';
import { readCustomerLookup } from './customer-lookup.ts';
import { readEmail } from './email.ts';
import { readFollowUp } from './follow-up.ts';
import type { Intention, NotUnderstood, Wish } from './intention.ts';
import { readInvoiceList } from './invoice-list.ts';
import { readInvoiceLookup } from './invoice-lookup.ts';
import { readNewInvoice } from './new-invoice.ts';
import { readPaymentLink } from './payment-link.ts';
import { readRefund } from './refund.ts';
import { readReminder } from './reminder.ts';
import { splitRequests } from './requests.ts';
import { readRevenue } from './revenue.ts';
import { readSmallTalk } from './small-talk.ts';
import { correctSpelling } from './spelling.ts';

type Rule = (clause: Clause) => Intention | undefined;

const MESSAGE_RULES: readonly Rule[] = [readReminder, readEmail];
const RULES: readonly Rule[] = [
  readSmallTalk,
  readRefund,
  readPaymentLink,
  readNewInvoice,
  ...MESSAGE_RULES,
  readRevenue,
  readInvoiceLookup,
  readInvoiceList,
  readCustomerLookup,
];
const MAX_LENGTH = 2000;
/** A follow-up looks back this far. */
const MAX_EARLIER = 6;

/** What the last of these messages of a person asks for, in order; the earlier ones say what a follow-up is about. */
export function understand(messages: readonly string[], today: Day): readonly Wish[] {
  const text = tidy(messages.at(-1) ?? '');
  if (text.length > MAX_LENGTH)
    return [{ intention: { kind: 'not_understood', said: `${text.slice(0, 60)}…`, why: 'too_long' } }];
  const requests = readRequests(text, today);
  const isChatOnly = requests.every(({ intention }) => isChat(intention));
  return requests.reduce<readonly Wish[]>((wishes, { text: said, intention }) => {
    if (isChat(intention)) return isChatOnly && wishes.length === 0 ? [{ intention }] : wishes;
    if (!isUnknown(intention)) return [...wishes, { intention }];
    const base = wishes.at(-1)?.intention ?? lastWish(messages.slice(0, -1), today);
    const followUp = base && readFollowUp(readClause(said, today), base);
    if (followUp?.corrects && wishes.length > 0) return [...wishes.slice(0, -1), { intention: followUp.intention }];
    return [...wishes, followUp ?? { intention }];
  }, []);
}

interface Request {
  readonly text: string;
  readonly intention: Intention;
}

/** The requests in a text. A piece that may belong to the one before it does, unless it is a request by itself. */
function readRequests(text: string, today: Day): readonly Request[] {
  return splitRequests(correctSpelling(text)).reduce<readonly Request[]>((requests, piece) => {
    const intention = readRequest(piece.text, piece.isMessage ? MESSAGE_RULES : RULES, today);
    const before = requests.at(-1);
    if (!piece.isLoose || !before || !isUnknown(intention)) return [...requests, { text: piece.text, intention }];
    const joined = before.text + piece.text;
    return [...requests.slice(0, -1), { text: joined, intention: readRequest(joined, RULES, today) }];
  }, []);
}

function readRequest(text: string, rules: readonly Rule[], today: Day): Intention {
  const clause = readClause(text, today);
  const answers = rules.map((rule) => rule(clause)).filter((answer) => answer !== undefined);
  const refusal = answers.find((answer) => answer.kind === 'not_understood');
  const answer = answers.find((found) => found.kind !== 'not_understood' && overrules(found, refusal));
  return answer ?? refusal ?? { kind: 'not_understood', said: text.trim(), why: 'unknown' };
}

/** A question about a refund may be answered by showing the invoice, and an email may speak of one; nothing else. */
function overrules({ kind }: Intention, refusal: NotUnderstood | undefined): boolean {
  switch (refusal?.why) {
    case undefined:
    case 'question':
      return true;
    case 'statement':
      return kind === 'email' || kind === 'reminder';
    default:
      return false;
  }
}

function isUnknown(intention: Intention): boolean {
  return intention.kind === 'not_understood' && intention.why === 'unknown' && intention.because === undefined;
}

function isChat(intention: Intention): boolean {
  return intention.kind === 'small_talk' && (intention.topic === 'greeting' || intention.topic === 'thanks');
}

function lastWish(messages: readonly string[], today: Day): Intention | undefined {
  if (messages.length === 0) return undefined;
  const last = understand(messages.slice(-MAX_EARLIER), today).at(-1)?.intention;
  const isNothing = !last || last.kind === 'not_understood' || isChat(last);
  return isNothing ? lastWish(messages.slice(0, -1), today) : last;
}

/** Straight quotes, single blanks, and no full stop that ends no sentence. */
function tidy(text: string): string {
  return text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/\bas soon as possible\b/gi, 'asap')
    .replace(/\b(?:no|nr)\.\s*(?=\d)/gi, '#')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
