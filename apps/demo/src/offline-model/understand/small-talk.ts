import type { Clause } from './clause.ts';
import type { Intention } from './intention.ts';

type Topic = Extract<Intention, { readonly kind: 'small_talk' }>['topic'];

const TOPICS: readonly (readonly [RegExp, Topic])[] = [
  [
    /^(?:(?:can|could|will) you help(?: me)?(?: out)?|i need help|help(?: me)?|\?+|what can you do|what do you do|what can i (?:ask|say|do)|how does this work|what else can you do|show (?:me )?(?:some )?examples?|commands|menu)(?: here| for me| with)?\s*[?!.]*$/i,
    'help',
  ],
  [
    /\b(?:are|r) (?:you|u) (?:an? )?(?:llm|ai|bot|robot|human|real|chat ?gpt|claude|gpt|language model|machine|person)\b|^(?:who|what) are you\b|\bwhat(?:'s| is)? (?:your name|model|llm)\b|\bwhich (?:llm|model|ai)\b/i,
    'identity',
  ],
  [
    /^(?:never ?mind|forget (?:it|that|about it)|cancel(?: that| it)?|stop(?: that| it)?|abort|nothing|no(?:pe)?(?:,? thanks| thank you)?|leave it|scratch that)\s*[.!]*$/i,
    'never_mind',
  ],
  [
    /^(?:(?:ok|okay|great|perfect|cool|nice|awesome|good|super|lovely|brilliant|excellent)[\s,!.]*)*(?:thanks?|thank you|thx|ty|cheers|ta|many thanks|much appreciated|well done|good job|nice work)(?: so much| a lot| very much| again| for (?:that|this|your help|the help)| buddy)?\s*[!.]*$/i,
    'thanks',
  ],
  [
    /^(?:ok|okay|great|perfect|cool|nice|awesome|good|super|lovely|brilliant|excellent|got it|alright)[\s,!.]*$/i,
    'thanks',
  ],
  [/^(?:i hope (?:you|this|all)|hope you|nice to (?:meet|see)|how are you)\b.{0,60}$/i, 'greeting'],
  [
    /^(?:hi|hello|hey|yo|howdy|good (?:morning|afternoon|evening|day)|greetings|hiya|sup)(?: there| again| everyone| agent| bot)?[\s,!.]*(?:how are you(?: doing)?(?: today)?)?\s*[?!.]*$/i,
    'greeting',
  ],
];

/** Greetings, thanks, and questions about the model itself. */
export function readSmallTalk({ plain }: Clause): Intention | undefined {
  const said = plain.trim();
  const topic = TOPICS.find(([words]) => words.test(said))?.[1];
  return topic && { kind: 'small_talk', topic };
}
