import type { AgentDefinition } from './agent-definition.ts';
import { hashJson } from './input-hash.ts';
import type { Report } from './intent.ts';
import { withTakenHash } from './parsed-hash.ts';
import type { Signal } from './ports.ts';
import type { CallEntry } from './entry.ts';
import { findCall } from './find-entry.ts';
import type { State } from './state.ts';
import { toolOfCall } from './tool-of-call.ts';
import { validate } from './validate.ts';

/** What a host gives to a tool besides the call. */
export interface ToolHost {
  readonly signal: Signal;
  readonly secrets: Readonly<Record<string, string>>;
}

type Outcome = Extract<Report, { readonly type: 'call.succeed' | 'call.fail' }>;

/**
 * Performs a claimed call and reports how it ended. Never throws. Every host (the machine, a durable engine) runs tools
 * through this function and hands the report to `decide`.
 */
export async function runTool(
  definition: AgentDefinition,
  state: State,
  callId: string,
  host: ToolHost,
): Promise<Outcome> {
  const call = findCall(state, callId);
  const attempt = call?.claim?.attempt ?? 0;
  const tool = call && toolOfCall(definition.tools, state, call);
  if (!call?.claim || tool?.kind !== 'function') {
    return {
      type: 'call.fail',
      callId,
      attempt,
      thrown: new Error('There is no such claim, or its tool does not run code.'),
    };
  }
  if (hashJson(call.input) !== call.inputHash) return { type: 'call.fail', callId, attempt, thrown: otherInput() };
  const input = validate(tool.input, call.input);
  if (!input.ok) return { type: 'call.fail', callId, attempt, thrown: { ...input.error, name: 'InvalidInput' } };
  if (call.parsedHash !== undefined && withTakenHash(state, call, input.value).parsedHash !== call.parsedHash)
    return { type: 'call.fail', callId, attempt, thrown: otherParse(call) };
  const { idempotencyKey } = call.claim;
  try {
    const context = { threadId: state.threadId, callId, attempt, idempotencyKey, ...host };
    return { type: 'call.succeed', callId, attempt, output: await tool.execute(input.value as never, context) };
  } catch (thrown) {
    return { type: 'call.fail', callId, attempt, thrown };
  }
}

/** A store takes its time to keep a claim, and the state lies in a page's memory. */
function otherInput(): unknown {
  return { name: 'InputChanged', message: 'The input was changed after it was claimed, so this call did not run.' };
}

function otherParse({ tool, undoes }: CallEntry): unknown {
  if (undoes !== undefined) {
    const message = `What call ${undoes} was given or gave back is not what it was when its undo was decided on, so that did not run.`;
    return { name: 'InputChanged', message };
  }
  const message = `The schema of "${tool}" makes something else of this input now than when it was decided on, so it did not run.`;
  return { name: 'InputChanged', message: `${message} Call it again, with every field written out.` };
}
