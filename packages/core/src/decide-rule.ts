import type { AgentDefinition } from './agent-definition.ts';
import type { Actor, EventDraft } from './event.ts';
import type { Intent, Rejection } from './intent.ts';
import { refuse, type Ruling } from './ruling.ts';
import type { CallEntry } from './entry.ts';
import type { State } from './state.ts';
import { toolNamed } from './tool.ts';

/** A person's standing yes to a tool in this thread, and taking it back, which anyone may. [R124] [R126] */
export function decideRule(
  definition: AgentDefinition,
  state: State,
  intent: Extract<Intent, { readonly type: 'rule.add' | 'rule.revoke' }>,
): Ruling {
  const { by } = intent;
  if (intent.type === 'rule.revoke') {
    const { ruleId } = intent;
    return state.rules.some((rule) => rule.ruleId === ruleId)
      ? [{ type: 'rule.revoked', ruleId, by }]
      : refuse('no_such_rule', `There is no rule "${ruleId}" in force in this thread.`);
  }
  const { tool } = intent;
  const problem = makerProblem(by) ?? toolProblem(definition, tool);
  if (problem) return problem;
  if (hasRule(state, tool, by))
    return refuse('rule_exists', `${by.name ?? by.id} always allows "${tool}" in this thread already.`);
  return [{ type: 'rule.added', ruleId: `rule-${state.seq}`, tool, by }];
}

/**
 * An approval with the rule that the person makes of it, or neither. One person's rule cannot stand for the others of a
 * quorum: the next call would run with fewer votes than its policy wants. [R125]
 */
export function remember(
  definition: AgentDefinition,
  state: State,
  { id: callId, tool, gate, undoes }: CallEntry,
  approved: EventDraft<'call.approved'>,
): Ruling {
  const { by } = approved;
  const quorum = approved.gate?.quorum ?? gate?.quorum ?? 1;
  if (quorum > 1) return notAllowed(`Call ${callId} needs ${quorum} approvals, and a rule is the word of one person.`);
  if (undoes !== undefined) return notAllowed(`Call ${callId} takes back another one, which people decide each time.`);
  const problem = makerProblem(by) ?? toolProblem(definition, tool);
  if (problem) return notAllowed(problem.message);
  if (hasRule(state, tool, by)) return [approved];
  return [approved, { type: 'rule.added', ruleId: `rule-${state.seq + 1}`, tool, by, callId }];
}

function notAllowed(why: string): Rejection {
  return refuse('rule_not_allowed', `${why} Approve it without "remember".`);
}

/** A system or another agent may be let decide on one call; a yes to all that follow is for a person to say. [R152] */
function makerProblem({ kind, id, name }: Actor): Rejection | undefined {
  return kind === 'person'
    ? undefined
    : refuse('rule_not_allowed', `A rule is made by a person, and ${name ?? id} is not one (${kind}).`);
}

function toolProblem({ tools }: AgentDefinition, name: string): Rejection | undefined {
  const tool = toolNamed(tools, name);
  if (tool?.kind !== 'function')
    return refuse('rule_not_allowed', `There is no tool "${name}" that a rule could let run.`);
  return (tool.approval ?? 'never') === 'never'
    ? refuse('rule_not_allowed', `The tool "${name}" asks nobody, so there is nothing to allow.`)
    : undefined;
}

function hasRule({ rules }: State, tool: string, by: Actor): boolean {
  return rules.some((rule) => rule.tool === tool && rule.by.id === by.id);
}
