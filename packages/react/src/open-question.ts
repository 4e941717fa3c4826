import type { AskEntry, Decision, Urgency } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';

interface Asked {
  readonly id: string;
  readonly question: string;
  readonly urgency: Urgency;
  /** Who asks: the model with a tool, the engine after errors, a state of the flow. */
  readonly reason: AskEntry['reason'];
  readonly ask: AskEntry;
}

/** A question to the person. Narrow it by `kind`: that is how it is answered. */
export type OpenQuestion =
  | (Asked & { readonly kind: 'text'; answer(text: string): Promise<Decision> })
  | (Asked & { readonly kind: 'yes_no'; answer(isYes: boolean): Promise<Decision> })
  | (Asked & {
      readonly kind: 'choice';
      readonly options: readonly string[];
      answer(option: string): Promise<Decision>;
    });

export function createQuestion(agent: LiveAgent, ask: AskEntry): OpenQuestion {
  const { id, question, urgency, reason, format } = ask;
  const answer = (value: string | boolean): Promise<Decision> => agent.answer(value, { askId: id });
  return { id, question, urgency, reason, ask, ...format, answer };
}
