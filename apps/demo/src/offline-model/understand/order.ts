import { toInfinitive } from './words.ts';

/** How a clause asks. */
export interface Order {
  /** The offset at which the order itself begins, after greetings and politeness. */
  readonly from: number;
  /** The order from there on, its verb in the infinitive: `create a link`. */
  readonly head: string;
  /** `head` without what someone is to be told: `email Jeff that we refund him` orders no refund. */
  readonly command: string;
  readonly mood: 'order' | 'question' | 'negated';
}

const FILLER =
  /^(?:(?:hey|hi|hello|yo)(?: there)?|ok|okay|so|well|now|then|also|and|but|please|pls|plz|kindly|just|quickly|alright|all right|thanks|thank you|cool|perfect|yes|yep|yeah|sure|actually|sorry|oh|um|good (?:morning|afternoon|evening)|agent|bot|assistant)\b[\s,!.:;-]*|^[\s,.!:;>*•-]+|^\p{L}+ here\s*[,:]\s*/iu;
const REQUEST =
  /^(?:(?:can|could|would|will) (?:you|u|ya)(?: guys)?\b|(?:i|we)(?:'d| would)? (?:really )?(?:need|want|like|love)\b(?: (?:for )?(?:you|u)\b)?(?: to\b)?|(?:i|we)(?: have|'ve got| got) to\b|i(?:'m| am) (?:trying|looking|hoping) to\b|let(?:'s| us|s| me)\b|(?:go|please go) ahead and\b|make sure (?:to|you|that you)\b|be sure to\b|remember to\b|(?:don't|do not|dont) forget to\b|help me(?: to)?\b|(?:can|could|may) (?:i|we) (?:get|have|see)\b|(?:it's )?time to\b|you (?:should|must|need to|have to)\b)[\s,]*/i;
const MIND = /^(?:(?:would|do) you mind|how about|what about|mind) (\w+ing)\b/i;
/** `For Jeff, create a link`: what comes first is no part of the order's head. */
const FRONTED = /^(?:for|to|re|regarding) [^,]{2,40},\s*(?=\w)/i;
const NEGATED =
  /^(?:don't|do not|dont|never|no need to|stop|avoid|under no circumstances|you (?:must|should) (?:not|never)|please don't|let's not)\b/i;
const QUESTION =
  /^(?:should|did|do|does|is|isn't|are|aren't|was|were|has|have|had|am|why|when|where|who|whom|whose|what|which|how|if|whether|may|might|must|shall|can|could|would|will|what's|who's|how's|whats|whos|is it)\b/i;

const TOLD =
  /^(?:e-?mail|mail|send|write|message|tell|inform|notify|let|ask|remind|draft|shoot|drop|thank)\b.*?(?=\b(?:that|about|saying|whether|if|know|because|to say)\b|:\s|__)/is;

/** What a clause orders; `plain` has its quotations blanked out. */
export function readOrder(plain: string): Order {
  let from = 0;
  for (;;) {
    const rest = plain.slice(from);
    const asks = REQUEST.exec(rest);
    const polite = NEGATED.test(rest) && !asks ? null : (asks ?? FILLER.exec(rest) ?? FRONTED.exec(rest));
    if (!polite || polite[0].length === 0 || polite[0].length === rest.length) break;
    from += polite[0].length;
  }
  const rest = plain.slice(from);
  const gerund = MIND.exec(rest);
  if (gerund) {
    const verb = gerund[1] ?? '';
    const head = toInfinitive(verb.toLowerCase()) + rest.slice(gerund[0].length);
    return { from: from + gerund[0].length - verb.length, head, command: toCommand(head), mood: 'order' };
  }
  const asked = QUESTION.test(rest) ? 'question' : 'order';
  return { from, head: rest, command: toCommand(rest), mood: NEGATED.test(rest) ? 'negated' : asked };
}

function toCommand(head: string): string {
  return TOLD.exec(head)?.[0] ?? head;
}
