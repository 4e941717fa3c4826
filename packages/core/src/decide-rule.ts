import type { AgentDefinition } from './agent-definition.ts';
import type { Intent } from './intent.ts';
import { refuse, type At, type Ruling } from './ruling.ts';
import type { State } from './state.ts';
import { toolNamed } from './tool.ts';

/** A person's standing yes to a tool in this thread, and taking it back. */
export function decideRule(
  { tools }: AgentDefinition,
  { rules, seq }: State,
  intent: Extract<Intent, { readonly type: 'rule.add' | 'rule.revoke' }>,
  { threadId }: At,
): Ruling {
  if (intent.threadId !== threadId)
    return refuse('wrong_thread', `This rule is for thread ${intent.threadId}; a rule counts in its own thread only.`);
  const { by } = intent;
  if (intent.type === 'rule.revoke') {
    const { ruleId } = intent;
    return rules.some((rule) => rule.ruleId === ruleId)
      ? [{ type: 'rule.revoked', ruleId, by }]
      : refuse('no_such_rule', `There is no rule "${ruleId}" in force in this thread.`);
  }
  const { tool } = intent;
  if (toolNamed(tools, tool)?.kind !== 'function')
    return refuse('no_such_rule', `There is no tool "${tool}" that a rule could let run.`);
  return [{ type: 'rule.added', ruleId: `rule-${seq}`, tool, by }];
}
