/*
 * The next reply, from nothing but the prompt:
 *
 *   prompt ─ readConversation ─ exchanges ─ understand(messages) ─ wishes ─ carryOut ─ runPlan over the recorded calls
 *                                                                                        ├ calls missing: propose them
 *                                                                                        └ all there: the last word
 *
 * Only what a person wrote is read for wishes. What tools return is data: ids, sums and names to show.
 */
import type { LanguageModelV4CallOptions } from '@ai-sdk/provider';
import { dayAt } from '../understand/calendar.ts';
import type { Intention } from '../understand/intention.ts';
import { understand } from '../understand/understand.ts';
import { actOf, carryOut } from './carry-out.ts';
import { readConversation, type Call, type Conversation, type Exchange } from './conversation.ts';
import { fitCalls, toolNames } from './fit-calls.ts';
import type { Known } from './plan.ts';
import type { Reply } from './reply.ts';
import { runPlan } from './run-plan.ts';
import { tellUndo } from './tell-undo.ts';

type Asked = Pick<LanguageModelV4CallOptions, 'prompt' | 'tools' | 'toolChoice'>;

const XML_THREAD = /^Here's everything that happened so far:/;
const XML_TEXT =
  'This conversation came as one text with tags. I am rules, not a language model, and read provider messages only: choose that context format for me.';

/** What the model says next. Calls only tools that the request offers, with inputs that their schemas name. */
export function respond(asked: Asked, nowMs: number): Reply {
  const conversation = readConversation(asked.prompt);
  const last = conversation.exchanges.at(-1);
  const undone = conversation.undos.map(tellUndo);
  if (!last || last.isClosed) {
    return { text: undone.join('\n\n') || 'There is nothing new for me to answer.', calls: [] };
  }
  if (XML_THREAD.test(last.message)) return { text: XML_TEXT, calls: [] };
  const reply = nextReply(conversation, last, { today: conversation.today ?? dayAt(nowMs), tools: toolNames(asked) });
  // Undone before it was even told: the last word tells both.
  const isLast = reply.calls.length === 0;
  return fitCalls(isLast ? { ...reply, text: [reply.text, ...undone].join('\n\n') } : reply, asked);
}

type Setting = Pick<Known, 'today' | 'tools'>;

function nextReply({ exchanges }: Conversation, last: Exchange, setting: Setting): Reply {
  const messages = exchanges.map(({ message }) => message);
  const wishes = understand(messages, setting.today);
  const isCorrection = wishes.some(({ corrects }) => corrects);
  const open = exchanges.slice(0, -1).filter(({ isClosed }) => !isClosed);
  const leftovers = isCorrection ? [] : open.map((exchange) => tellLeftover(exchanges, exchange, setting));
  const calls = exchanges.slice(0, -1).flatMap((exchange) => exchange.calls);
  const known: Known = { ...setting, calls: () => calls };
  const texts: string[] = [];
  let rest = last.calls;
  for (const { intention, corrects } of wishes) {
    if (corrects && isDone(intention, exchanges.at(-2))) {
      texts.push(
        'The first one went through already, so I changed nothing. Ask for a second one in full if you want it.',
      );
      continue;
    }
    const replayed = runPlan(carryOut(known, intention), rest, (call) => calls.push(call));
    if (replayed.reply.calls.length > 0) return replayed.reply;
    texts.push(replayed.reply.text);
    rest = replayed.rest;
  }
  return { text: [...leftovers, ...texts].filter(Boolean).join('\n\n'), calls: [] };
}

/**
 * What became of a message that a newer one overtook. What ran is told; what did not start stays undone: whether the
 * person still wants it, or cancelled it, the prompt does not say.
 */
function tellLeftover(exchanges: readonly Exchange[], exchange: Exchange, setting: Setting): string {
  if (exchange.calls.some(({ outcome }) => outcome.kind === 'cancelled')) return '';
  const before = exchanges.slice(0, exchanges.indexOf(exchange));
  const calls: Call[] = before.flatMap((earlier) => earlier.calls);
  const known: Known = { ...setting, calls: () => calls };
  const messages = [...before, exchange].map(({ message }) => message);
  let rest = exchange.calls;
  const texts = understand(messages, setting.today).map(({ intention }) => {
    const replayed = runPlan(carryOut(known, intention), rest, (call) => calls.push(call));
    rest = replayed.rest;
    return replayed.reply.calls.length === 0 ? replayed.reply.text : undefined;
  });
  if (texts.every((text) => text !== undefined)) return texts.join('\n\n');
  return `I left “${exchange.message}” where it was when you wrote again. Ask for it once more if you still want it.`;
}

/** Whether a wish that is to be changed has been carried out before. */
function isDone(intention: Intention, before: Exchange | undefined): boolean {
  const act = actOf(intention);
  return (
    act !== undefined && before?.calls.some(({ tool, outcome }) => tool === act && outcome.kind === 'done') === true
  );
}
