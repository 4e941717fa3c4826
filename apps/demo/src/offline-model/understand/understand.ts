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
import { splitRequests, type Piece } from './requests.ts';
import { readRevenue } from './revenue.ts';
import { readSmallTalk } from './small-talk.ts';
import { correctSpelling } from './spelling.ts';

type Rule = (clause: Clause) => Intention | undefined;

const RULES: readonly Rule[] = [
  readSmallTalk,
  readRefund,
  readPaymentLink,
  readNewInvoice,
  readReminder,
  readEmail,
  readRevenue,
  readInvoiceLookup,
  readInvoiceList,
  readCustomerLookup,
];
const MESSAGE_RULES: readonly Rule[] = [readReminder, readEmail];
const MAX_LENGTH = 2000;
/** A follow-up looks back this far. */
const MAX_EARLIER = 6;

/** What the last of these messages of a person asks for, in order; the earlier ones say what a follow-up is about. */
export function understand(messages: readonly string[], today: Day): readonly Wish[] {
  const text = tidy(messages.at(-1) ?? '');
  if (text.length > MAX_LENGTH)
    return [{ intention: { kind: 'not_understood', said: `${text.slice(0, 60)}…`, why: 'too_long' } }];
  return splitRequests(correctSpelling(text)).reduce<readonly Wish[]>((wishes, piece, index, pieces) => {
    const found = readPiece(piece, today);
    if (piece.isLoose && isUnknown(found)) return joinLoose(wishes, pieces.slice(0, index + 1), today);
    if (!isUnknown(found))
      return isChat(found) && wishes.length > 0
        ? wishes
        : [...wishes.filter((wish) => !isChat(wish.intention)), { intention: found }];
    const base = wishes.at(-1)?.intention ?? lastWish(messages.slice(0, -1), today);
    const followUp = base && readFollowUp(readClause(piece.text, today), base);
    if (followUp?.corrects && wishes.length > 0) return [...wishes.slice(0, -1), { intention: followUp.intention }];
    return [...wishes, followUp ?? { intention: found }];
  }, []);
}

/** A loose piece that is no request by itself belongs to the piece before it. */
function joinLoose(wishes: readonly Wish[], pieces: readonly Piece[], today: Day): readonly Wish[] {
  const joined = pieces.slice(pieces.findLastIndex((piece) => !piece.isLoose)).map((piece) => piece.text);
  const whole = { text: joined.join(''), isLoose: false, isMessage: false };
  return [...wishes.slice(0, -1), { intention: readPiece(whole, today) }];
}

function readPiece(piece: Piece, today: Day): Intention {
  const clause = readClause(piece.text, today);
  const rules = piece.isMessage ? MESSAGE_RULES : RULES;
  const answers = rules.map((rule) => rule(clause)).filter((answer) => answer !== undefined);
  const final = answers.find((answer) => answer.kind !== 'not_understood' || isFinal(answer));
  return final ?? answers[0] ?? { kind: 'not_understood', said: piece.text.trim(), why: 'unknown' };
}

/** A refusal that no later rule may overrule. */
function isFinal({ why }: NotUnderstood): boolean {
  return why !== 'unknown' && why !== 'statement' && why !== 'question';
}

function isUnknown(intention: Intention): boolean {
  return intention.kind === 'not_understood' && intention.why === 'unknown' && intention.because === undefined;
}

function isChat(intention: Intention): boolean {
  return intention.kind === 'small_talk' && (intention.topic === 'greeting' || intention.topic === 'thanks');
}

function lastWish(messages: readonly string[], today: Day): Intention | undefined {
  if (messages.length === 0) return undefined;
  const wishes = understand(messages.slice(-MAX_EARLIER), today);
  const last = wishes.at(-1)?.intention;
  return last && (last.kind === 'not_understood' || isChat(last)) ? lastWish(messages.slice(0, -1), today) : last;
}

function tidy(text: string): string {
  return text
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’`]/g, "'")
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}
