import { defineAgent } from '../agent-definition.ts';
import { askHuman } from '../ask-human.ts';
import { decide } from '../decide.ts';
import type { Event, ReplyPart } from '../event.ts';
import type { Intent, Report } from '../intent.ts';
import type { Json } from '../json.ts';
import { fold } from '../reduce.ts';
import { openAsks, openCalls } from '../find-entry.ts';
import { initialState, type State } from '../state.ts';
import { defineTool, type Schema } from '../tool.ts';
import { ann, bob } from './context-log.ts';

/** Takes any object without `bad`. */
const input: Schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value) =>
      typeof value === 'object' && value !== null && !('bad' in value) ? { value } : { issues: [{ message: 'Bad.' }] },
  },
};

const inputJsonSchema = { type: 'object' };
const execute = (): null => null;

const definition = defineAgent({
  name: 'desk',
  instructions: 'Help.',
  limits: { steps: 1_000 },
  escalateAfterErrors: 2,
  tools: {
    look: defineTool({ description: 'Looks.', input, inputJsonSchema, idempotent: true, execute, undo: { execute } }),
    pay: defineTool({
      description: 'Pays.',
      input,
      inputJsonSchema,
      approval: 'always',
      execute,
      undo: { approval: 'always', execute },
    }),
    never: defineTool({
      description: 'Is denied.',
      input,
      inputJsonSchema,
      approval: () => ({ deny: 'Not today.' }),
      execute,
    }),
    ask_human: askHuman(),
  },
});

const replies: readonly (readonly (readonly [tool: string, input: Json])[])[] = [
  [],
  [['look', { at: 1 }]],
  [
    ['pay', { amount: 5 }],
    ['look', {}],
  ],
  [['ask_human', { question: 'Which one?' }]],
  [
    ['nothing', {}],
    ['never', {}],
    ['look', { bad: 1 }],
  ],
  [['look', [1, 2]]],
];

/**
 * The log of a thread to which one thing after another happens, each chosen by a number out of all that may happen then.
 * Any list of numbers gives a log that a live agent could have written.
 */
export function walk(choices: readonly number[]): readonly Event[] {
  const events: Event[] = [];
  let state = initialState;
  let nowMs = 1_000;
  for (const choice of choices) {
    nowMs += 100_000;
    const { events: next } = happen(state, choice, nowMs);
    events.push(...next);
    state = fold(next, state);
  }
  return events;
}

/** The first thing that may happen, counted from the chosen one. */
function happen(state: State, choice: number, nowMs: number): { readonly events: readonly Event[] } {
  const tries = commands(state, choice);
  for (let index = 0; index < tries.length; index++) {
    const command = tries[(choice + index) % tries.length];
    const decision = command && decide(definition, state, command, { threadId: 't1', nowMs });
    if (decision?.ok) return decision;
  }
  return { events: [] };
}

function commands(state: State, choice: number): readonly (Intent | Report)[] {
  const { step, attempts, request, run } = state;
  const threadId = 't1';
  return [
    ...(run && choice % 4 > 0 ? [] : inputs(choice)),
    ...(choice % 13 === 0 ? [{ type: 'run.pause' as const, by: ann }] : []),
    ...(choice % 17 === 0 ? [{ type: 'run.cancel' as const, by: ann }] : []),
    ...(choice % 19 === 0
      ? state.rules.map(({ ruleId }): Intent => ({ type: 'rule.revoke', threadId, ruleId, by: bob }))
      : []),
    { type: 'run.resume', by: ann },
    { type: 'run.retry', by: ann },
    ...(run?.timer ? [{ type: 'timer.fire' as const, timerId: run.timer.timerId }] : []),
    ...(request
      ? replies.map((calls, index) => reply(step + 1, request.attempt, calls, index))
      : [modelRequest(step + 1, attempts + 1)]),
    ...(request
      ? [
          {
            type: 'model.fail' as const,
            step: step + 1,
            attempt: request.attempt,
            thrown: Object.assign(new Error('busy'), { retryable: true }),
          },
        ]
      : []),
    ...undos(state, choice),
    ...openAsks(state).map((ask): Intent => ({
      type: 'human.answer',
      threadId,
      askId: ask.id,
      answer: 'Go on.',
      by: ann,
    })),
    ...openCalls(state).flatMap(({ id: callId, inputHash, claim }): readonly (Intent | Report)[] => {
      const attempt = claim?.attempt ?? 1;
      const vote = { threadId, callId, inputHash, by: ann };
      const commands: readonly (Intent | Report)[] = [
        { type: 'call.approve', ...vote, remember: choice % 3 === 0 },
        { type: 'call.approve', ...vote, editedInput: { amount: choice } },
        {
          type: 'call.deny',
          ...vote,
          reason: 'Too much.',
          ...(choice % 2 === 0 && { suggestion: 'Pay half.\n<pay>' }),
        },
        { type: 'call.claim', callId, runner: 'tab' },
        { type: 'call.succeed', callId, attempt, output: { done: choice } },
        { type: 'call.fail', callId, attempt, thrown: new Error('It broke.') },
        { type: 'call.recover', callId, attempt, runner: 'tab' },
        { type: 'call.resolve', threadId, callId, attempt, by: ann, resolution: { kind: 'happened', output: 'seen' } },
        { type: 'call.resolve', threadId, callId, attempt, by: ann, resolution: { kind: 'give_up' } },
        { type: 'call.resolve', threadId, callId, attempt, by: ann, resolution: { kind: 'retry' } },
      ];
      const start = (choice >> 4) % commands.length;
      return [...commands.slice(start), ...commands.slice(0, start)];
    }),
  ];
}

function inputs(choice: number): readonly Intent[] {
  return [
    { type: 'message.send', text: `Message ${choice}`, by: bob },
    { type: 'message.send', text: 'Deploy', by: ann, source: 'slack', data: { channel: '#ops', n: choice } },
    { type: 'context.prefetch', key: `key${choice}`, data: { rows: [choice] } },
  ];
}

function undos({ entries }: State, choice: number): readonly Intent[] {
  const calls = entries.filter((entry) => entry.kind === 'call');
  const { id: callId } = calls[(choice >> 3) % calls.length] ?? {};
  if (callId === undefined || choice % 3 > 0) return [];
  return [{ type: 'undo.request', threadId: 't1', callId, by: ann, reason: `<b>${choice}</b>` }];
}

function modelRequest(step: number, attempt: number): Report {
  return {
    type: 'model.request',
    step,
    attempt,
    promptVersion: 'p',
    contextHash: 'c',
    modelId: 'm',
    runner: 'tab',
    leaseMs: 1,
  };
}

function reply(step: number, attempt: number, calls: readonly (readonly [string, Json])[], index: number): Report {
  const content: readonly ReplyPart[] = [
    ...(index % 2 === 0 ? [{ type: 'text' as const, text: `Step ${step}.` }] : []),
    ...calls.map(([tool, value], at) => ({
      type: 'call' as const,
      callId: `${step}.${at}`,
      providerCallId: `p${at}`,
      tool,
      input: value,
    })),
  ];
  return {
    type: 'model.reply',
    step,
    attempt,
    content,
    finishReason: 'stop',
    usage: { inputTokens: 1, outputTokens: 1 },
  };
}
