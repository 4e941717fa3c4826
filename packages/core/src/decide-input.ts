import type { AgentDefinition } from './agent-definition.ts';
import type { AnswerFormat } from './event.ts';
import type { Intent } from './intent.ts';
import type { Json } from './json.ts';
import { refuse, type Ruling } from './ruling.ts';
import { openAsk } from './find-entry.ts';
import type { State } from './state.ts';
import { unreachable } from './unreachable.ts';

type InputIntent = Extract<Intent, { readonly type: 'message.send' | 'context.prefetch' | 'human.answer' }>;

/** Messages, data fetched ahead, answers to questions. */
export function decideInput(definition: AgentDefinition, state: State, intent: InputIntent): Ruling {
  switch (intent.type) {
    case 'message.send': {
      const { text, by, source = 'ui', data } = intent;
      if (text.trim() === '' && data === undefined)
        return refuse('empty_message', 'Write something first: the message is empty.');
      const steers = definition.whileThinking === 'steer' && state.request !== undefined;
      return [{ type: 'message.received', source, text, by, ...(data && { data }), ...(steers && { steers }) }];
    }
    case 'context.prefetch':
      return [{ type: 'context.prefetched', key: intent.key, data: intent.data }];
    case 'human.answer': {
      const { askId, answer, by } = intent;
      const ask = openAsk(state, askId);
      if (!ask)
        return refuse(
          'no_such_question',
          `There is no open question "${askId}": it was answered or its run was cancelled.`,
        );
      const problem = answerProblem(ask.format, answer);
      return problem === undefined
        ? [{ type: 'human.answered', askId, answer, by }]
        : refuse('invalid_answer', problem);
    }
    default:
      return unreachable(intent, []);
  }
}

function answerProblem(format: AnswerFormat, answer: Json): string | undefined {
  switch (format.kind) {
    case 'text':
      return typeof answer === 'string' && answer.trim() !== '' ? undefined : 'Answer with some text.';
    case 'yes_no':
      return typeof answer === 'boolean' ? undefined : 'Answer with true (yes) or false (no).';
    case 'choice':
      return typeof answer === 'string' && format.options.includes(answer)
        ? undefined
        : `Answer with one of: ${format.options.join(', ')}.`;
    default:
      return unreachable(format, undefined);
  }
}
