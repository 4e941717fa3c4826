import { readSentences } from './words.ts';

const VERB =
  "(?:please |kindly )?(?:create|make|generate|send|refund|reimburse|give|invoice|bill|charge|request|show|list|remind|nudge|chase|e-?mail|message|tell|let|thank|find|look ?up|draft|issue|what|how|who|which|don't|do not|never)\\b";
const JOINT = new RegExp(
  `(?:\\s*[,;]\\s*|\\s+)(?:(?:and |but )?(?:then|also|after that|afterwards)|and|but|plus|&)\\s+(?=${VERB})|\\s*;\\s*|,\\s*(?=${VERB})`,
  'gi',
);
const THEN = /(?:\s*[,;]\s*|\s+)(?:and )?then\s+/gi;
const MESSAGE =
  /^\W*(?:\w+[ ,]+){0,4}?(?:e-?mail|mail|write|message|tell|inform|notify|let|ask|send|draft|drop|shoot|remind)\b/i;
const MESSAGE_TEXT = /:\s+\S|\b(?:saying|that says|to say)\b/i;
const MESSAGE_THAT = /\b(?:that|about|know|whether|if)\b/i;

/** One possible request in a text. */
export interface Piece {
  readonly text: string;
  /** It may belong to the piece before it: `design and email setup`. */
  readonly isLoose: boolean;
}

/**
 * The requests in a text, as far as its form tells. What follows `email Jeff: …` is all message: nothing in it may be
 * taken for a request.
 */
export function splitRequests(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const sentence = readSentences(rest)[0] ?? rest;
    if (MESSAGE.test(sentence) && MESSAGE_TEXT.test(blankQuotes(sentence)))
      return [...pieces, { text: rest, isLoose: false }];
    pieces.push(...splitSentence(sentence));
    rest = rest.slice(sentence.length).trim();
  }
  return pieces;
}

function splitSentence(sentence: string): readonly Piece[] {
  const joint = MESSAGE.test(sentence) && MESSAGE_THAT.test(sentence) ? THEN : JOINT;
  const joints = [...blankQuotes(sentence).matchAll(joint)];
  return [...joints, undefined].map((match, index) => {
    const before = joints[index - 1];
    const text = sentence.slice(before ? before.index : 0, match?.index);
    return { text, isLoose: index > 0 };
  });
}

function blankQuotes(text: string): string {
  return text.replace(/"[^"]*"/g, (quoted) => '_'.repeat(quoted.length));
}
