import { callOne, type Known, type Plan } from './plan.ts';

/** What a person answered, or the words with which the plan has to end. */
export type Answer = { readonly said: string } | { readonly stop: string };

const NO_ANSWER =
  /^(?:never ?mind|none(?: of (?:them|these|those))?|no ?(?:body|one)|nothing|stop|cancel|abort|forget it|no)[.!]?$/i;

/** Asks a person in their own words. Where nobody can be asked within a run, the question ends it. */
export function* askText(known: Known, question: string): Plan<Answer> {
  return yield* ask(known, question, { question, format: 'text' });
}

/** Asks a person to choose; one option is no choice. */
export function* askChoice(known: Known, question: string, options: readonly string[]): Plan<Answer> {
  const distinct = [...new Set(options)];
  if (distinct.length < 2) return yield* askText(known, `${question} I only see ${distinct.join()}.`);
  return yield* ask(known, `${question} ${distinct.join(' or ')}?`, { question, format: 'choice', options: distinct });
}

/** Asks a person to agree. */
export function* askWhether(known: Known, question: string): Plan<boolean> {
  if (!known.tools.has('ask_human')) return false;
  const { outcome } = yield* callOne('ask_human', { question, format: 'yes_no' });
  return outcome.kind === 'done' && (outcome.output === true || /^(?:yes|true|ok)/i.test(toText(outcome.output)));
}

function* ask(known: Known, question: string, input: Readonly<Record<string, unknown>>): Plan<Answer> {
  if (!known.tools.has('ask_human')) return { stop: question };
  const { outcome } = yield* callOne('ask_human', input);
  const said = outcome.kind === 'done' ? toText(outcome.output).trim() : '';
  if (said === '') return { stop: `I asked “${question}” and got no answer, so I stopped there.` };
  return NO_ANSWER.test(said) ? { stop: 'All right, I left it there and changed nothing more.' } : { said };
}

/** The answer alone, or the one text in an object such as `{ answer: "Jeff" }`. */
function toText(output: unknown): string {
  if (typeof output === 'object' && output !== null) {
    return toText(Object.values(output).find((value) => typeof value === 'string' || typeof value === 'boolean'));
  }
  return typeof output === 'string' || typeof output === 'number' || typeof output === 'boolean' ? String(output) : '';
}
