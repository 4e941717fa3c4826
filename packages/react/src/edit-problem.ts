import { toJson, toolNamed, validate, type CallEntry, type Json, type Rejection, type Tools } from '@twelvefold/core';
import { isSameJson } from './is-same-json.ts';

const MAX_QUOTED_CHARS = 300;

/**
 * Why an edit of what a schema made must not be sent. The edit goes through the schema again, so it may run only if
 * the schema leaves it as it is: cents that were made of euros would be multiplied twice. What the schema refuses is
 * the engine's to say.
 */
export function editProblem(tools: Tools, { id, tool: name }: CallEntry, edited: Json): Rejection | undefined {
  const tool = toolNamed(tools, name);
  const parsed = tool && validate<unknown>(tool.input, edited);
  if (!parsed?.ok) return undefined;
  const read = toJson(parsed.value);
  if (read.ok && isSameJson(read.value, edited)) return undefined;
  const made = read.ok ? JSON.stringify(read.value) : '';
  const other = made === '' || made.length > MAX_QUOTED_CHARS ? 'something else' : made;
  return {
    code: 'invalid_input',
    message:
      `The schema of "${name}" makes ${other} of the edited input, and that is what would run. Give values that the ` +
      `schema leaves as they are, or edit call.input, which is what the model wrote, and send it with ` +
      `agent.approve("${id}", { input, inputHash: call.inputHash }).`,
  };
}
