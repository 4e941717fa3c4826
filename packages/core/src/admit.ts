/*
 * What becomes of a call that the model selected: admitted, gated, rejected, or put to a person. [R40] [R41] [R42]
 * The policy is asked here, once; its answer is a fact from then on.
 */
import type { AgentDefinition } from './agent-definition.ts';
import type { ErrorFact } from './error-fact.ts';
import type { EventDraft, RejectReason } from './event.ts';
import { hashJson } from './input-hash.ts';
import type { CallEntry, State } from './state.ts';
import { toolNamed, type FunctionTool, type PolicyAnswer } from './tool.ts';
import { validate } from './validate.ts';

export function admit(definition: AgentDefinition, state: State, call: CallEntry): EventDraft {
  const tool = toolNamed(definition.tools, call.tool);
  if (!tool) return rejected(call, 'unknown_tool', unknownTool(call, definition));
  if (call.unparsed)
    return rejected(call, 'invalid_json', {
      name: 'InvalidInput',
      message: 'The input is not valid JSON. Write one JSON object that matches the schema.',
    });
  const input = validate(tool.input, call.input);
  if (!input.ok) return rejected(call, 'invalid_input', { ...input.error, name: 'InvalidInput' });
  if (tool.kind === 'human') {
    return { type: 'human.asked', askId: call.id, callId: call.id, reason: 'tool', ...tool.ask(input.value as never) };
  }
  return byPolicy(call, state, askPolicy(tool, state, call, input.value));
}

function byPolicy(call: CallEntry, state: State, answer: PolicyAnswer): EventDraft {
  const { id: callId } = call;
  const inputHash = hashJson(call.input);
  if (answer === 'run') return { type: 'call.admitted', callId, inputHash };
  if (typeof answer === 'object' && 'deny' in answer)
    return rejected(call, 'policy', { name: 'Denied', message: answer.deny });
  const { reason, approvers, quorum = 1, expiresInMs } = typeof answer === 'object' ? answer.ask : {};
  return {
    type: 'call.gated',
    callId,
    inputHash,
    quorum,
    ...(reason && { reason }),
    ...(approvers && { approvers }),
    ...(expiresInMs !== undefined && { expiresAtMs: state.atMs + expiresInMs }),
  };
}

function askPolicy(tool: FunctionTool, state: State, call: CallEntry, input: unknown): PolicyAnswer {
  const { approval = 'never' } = tool;
  if (approval === 'never') return 'run';
  if (approval === 'always') return 'ask';
  try {
    const { id, tool: name, step } = call;
    return approval({ id, tool: name, step, input: input as never }, state);
  } catch (thrown) {
    return { ask: { reason: `The policy failed: ${thrown instanceof Error ? thrown.message : String(thrown)}` } };
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
