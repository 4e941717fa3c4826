import { fold, type Event } from '@twelvefold/core';
import type { Effect } from '../desk/desk.ts';
import { effectProblems } from '../desk/effect-problems.ts';
import type { Trial } from './run-trial.ts';

/** What a trial must never end in, in sentences; none when all went well. */
export function findProblems(events: readonly Event[], effects: readonly Effect[], trial: Trial): readonly string[] {
  return [
    ...orderProblems(events),
    ...decisionProblems(events, trial),
    ...effectProblems(events, effects).map(({ text }) => text),
    ...endProblems(events, trial),
  ];
}

function orderProblems(events: readonly Event[]): readonly string[] {
  return events.every(({ seq }, index) => seq === index + 1) ? [] : ['The log has gaps or repetitions.'];
}

/** One winner each: as many decisions in the log as people were told yes, and each of the others was told why not. */
function decisionProblems(events: readonly Event[], { outcomes }: Trial): readonly string[] {
  const problems: string[] = [];
  const decided = Map.groupBy(
    events.filter((event) => event.type === 'call.approved' || event.type === 'call.denied'),
    ({ callId }) => callId,
  );
  for (const [callId, decisions] of decided) {
    const accepted = outcomes.filter((outcome) => outcome.callId === callId && outcome.ok);
    if (decisions.length !== 1) problems.push(`Call ${callId} was decided ${decisions.length} times.`);
    if (accepted.length > 1) problems.push(`${accepted.length} people won call ${callId}.`);
  }
  for (const { action, callId, ok, code, isShown } of outcomes) {
    if (ok && callId !== undefined && !decided.has(callId)) problems.push(`The ${action} of ${callId} was lost.`);
    if (!ok && !isShown) problems.push(`The tab does not show that its ${action} was refused (${code}).`);
    if (!ok && code !== 'already_decided' && code !== 'input_changed')
      problems.push(`A ${action} was refused for an odd reason: ${code}.`);
  }
  return problems;
}

/** Both tabs end where the log does. */
function endProblems(events: readonly Event[], { shown }: Trial): readonly string[] {
  const truth = JSON.stringify(fold(events));
  return shown.flatMap(({ phase, seq, state }, index) => [
    ...(phase === 'done' ? [] : [`Tab ${index + 1} ends in "${phase}" at ${seq} of ${events.length}.`]),
    ...(JSON.stringify(state) === truth ? [] : [`Tab ${index + 1} shows another state than the log's.`]),
  ]);
}
