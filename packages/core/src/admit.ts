/*
 * What becomes of a call that the model selected: admitted, gated, rejected, or put to a person. [R40] [R41] [R42]
 * The policy is asked here, once; its answer is a fact from then on.
 */
import type { AgentDefinition } from './agent-definition.ts';
import { askPolicy, type PolicyRuling } from './ask-policy.ts';
import { dismissPromise } from './dismiss-promise.ts';
import { toErrorFact, type ErrorFact } from './error-fact.ts';
import type { EventDraft, RejectReason } from './event.ts';
import { hashJson } from './input-hash.ts';
import { withTakenHash } from './parsed-hash.ts';
import { readQuestion } from './read-question.ts';
import { ruleFor } from './rule-for.ts';
import type { CallEntry } from './entry.ts';
import type { State } from './state.ts';
import type { HumanTool } from './tool.ts';
import { toolOfCall } from './tool-of-call.ts';
import { unreachable } from './unreachable.ts';
import { validate } from './validate.ts';

const NO_QUESTION = 'The tool made no question of this input: it needs a text, an answer format and an urgency.';

export function admit(definition: AgentDefinition, state: State, call: CallEntry): EventDraft {
  const tool = toolOfCall(definition.tools, state, call);
  if (!tool) return rejected(call, 'unknown_tool', unknownTool(call, definition));
  if (call.unparsed) {
    const message = 'The input is not valid JSON. Write one JSON object that matches the schema.';
    return rejected(call, 'invalid_json', { name: 'InvalidInput', message });
  }
  const input = validate<unknown>(tool.input, call.input);
  if (!input.ok)
    return rejected(call, 'invalid_input', toErrorFact({ ...input.error, name: 'InvalidInput' }, definition.redact));
  if (tool.kind === 'human') return asked(definition, tool, call, input.value);
  const { id, step } = call;
  const asking = { id, tool: call.tool, step, input: input.value as never };
  // Where nobody looks at what the schema made of the input, it may make of it what it likes, whenever it runs.
  const isJudged = call.undoes !== undefined || (tool.approval ?? 'never') !== 'never';
  const judged = isJudged ? withTakenHash(state, call, input.value) : {};
  return byPolicy(call, state, askPolicy(tool, asking, state, definition.redact), judged);
}

function asked({ redact }: AgentDefinition, { ask }: HumanTool, call: CallEntry, input: unknown): EventDraft {
  try {
    const made: unknown = ask(input as never);
    const question = dismissPromise(made) ? undefined : readQuestion(made);
    return question
      ? { type: 'human.asked', askId: call.id, callId: call.id, reason: 'tool', ...question }
      : rejected(call, 'invalid_input', { name: 'InvalidQuestion', message: NO_QUESTION });
  } catch (thrown) {
    return rejected(call, 'invalid_input', toErrorFact(thrown, redact));
  }
}

function byPolicy(
  call: CallEntry,
  state: State,
  ruling: PolicyRuling,
  judged: { readonly parsedHash?: string },
): EventDraft {
  const { id: callId } = call;
  const hashes = { inputHash: hashJson(call.input), ...judged };
  switch (ruling.kind) {
    case 'run':
      return { type: 'call.admitted', callId, ...hashes };
    case 'deny':
      return rejected(call, 'policy', { name: 'Denied', message: ruling.message });
    case 'ask': {
      const { expiresInMs, ...terms } = ruling.terms;
      const expiry = expiresInMs !== undefined && { expiresAtMs: state.atMs + expiresInMs };
      const gate = { ...terms, ...expiry };
      const rule = ruleFor(state, call, ruling);
      return rule
        ? { type: 'call.admitted', callId, ...hashes, ruleId: rule.ruleId, gate }
        : { type: 'call.gated', callId, ...hashes, ...gate };
    }
    default:
      return unreachable(ruling, rejected(call, 'policy', { name: 'Denied', message: 'The policy gave no answer.' }));
  }
}

function rejected(call: CallEntry, reason: RejectReason, error: ErrorFact): EventDraft {
  return { type: 'call.rejected', callId: call.id, reason, error };
}

function unknownTool(call: CallEntry, { tools }: AgentDefinition): ErrorFact {
  const names = Object.keys(tools).join(', ');
  return {
    name: 'UnknownTool',
    message: `There is no tool "${call.tool}". ${names ? `The tools are: ${names}.` : 'There are no tools.'}`,
  };
}
