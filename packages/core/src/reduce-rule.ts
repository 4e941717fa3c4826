import { withCall, withNotice } from './entries.ts';
import type { Event } from './event.ts';
import { gatedAnew } from './reduce-call.ts';
import { openCalls } from './find-entry.ts';
import type { Folding } from './folding.ts';
import type { CallEntry } from './entry.ts';

/** The rules that people made for this thread, each with a line that people see and models do not. [R126] [R127] */
export function reduceRule(state: Folding, event: Event<'rule.added' | 'rule.revoked'>): Folding {
  return event.type === 'rule.added' ? added(state, event) : revoked(state, event);
}

function added(state: Folding, event: Event<'rule.added'>): Folding {
  const { ruleId, tool, by, atMs } = event;
  const isKnown = state.rules.some((rule) => rule.ruleId === ruleId || (rule.tool === tool && rule.by.id === by.id));
  return isKnown ? state : withNotice({ ...state, rules: [...state.rules, { ruleId, tool, by, atMs }] }, event, tool);
}

/** What the rule let through, and nobody claimed yet, is for people to decide. */
function revoked(state: Folding, event: Event<'rule.revoked'>): Folding {
  const rule = state.rules.find(({ ruleId }) => ruleId === event.ruleId);
  if (!rule) return state;
  const without = { ...state, rules: state.rules.filter((other) => other !== rule) };
  const isUndecided = ({ ruleId, status, decisions }: CallEntry): boolean =>
    ruleId === rule.ruleId && status === 'ready' && decisions.length === 0;
  return openCalls(without)
    .filter(isUndecided)
    .reduce((before, call) => withCall(before, gatedAnew(call)), withNotice(without, event, rule.tool));
}
