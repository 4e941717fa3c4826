import { withCall, withNotice } from './entries.ts';
import type { Event } from './event.ts';
import { gatedAnew } from './reduce-call.ts';
import { openCalls, type CallEntry, type State } from './state.ts';

/** The rules that people made for this thread, each with a line that people see and models do not. [R126] [R127] */
export function reduceRule(state: State, event: Event<'rule.added' | 'rule.revoked'>): State {
  return event.type === 'rule.added' ? added(state, event) : revoked(state, event);
}

function added(state: State, event: Event<'rule.added'>): State {
  const { ruleId, tool, by, atMs } = event;
  const isKnown = state.rules.some((rule) => rule.ruleId === ruleId || (rule.tool === tool && rule.by.id === by.id));
  return isKnown ? state : withNotice({ ...state, rules: [...state.rules, { ruleId, tool, by, atMs }] }, event, tool);
}

/** What the rule let through, and nobody claimed yet, is for people to decide. */
function revoked(state: State, event: Event<'rule.revoked'>): State {
  const rule = state.rules.find(({ ruleId }) => ruleId === event.ruleId);
  if (!rule) return state;
  const without = { ...state, rules: state.rules.filter((other) => other !== rule) };
  const isUndecided = ({ ruleId, status, decisions }: CallEntry): boolean =>
    ruleId === rule.ruleId && status === 'ready' && decisions.length === 0;
  return openCalls(without)
    .filter(isUndecided)
    .reduce((before, call) => withCall(before, gatedAnew(call)), withNotice(without, event, rule.tool));
}
