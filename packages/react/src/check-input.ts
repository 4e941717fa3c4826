import { toolNamed, validate, type CallEntry, type Json, type Tools } from '@twelvefold/core';
import { frozenCopy } from './frozen-copy.ts';

/** An input as its tool's schema reads it, frozen; without a tool, nobody vouches for it. */
export type CheckedInput =
  | { readonly tool: string; readonly input: unknown }
  | { readonly tool: undefined; readonly input: Json };

/**
 * Checks calls against the tools that the agent has now, which may not be those that the log was written with. The same
 * input is checked once, and what comes of it keeps its identity.
 */
export function createInputCheck(tools: Tools): (call: CallEntry) => CheckedInput {
  const calls = new WeakMap<object, { readonly name: string; readonly checked: CheckedInput }>();
  const undos: typeof calls = new WeakMap();
  return (call) => {
    const known = call.undoes === undefined ? calls : undos;
    const key = typeof call.input === 'object' && call.input !== null ? call.input : call;
    const before = known.get(key);
    if (before?.name === call.tool) return before.checked;
    const checked = check(tools, call);
    known.set(key, { name: call.tool, checked });
    return checked;
  };
}

/**
 * The schema reads a copy, and the form gets a frozen one, in which is what was streaming where that says the same: neither
 * can write to the log's own object. What takes back a
 * call is no call of that tool: nobody shall approve the one for the other, or take its output for the tool's.
 */
function check(tools: Tools, { tool: name, input, unparsed, undoes }: CallEntry): CheckedInput {
  const tool = unparsed || undoes !== undefined ? undefined : toolNamed(tools, name);
  const parsed = tool && validate<unknown>(tool.input, input);
  return parsed?.ok
    ? { tool: name, input: frozenCopy(parsed.value, input) }
    : { tool: undefined, input: frozenCopy(input, input) };
}
