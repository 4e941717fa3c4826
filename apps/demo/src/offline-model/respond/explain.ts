import type { Intention, NotUnderstood } from '../understand/intention.ts';

type Topic = Extract<Intention, { readonly kind: 'small_talk' }>['topic'];

const ABILITIES = [
  'create a payment link for $750 to Jeff for the meetup',
  'refund $20 on INV-1042, or refund it in full',
  'invoice Maria for 3 hours of consulting at $120, due next Friday',
  'remind everyone who is overdue',
  'email Jeff that the meetup starts at 6',
  'show overdue invoices over $500',
  'what did we earn last month?',
  'show INV-1042, or find Jeff',
];

/** What the model is, said plainly wherever it is asked. */
const IDENTITY =
  'I am the offline model: rules, not a language model. I know a few requests of an invoicing desk and need no network.';

/** What can be asked. */
function helpText(): string {
  return `You can say, in your own words:\n${ABILITIES.map((ability) => `- ${ability}`).join('\n')}`;
}

export function smallTalkText(topic: Topic): string {
  switch (topic) {
    case 'greeting':
      return `Hello. ${IDENTITY} ${helpText()}`;
    case 'thanks':
      return 'You are welcome.';
    case 'help':
      return `${IDENTITY} ${helpText()}`;
    case 'identity':
      return IDENTITY;
    case 'never_mind':
      return 'All right, I leave it there.';
    default:
      return topic satisfies never;
  }
}

/** Why nothing was done about a piece of a message, and what would work instead. */
export function notUnderstoodText({ said, why, because, instead }: NotUnderstood): string {
  const quoted = `“${said}”`;
  const hint = instead === undefined ? '' : ` Say “${instead}”, for example.`;
  switch (why) {
    case 'unknown':
      return because === undefined
        ? `I do not understand ${quoted}. ${IDENTITY} ${helpText()}`
        : `I did nothing about ${quoted}: my rules have no place for “${because}”, and to leave it out would be wrong.`;
    case 'question':
      return `I take ${quoted} as a question and have no answer, so I did nothing. To have it done, order it.${hint}`;
    case 'statement':
      return `I take ${quoted} as something you tell me, so I did nothing. To have it done, order it.${hint}`;
    case 'negated':
      return `All right, I did nothing about ${quoted}.`;
    case 'condition':
      return `I did nothing about ${quoted}: I act at once or not at all, so I cannot heed “${because ?? ''}”.`;
    case 'currency':
      return `I did nothing about ${quoted}: this desk works in US dollars, and I do not convert ${because ?? 'other money'}.`;
    case 'everyone':
      return `I did nothing about ${quoted}: I do not do that for “${because ?? 'everyone'}” at once.${hint || ' Name a customer or an invoice.'}`;
    case 'too_long':
      return `${quoted} is too long for my rules. Ask for one thing at a time, in a sentence or two.`;
    default:
      return why satisfies never;
  }
}
