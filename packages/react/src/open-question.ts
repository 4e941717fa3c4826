import type { AskEntry, Decision, Urgency } from '@twelvefold/core';
import { asAction, isForm, textIn } from './form-action.ts';
import type { ViewSource } from './view-source.ts';

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly urgency: Urgency;
  /** Who asks: the model with a tool, the engine after errors, a state of the flow. */
  readonly reason: AskEntry['reason'];
  readonly ask: AskEntry;
}

/** How a question is answered: by a value, or as the action of a form by its field `answer`. */
interface AnsweredBy<Answer> {
  /** To a yes-or-no question, a button's or radio's `value` is `yes` or `no`. */
  answer(form: FormData): Promise<void>;
  answer(answer: Answer): Promise<Decision>;
}

/** A question to the person. Narrow it by `kind`: that is how it is answered. */
export type OpenQuestion =
  | (Asked & { readonly kind: 'text' } & AnsweredBy<string>)
  | (Asked & { readonly kind: 'yes_no' } & AnsweredBy<boolean>)
  | (Asked & { readonly kind: 'choice'; readonly options: readonly string[] } & AnsweredBy<string>);

export function createQuestion(agent: ViewSource, ask: AskEntry): OpenQuestion {
  const { id, question, urgency, reason, format } = ask;
  const answer = (given: string | boolean | FormData): Promise<Decision | void> =>
    isForm(given) ? asAction(agent.answer(read(given), { askId: id })) : agent.answer(given, { askId: id });
  return { id, question, urgency, reason, ask, ...format, answer } as OpenQuestion;

  function read(form: FormData): string | boolean {
    const text = textIn(form, 'answer');
    return format.kind === 'yes_no' && (text === 'yes' || text === 'no') ? text === 'yes' : text;
  }
}
