import { readOrder } from './order.ts';
import { readSentences } from './words.ts';

// Verbs that are nouns as well need what only an order has behind it: "and email setup" is no order.
const OBJECT = String.raw`(?:[A-Z$#]|\d|(?:him|her|them|it|me|us|everyone|every|all|the|an?|my|our|his|their|overdue|open|inv)\b|[\w']+ (?:that|about|to|for|saying|an?|the|his|her|their|\$))`;
const VERB = String.raw`(?:please |kindly )?(?:(?:create|make|generate|send|reimburse|give|remind|nudge|chase|tell|let|thank|look ?up|what|how|who|which|don't|do not|never)\b|(?:refund|invoice|bill|charge|request|show|list|e-?mail|message|find|draft|issue) ${OBJECT})`;
const JOINT = new RegExp(
  String.raw`(?:\s*[,;]\s*|\s+)(?:(?:and |but )?(?:then|also|after that|afterwards)|and|but|plus|&)\s+(?=${VERB})|\s*;\s*|,\s*(?=${VERB})`,
  'g',
);
const MESSAGE = /^(?:e-?mail|mail|write|message|tell|inform|notify|let|ask|send|draft|drop|shoot|remind)\b/i;
const MESSAGE_TEXT = /:\s+\S|\b(?:saying|that says|to say)\b/i;
const MESSAGE_THAT = /\b(?:that|about|know|whether|if)\b/i;
const NO_MESSAGE = /\b(?:links?|an? invoice)\b/i;

/** One possible request in a text. */
export interface Piece {
  readonly text: string;
  /** It may belong to the piece before it. */
  readonly isLoose: boolean;
  /** A message to someone, with its text: nothing in it may be taken for another request. */
  readonly isMessage: boolean;
}

/** The requests in a text, as far as its form tells; all that follows `email Jeff: …` is its message. */
export function splitRequests(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const sentence = readSentences(rest)[0] ?? rest;
    const starts = startsIn(sentence);
    for (const [index, start] of starts.entries()) {
      const piece = sentence.slice(start, starts[index + 1]);
      if (isMessage(piece)) return [...pieces, { text: rest.slice(start), isLoose: false, isMessage: true }];
      pieces.push({ text: piece, isLoose: index > 0, isMessage: false });
    }
    rest = rest.slice(sentence.length).trim();
  }
  return pieces;
}

/** Where requests may begin in a sentence. What is joined by "and" to `email Jeff that …` is told to Jeff. */
function startsIn(sentence: string): readonly number[] {
  return [...blankQuotes(sentence).matchAll(JOINT)].reduce<readonly number[]>(
    (starts, { index, 0: joint }) => {
      const before = readOrder(sentence.slice(starts.at(-1), index)).head;
      const isTold = MESSAGE.test(before) && MESSAGE_THAT.test(before) && !joint.includes('then');
      return isTold ? starts : [...starts, index];
    },
    [0],
  );
}

function isMessage(piece: string): boolean {
  const { head } = readOrder(blankQuotes(piece));
  const text = MESSAGE_TEXT.exec(head);
  return text !== null && MESSAGE.test(head) && !NO_MESSAGE.test(head.slice(0, text.index));
}

function blankQuotes(text: string): string {
  return text.replace(/"[^"]*"/g, (quoted) => '_'.repeat(quoted.length));
}
