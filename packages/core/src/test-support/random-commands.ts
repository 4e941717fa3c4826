/*
 * What people, models and tools may say, drawn by numbers: what fits now, what does not, and what no schema takes.
 */
import type { AgentDefinition } from '../agent-definition.ts';
import type { Entry } from '../entry.ts';
import type { Actor, ReplyPart } from '../event.ts';
import { openAsks, openCalls } from '../find-entry.ts';
import type { Intent, Report } from '../intent.ts';
import { phaseOf } from '../phase.ts';
import type { State } from '../state.ts';
import { people } from './engine-arbitrary.ts';

const TOOLS = ['book', 'pay', 'pay_twice', 'book', 'look', 'ask_human', 'none'];

/** Where something is said. */
export interface Situation {
  readonly definition: AgentDefinition;
  readonly state: State;
  readonly threadId: string;
}

/** What somebody says out of the blue. */
export function anyIntent({ state, threadId }: Situation, a: number, b: number): Intent {
  const by = person(b);
  const call = state.entries.filter((entry) => entry.kind === 'call').at(-1 - (a % 3));
  const callId = call?.id ?? '1.0';
  const inputHash = b % 5 === 0 ? 'forged' : (call?.inputHash ?? '');
  const target = { threadId: b % 9 === 0 ? 'elsewhere' : threadId, callId };
  const standing = state.rules[a % 2];
  // Often while what it let through is yet to be claimed.
  if (standing && b % 3 === 0) return { type: 'rule.revoke', threadId, ruleId: standing.ruleId, by };
  const intents: readonly Intent[] = [
    { type: 'message.send', text: `Hi ${b}`, by },
    { type: 'context.prefetch', key: 'k', data: { b } },
    { type: 'call.approve', ...target, inputHash, by },
    { type: 'call.approve', ...target, inputHash, by, editedInput: b % 3 === 0 ? { amount: 'much' } : { amount: b } },
    {
      type: 'call.approve',
      ...target,
      inputHash,
      by,
      remember: b % 4 > 0,
      ...(b % 2 && { editedInput: { amount: b } }),
    },
    { type: 'call.deny', ...target, inputHash, by, ...(b % 2 === 0 && { reason: 'No.', suggestion: 'Less.' }) },
    { type: 'rule.add', threadId: target.threadId, tool: TOOLS[b % TOOLS.length] ?? '', by },
    { type: 'rule.revoke', threadId: target.threadId, ruleId: state.rules[a % 3]?.ruleId ?? 'rule-1', by },
    { type: 'call.resolve', ...target, attempt: 1 + (b % 2), resolution: resolution(b), by },
    { type: 'undo.request', ...target, by, ...(b % 2 === 0 && { reason: 'A mistake.' }) },
    { type: 'human.answer', threadId: target.threadId, askId: openAsks(state)[0]?.id ?? 'ask-1', answer: b, by },
    { type: 'run.pause', by },
    { type: 'run.resume', by },
    { type: 'run.retry', by },
    { type: 'run.cancel', by, ...(b % 2 === 0 && { reason: 'Enough.' }) },
    { type: 'limit.raise', limit: b % 2 === 0 ? 'steps' : 'costUsd', max: b % 9, by },
  ];
  return intents[a % intents.length] ?? { type: 'run.pause', by };
}

/** What somebody would do now. */
export function toward(at: Situation, a: number, b: number): Intent {
  const { definition, state, threadId } = at;
  const by = person(b);
  switch (phaseOf(state, definition.flow)) {
    case 'awaitingApproval': {
      const gated = openCalls(state).filter(({ status }) => status === 'gated');
      const { id: callId, inputHash } = gated[a % gated.length] ?? { id: '', inputHash: '' };
      if (b % 4 === 0) return { type: 'call.deny', threadId, callId, inputHash, by: person(a) };
      const edit = b % 4 === 1 && { editedInput: { amount: a } };
      return { type: 'call.approve', threadId, callId, inputHash, by: person(a), remember: b % 5 === 0, ...edit };
    }
    case 'awaitingHuman':
      return answerOf(at, a, b);
    case 'inDoubt': {
      const { id: callId = '', claim } = openCalls(state).find(({ status }) => status === 'doubted') ?? {};
      const attempt = claim?.attempt ?? 0;
      return { type: 'call.resolve', threadId, callId, attempt, resolution: resolution(b), by };
    }
    case 'limited':
      return raiseLimit(state, b % 100, by);
    case 'paused':
      return { type: 'run.resume', by };
    case 'failed':
      return b % 2 === 0 ? { type: 'run.retry', by } : { type: 'message.send', text: 'Again.', by };
    default: {
      const { id: callId } = state.entries.findLast(isUndoable) ?? {};
      return b % 3 === 0 && callId !== undefined
        ? { type: 'undo.request', threadId, callId, by: person(a) }
        : { type: 'message.send', text: 'Hi', by };
    }
  }
}

/** Answers one of the questions that are open, now and then with what is no answer to it. */
export function answerOf({ state, threadId }: Situation, a: number, b: number): Intent {
  const ask = openAsks(state)[a % openAsks(state).length];
  const { format } = ask ?? { format: { kind: 'text' as const } };
  const right = format.kind === 'yes_no' ? true : format.kind === 'choice' ? (format.options[0] ?? '') : 'Fine.';
  return { type: 'human.answer', threadId, askId: ask?.id ?? '', answer: b % 5 === 0 ? 7 : right, by: person(b) };
}

/** Says of the first call in doubt that nobody will know. */
export function giveUp({ state, threadId }: Situation): Intent {
  const call = openCalls(state).find(({ status }) => status === 'doubted');
  const id = call?.gate?.approvers?.[0] ?? 'ann';
  const target = { threadId, callId: call?.id ?? '', attempt: call?.claim?.attempt ?? 0 };
  return { type: 'call.resolve', ...target, resolution: { kind: 'give_up' }, by: { kind: 'person', id } };
}

/** Lets the run use so much more of what it has reached the limit of. */
export function raiseLimit({ run }: State, more: number, by: Actor): Intent {
  const { limit = 'steps', used = 0 } = run?.reached ?? {};
  return { type: 'limit.raise', limit, max: used + more, by };
}

/** One of a few people. */
export function person(n: number): Actor {
  return people[n % people.length] ?? { kind: 'person', id: 'ann' };
}

function resolution(b: number): Extract<Intent, { type: 'call.resolve' }>['resolution'] {
  return b % 3 === 0 ? { kind: 'happened', output: { b } } : { kind: b % 3 === 1 ? 'retry' : 'give_up' };
}

/** What a state of the user's own flow comes to; now and then nothing that it may come to. */
export function verdict(b: number): Extract<Report, { type: 'flow.visit' }>['verdict'] {
  const verdicts = [
    { then: 'continue' },
    { then: 'finish', note: 'Enough.' },
    { then: 'fail', note: 'Odd.' },
    { then: 'ask', question: 'Go on?' },
    undefined,
  ];
  return verdicts[b % 8] as never;
}

/** What a tool or a provider throws: errors, some to be tried again, and things that are none. */
export function thrown(b: number): unknown {
  return [{ retryable: true }, Object.assign(new Error('Busy.'), { retryable: true, retryAfterMs: b }), 'no', null][
    b % 4
  ];
}

/** A call as a model may write it: right, wrong, for no tool, no JSON. */
export function anyCall(callId: string, b: number): ReplyPart {
  const part = { type: 'call' as const, callId, providerCallId: `p${callId}` };
  // Which tool is one choice, how much another.
  const amount = { amount: Math.floor(b / 20) };
  const calls = [
    { tool: 'look', input: {} },
    { tool: 'count', input: { b } },
    { tool: 'pay', input: amount },
    { tool: 'pay_twice', input: amount },
    { tool: 'book', input: amount },
    { tool: 'book', input: amount },
    { tool: 'book', input: amount },
    { tool: 'book', input: { amount: 2 } },
    { tool: 'book', input: { amount: 7 } },
    { tool: 'ask_human', input: { question: 'Which?' } },
    { tool: 'ask_human', input: { question: 'Sure?', format: 'yes_no' } },
    { tool: 'ask_human', input: { question: 'Which?', format: 'choice', options: ['a', 'b'] } },
    { tool: 'count', input: [] },
    { tool: 'pay', input: { amount: 'lots \ud83d' } },
    { tool: 'constructor', input: {} },
    { tool: 'pay', inputText: '{"amount": 1' },
  ];
  return { ...part, ...(calls[b % calls.length] ?? { tool: 'none', input: null }) };
}

function isUndoable(entry: Entry): boolean {
  return entry.kind === 'call' && entry.status === 'succeeded' && entry.undoes === undefined;
}
