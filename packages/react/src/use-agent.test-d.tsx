import {
  defineAgent,
  type CallDecision,
  type Decision,
  type Json,
  type Model,
  type Rejection,
  type Tool,
} from '@twelvefold/core';
import type { AgentCommands, LiveAgent } from '@twelvefold/machine';
import { expectTypeOf, test } from 'vitest';
import type { Desk } from '../test/desk.ts';
import { AgentProvider } from './agent-provider.tsx';
import type { AgentView, FinishedReply, StreamingReply, ViewEntry } from './agent-view.ts';
import type { Approval, ApprovalOf } from './approval.ts';
import { decideAll } from './decide-all.ts';
import type { FormField } from './form-fields.ts';
import type { OpenQuestion } from './open-question.ts';
import { toText } from './to-text.ts';
import { useAgent, type UseAgent } from './use-agent.ts';
import { useAgentActor } from './use-agent-actor.ts';
import { useAgentContext } from './use-agent-context.ts';
import { useEntry } from './use-entry.ts';
import { useEntryIds } from './use-entry-ids.ts';

declare const desk: Desk;
declare const model: Model;
declare const live: LiveAgent<DeskTools>;
type DeskTools = Desk['tools'];
interface LinkInput {
  invoice: string;
  cents: number;
  currency: 'EUR' | 'USD';
}

test('a definition with its model, or a live agent, give the typed view and the commands', () => {
  expectTypeOf(useAgent(desk, { model })).toEqualTypeOf<UseAgent<DeskTools>>();
  expectTypeOf(useAgent(live)).toEqualTypeOf<UseAgent<DeskTools>>();
  expectTypeOf<UseAgent<DeskTools>>().toExtend<AgentView<DeskTools> & AgentCommands>();
  expectTypeOf<UseAgent<DeskTools>['agent']>().toEqualTypeOf<LiveAgent<DeskTools>>();
});

test('a selector gives what it returns', () => {
  expectTypeOf(useAgent(live, ({ isBusy }) => isBusy)).toEqualTypeOf<boolean>();
  expectTypeOf(useAgent(live, ({ approvals }) => approvals[0])).toEqualTypeOf<Approval<DeskTools> | undefined>();
});

test('mistakes do not compile', () => {
  // @ts-expect-error a definition needs a model
  useAgent(desk);
  // @ts-expect-error a definition needs a model
  useAgent(desk, {});
  // @ts-expect-error a model is no string
  useAgent(desk, { model: 'gpt-5' });
  // @ts-expect-error a live agent has its model already
  useAgent(live, { model });
  // @ts-expect-error the component decides when the agent starts
  useAgent(desk, { model, autoStart: true });
});

test('an agent without tools has no typed calls', () => {
  const { entries, approvals } = useAgent(defineAgent({ name: 'plain', instructions: '' }), { model });
  expectTypeOf(approvals[0]!.tool).toEqualTypeOf<undefined>();
  const [entry] = entries;
  if (entry?.kind === 'call') expectTypeOf(entry.tool).toEqualTypeOf<undefined>();
});

test('approvals narrow by tool, and edits are checked', () => {
  for (const approval of useAgent(live).approvals) {
    if (approval.tool === 'create_payment_link') {
      expectTypeOf(approval.input).toEqualTypeOf<LinkInput>();
      expectTypeOf(approval.approve({ input: { ...approval.input, cents: 500 } })).toEqualTypeOf<Promise<Decision>>();
      // @ts-expect-error cents are a number
      void approval.approve({ input: { ...approval.input, cents: '500' } });
      // @ts-expect-error the currency is one of two
      void approval.approve({ input: { ...approval.input, currency: 'GBP' } });
      // @ts-expect-error an invoice is missing
      void approval.approve({ input: { cents: 500, currency: 'EUR' } });
      // @ts-expect-error there is no such field
      void approval.approve({ input: { ...approval.input, amount: 5 } });
      // @ts-expect-error a reason is text
      void approval.deny({ reason: 5 });
      void approval.deny({ reason: 'no', suggestion: 'half' });
      void approval.approve({ input: { ...approval.input, cents: 500 }, remember: true });
      // @ts-expect-error to remember is yes or no
      void approval.approve({ remember: 'always' });
    }
    if (approval.tool === undefined) expectTypeOf(approval.input).toEqualTypeOf<Json>();
    // @ts-expect-error there is no such tool
    if (approval.tool === 'delete_everything') void approval.approve();
    // @ts-expect-error not every tool takes this
    void approval.approve({ input: { invoice: 'F-1' } });
    expectTypeOf(approval.approve()).toEqualTypeOf<Promise<Decision>>();
    expectTypeOf(approval.approve({ remember: true })).toEqualTypeOf<Promise<Decision>>();
    expectTypeOf(approval.mayDecide).toEqualTypeOf<boolean>();
    expectTypeOf(approval.votes).toEqualTypeOf<readonly CallDecision[]>();
  }
  expectTypeOf(decideAll(useAgent(live).approvals, (approval) => approval.approve())).toEqualTypeOf<
    Promise<readonly Decision[]>
  >();
});

test('calls narrow by tool and status', () => {
  const entry = useEntry(live, '1.0');
  if (entry?.kind !== 'call') return;
  expectTypeOf(entry.toolName).toEqualTypeOf<string>();
  if (entry.tool === 'create_payment_link') {
    if (entry.status === 'streaming') {
      expectTypeOf(entry.input).toEqualTypeOf<
        { readonly invoice?: string; readonly cents?: number; readonly currency?: string } | undefined
      >();
      // @ts-expect-error it is not in the log yet
      void entry.decisions;
      return;
    }
    expectTypeOf(entry.input).toEqualTypeOf<LinkInput>();
    // @ts-expect-error it has no output before it succeeded
    void entry.output;
    if (entry.status === 'succeeded') expectTypeOf(entry.output.url).toEqualTypeOf<string>();
    if (entry.status === 'gated') {
      expectTypeOf(entry.approval).toEqualTypeOf<ApprovalOf<Desk, 'create_payment_link'>>();
      // @ts-expect-error cents are a number
      void entry.approval.approve({ input: { ...entry.input, cents: 'many' } });
    }
    if (entry.status === 'doubted') {
      void entry.doubt.happened({ url: 'https://pay.example' });
      // @ts-expect-error the output is that of the tool
      void entry.doubt.happened({ link: 'https://pay.example' });
    }
  }
  if (entry.tool === 'look_up' && entry.status === 'succeeded')
    expectTypeOf(entry.output).toEqualTypeOf<{
      readonly invoice: string;
      readonly dueAt: string;
      readonly isPaid: boolean;
    }>();
  if (entry.tool === 'refund' && entry.status === 'succeeded') expectTypeOf(entry.output).toEqualTypeOf<null>();
  if (entry.tool === 'ask_human' && entry.status === 'succeeded') expectTypeOf(entry.output).toEqualTypeOf<Json>();
  // @ts-expect-error there is no such tool
  if (entry.tool === 'delete_everything') return;
});

test('a call that fits no tool is unchecked', () => {
  const entry = useEntry(live, '1.0');
  if (entry?.kind !== 'call' || entry.tool !== undefined) return;
  expectTypeOf(entry.input).toEqualTypeOf<Json | undefined>();
  if (entry.status === 'rejected') {
    expectTypeOf(entry.input).toEqualTypeOf<Json>();
    expectTypeOf(entry.error?.message).toEqualTypeOf<string | undefined>();
  }
});

test('doubts narrow by tool', () => {
  for (const doubt of useAgent(live).doubts) {
    if (doubt.tool === 'create_payment_link') {
      expectTypeOf(doubt.input).toEqualTypeOf<LinkInput>();
      expectTypeOf<Parameters<typeof doubt.happened>>().toEqualTypeOf<[output: { url: string }]>();
    }
    expectTypeOf(doubt.retry).toEqualTypeOf<() => Promise<Decision>>();
  }
});

test('questions narrow by how they are answered', () => {
  for (const question of useAgent(live).questions) {
    expectTypeOf(question).toEqualTypeOf<OpenQuestion>();
    if (question.kind === 'choice') {
      expectTypeOf(question.options).toEqualTypeOf<readonly string[]>();
      expectTypeOf<Parameters<typeof question.answer>>().toEqualTypeOf<[option: string]>();
    }
    if (question.kind === 'yes_no')
      expectTypeOf<Parameters<typeof question.answer>>().toEqualTypeOf<[isYes: boolean]>();
    // @ts-expect-error a text question has no options
    if (question.kind === 'text') void question.options;
  }
});

test('a reply streams or is finished', () => {
  const entry = useEntry(live, 'reply-1');
  if (entry?.kind !== 'reply') return;
  if (entry.isStreaming) expectTypeOf(entry).toEqualTypeOf<StreamingReply>();
  else expectTypeOf(entry).toEqualTypeOf<FinishedReply>();
  expectTypeOf(entry.text).toEqualTypeOf<string>();
});

test('what is typed by tools can be handed to what is not', () => {
  expectTypeOf<Approval<DeskTools>>().toExtend<Approval>();
  expectTypeOf<ViewEntry<DeskTools>>().toExtend<ViewEntry>();
  expectTypeOf<UseAgent<DeskTools>>().toExtend<UseAgent>();
  expectTypeOf<LiveAgent<DeskTools>>().toExtend<LiveAgent>();
  expectTypeOf<Approval>().not.toExtend<Approval<DeskTools>>();
  expectTypeOf(<AgentProvider agent={live} />).not.toBeAny();
});

test('the context is typed by the definition', () => {
  expectTypeOf(useAgentContext(desk)).toEqualTypeOf<LiveAgent<DeskTools>>();
  expectTypeOf(useAgentContext()).toEqualTypeOf<LiveAgent<Readonly<Record<string, Tool>>>>();
});

test('ids are texts, and the machine is the machine', () => {
  expectTypeOf(useEntryIds(live)).toEqualTypeOf<readonly string[]>();
  expectTypeOf(useAgentActor(live, (snapshot) => snapshot.matches('thinking'))).toEqualTypeOf<boolean>();
  // @ts-expect-error there is no such state
  useAgentActor(live, (snapshot) => snapshot.matches('dreaming'));
});

test('commands are the actions of forms, of all approvals and of one', () => {
  const { approvals, questions, send } = useAgent(live);
  expectTypeOf(<form action={send} />).not.toBeAny();
  expectTypeOf(send(new FormData())).toEqualTypeOf<Promise<void>>();
  expectTypeOf(send('Hi', { source: 'email' })).toEqualTypeOf<Promise<Decision>>();
  // @ts-expect-error a form has no options
  void send(new FormData(), { source: 'email' });
  // @ts-expect-error a message is text
  void send({ text: 'Hi' });
  for (const { tool, approve, deny, ...approval } of approvals) {
    expectTypeOf(<form action={approve} />).not.toBeAny();
    expectTypeOf(<button formAction={deny} />).not.toBeAny();
    expectTypeOf(approve(new FormData())).toEqualTypeOf<Promise<void>>();
    expectTypeOf(deny(new FormData())).toEqualTypeOf<Promise<void>>();
    expectTypeOf(deny('no')).toEqualTypeOf<Promise<Decision>>();
    expectTypeOf(approval.fields).toEqualTypeOf<readonly FormField[]>();
    expectTypeOf(approval.fields.map((field) => <input key={field.name} {...field} />)).not.toBeAny();
    expectTypeOf(tool).toEqualTypeOf<keyof DeskTools | undefined>();
  }
  for (const { answer } of questions) expectTypeOf(<form action={answer} />).not.toBeAny();
  for (const approval of approvals) {
    if (approval.tool !== 'create_payment_link') continue;
    expectTypeOf(<form action={approval.approve} />).not.toBeAny();
    // @ts-expect-error a list of values is no form
    void approval.approve([['cents', '5']]);
  }
});

test('a field says how it is edited', () => {
  const [field] = useAgent(live).approvals[0]!.fields;
  if (field?.type === 'number') expectTypeOf(field.defaultValue).toEqualTypeOf<number>();
  if (field?.type === 'text') expectTypeOf(field.defaultValue).toEqualTypeOf<string>();
  // @ts-expect-error a checkbox is checked or not
  if (field?.type === 'checkbox') void field.defaultValue;
});

test('every entry has a text, and a refusal a sentence', () => {
  const { entries, rejection } = useAgent(live);
  expectTypeOf(entries.map(toText)).toEqualTypeOf<string[]>();
  expectTypeOf(rejection).toEqualTypeOf<Rejection | undefined>();
  expectTypeOf(useAgent(live, (view) => view.rejection?.message)).toEqualTypeOf<string | undefined>();
});
