import type { AnswerFormat, Urgency } from './event.ts';
import type { HumanTool, Question } from './tool.ts';

/** What the model writes to ask a person. */
export interface AskHumanInput {
  readonly question: string;
  readonly format?: 'text' | 'yes_no' | 'choice';
  readonly options?: readonly string[];
  readonly urgency?: Urgency;
}

const FORMATS = ['text', 'yes_no', 'choice'] as const;
const URGENCIES = ['low', 'normal', 'high'] as const;

/**
 * The tool with which a model asks a person (factor 7): free text, yes or no, or one of several options, with an
 * urgency. Nothing runs; the person's answer is the call's output.
 *
 * @example
 * defineAgent({ name: 'desk', instructions, tools: { ask_human: askHuman() } });
 */
export function askHuman(options: { readonly description?: string } = {}): HumanTool<AskHumanInput, AskHumanInput> {
  const { description = 'Ask a person when something is missing or ambiguous. The answer comes back as the result.' } =
    options;
  return {
    kind: 'human',
    description,
    input: {
      '~standard': {
        version: 1,
        vendor: 'twelvefold',
        validate: (value) => {
          const issues = problems(value);
          return issues.length > 0 ? { issues } : { value: value as AskHumanInput };
        },
      },
    },
    inputJsonSchema: {
      type: 'object',
      properties: {
        question: { type: 'string', description: 'One clear question.' },
        format: { type: 'string', enum: FORMATS, description: 'How it is answered. Default: text.' },
        options: { type: 'array', items: { type: 'string' }, description: 'For format "choice": at least two.' },
        urgency: { type: 'string', enum: URGENCIES },
      },
      required: ['question'],
      additionalProperties: false,
    },
    ask: toQuestion,
  };
}

function toQuestion({ question, format = 'text', options = [], urgency = 'normal' }: AskHumanInput): Question {
  const answer: AnswerFormat = format === 'choice' ? { kind: 'choice', options } : { kind: format };
  return { question, format: answer, urgency };
}

function problems(value: unknown): readonly { readonly message: string; readonly path: readonly string[] }[] {
  if (typeof value !== 'object' || value === null) return [{ message: 'Write an object with a question.', path: [] }];
  const { question, format, options, urgency } = value as Readonly<Record<keyof AskHumanInput, unknown>>;
  const isList = Array.isArray(options) && options.length > 1 && options.every((option) => typeof option === 'string');
  return [
    ...(typeof question === 'string' && question.trim() !== ''
      ? []
      : [{ message: 'Write a question.', path: ['question'] }]),
    ...(isOneOf(FORMATS, format) ? [] : [{ message: `Must be one of ${FORMATS.join(', ')}.`, path: ['format'] }]),
    ...(format !== 'choice' || isList ? [] : [{ message: 'A choice needs at least two options.', path: ['options'] }]),
    ...(isOneOf(URGENCIES, urgency) ? [] : [{ message: `Must be one of ${URGENCIES.join(', ')}.`, path: ['urgency'] }]),
  ];
}

function isOneOf(allowed: readonly unknown[], value: unknown): boolean {
  return value === undefined || allowed.includes(value);
}
