import { hashJson, type Event } from '@twelvefold/core';
import { TOOLS, type Effect, type ToolName } from './desk.ts';

/** What must never be: `unapproved` and `doubled` are what people would notice first. */
export interface Problem {
  readonly kind: 'unapproved' | 'doubled' | 'other';
  readonly text: string;
}

/**
 * Compares what tools did with the log. Nothing ran unclaimed, unapproved, or with another input than was approved; all
 * attempts carry one key; what must not be repeated ran once, and again only after a person said so; and of everything
 * that ran the log knows how it ended, or that this is in doubt.
 */
export function effectProblems(events: readonly Event[], effects: readonly Effect[]): readonly Problem[] {
  const ran = Map.groupBy(effects, ({ callId }) => callId);
  const idle = events.filter(
    (event) =>
      event.type === 'call.succeeded' && !ran.get(event.callId)?.some(({ attempt }) => attempt === event.attempt),
  );
  return [
    ...[...ran].flatMap(([callId, all]) => callProblems(callId, eventsOf(callId, events), all)),
    ...idle.map(({ id }) => other(`${id} says that a tool succeeded which did nothing.`)),
  ];
}

function callProblems(callId: string, about: readonly Event[], effects: readonly Effect[]): readonly Problem[] {
  const tool = TOOLS[(effects[0] as Effect).tool as ToolName];
  const keys = new Set(effects.map(({ key }) => key));
  return [
    ...effects.flatMap((effect) => attemptProblems(about, effect, tool.isGated)),
    ...repetitions(callId, effects),
    ...(tool.isIdempotent ? [] : unasked(callId, about)),
    ...(keys.size === 1 && !keys.has('') ? [] : [other(`Call ${callId} ran with ${keys.size} keys.`)]),
  ];
}

/** One attempt that did its work: it was claimed, and before that a person had approved exactly this input. */
function attemptProblems(
  about: readonly Event[],
  { callId, attempt, input, key }: Effect,
  isGated: boolean,
): readonly Problem[] {
  const name = `Attempt ${attempt} of call ${callId}`;
  const claim = about.find((event) => event.type === 'call.claimed' && event.attempt === attempt);
  if (claim?.type !== 'call.claimed') return [{ kind: 'unapproved', text: `${name} ran unclaimed.` }];
  const problems: Problem[] = [];
  const approval = about.find((event) => event.type === 'call.approved');
  if (isGated && !(approval && approval.seq < claim.seq))
    problems.push({ kind: 'unapproved', text: `${name} ran without an approval.` });
  const approved = approval?.type === 'call.approved' ? (approval.editedInputHash ?? approval.inputHash) : undefined;
  if (hashJson(input) !== (isGated ? approved : claim.inputHash))
    problems.push({ kind: 'unapproved', text: `${name} ran with an input that nobody approved.` });
  if (key !== claim.idempotencyKey) problems.push(other(`${name} ran with a key that was not claimed.`));
  if (!isAccountedFor(about, attempt)) problems.push(other(`${name} ran, and the log does not say how it ended.`));
  return problems;
}

/** It ended, it is in doubt, or it was claimed again. */
function isAccountedFor(about: readonly Event[], attempt: number): boolean {
  return about.some(
    (event) =>
      (event.type === 'call.claimed' && event.attempt === attempt + 1) ||
      ((event.type === 'call.succeeded' || event.type === 'call.failed' || event.type === 'call.doubted') &&
        event.attempt === attempt),
  );
}

function repetitions(callId: string, effects: readonly Effect[]): readonly Problem[] {
  const attempts = Map.groupBy(effects, ({ attempt }) => attempt);
  return [...attempts].flatMap(([attempt, same]): readonly Problem[] =>
    same.length === 1
      ? []
      : [{ kind: 'doubled', text: `Attempt ${attempt} of call ${callId} ran ${same.length} times.` }],
  );
}

/** Later attempts of what must not be repeated that no person asked for. */
function unasked(callId: string, about: readonly Event[]): readonly Problem[] {
  return about.flatMap((event): readonly Problem[] => {
    if (event.type !== 'call.claimed' || event.attempt === 1) return [];
    const isAsked = about.some(
      (before) =>
        before.type === 'call.resolved' &&
        before.resolution.kind === 'retry' &&
        before.attempt === event.attempt - 1 &&
        before.seq < event.seq,
    );
    const text = `Call ${callId} was claimed again as attempt ${event.attempt}, and nobody had said so.`;
    return isAsked ? [] : [{ kind: 'doubled', text }];
  });
}

function eventsOf(callId: string, events: readonly Event[]): readonly Event[] {
  return events.filter((event) => 'callId' in event && event.callId === callId);
}

function other(text: string): Problem {
  return { kind: 'other', text };
}
