import type { Event } from './event.ts';
import type { State } from './state.ts';

/** The rules that people made for this thread. A rule stands once; a second one for the same tool changes nothing. */
export function reduceRule(state: State, event: Event<'rule.added' | 'rule.revoked'>): State {
  const { ruleId } = event;
  if (event.type === 'rule.revoked') {
    const rules = state.rules.filter((rule) => rule.ruleId !== ruleId);
    return rules.length === state.rules.length ? state : { ...state, rules };
  }
  const { tool, by, atMs } = event;
  return state.rules.some((rule) => rule.tool === tool)
    ? state
    : { ...state, rules: [...state.rules, { ruleId, tool, by, atMs }] };
}
