import type { CallEntry, Decision, InputOf, Json, OutputOf, Tools } from '@twelvefold/core';
import type { CheckedInput } from './check-input.ts';
import type { JsonOf } from './json-of.ts';
import type { ToolName } from './tool-name.ts';
import type { ViewSource } from './view-source.ts';

/** A call that may or may not have happened: somebody has to look, and say. */
export interface DoubtedCall<Name, Input, Output> {
  /** The call's id. */
  readonly id: string;
  /** The tool, when the agent has it and it accepts the input: narrow by it. */
  readonly tool: Name;
  /** What the model called it. */
  readonly toolName: string;
  readonly input: Input;
  readonly call: CallEntry;
  /** It did happen, with this output. */
  happened(output: Output): Promise<Decision>;
  /** It did not happen: run it again. */
  retry(): Promise<Decision>;
  /** Nobody will know; the model is told so. */
  giveUp(): Promise<Decision>;
}

/** A doubted call of any of the tools. Narrow it by `tool`. */
export type Doubt<TTools extends Tools = Tools> =
  | {
      readonly [K in ToolName<TTools>]: DoubtedCall<K, InputOf<TTools[K]>, JsonOf<OutputOf<TTools[K]>>>;
    }[ToolName<TTools>]
  | DoubtedCall<undefined, Json, Json>;

export function createDoubt(agent: ViewSource, call: CallEntry, checked: CheckedInput): Doubt {
  const { id, tool: toolName, claim } = call;
  // What somebody found out is about the attempt that was shown, not about one that started in the meantime.
  const shown = claim && { attempt: claim.attempt };
  return {
    id,
    ...checked,
    toolName,
    call,
    happened: (output) => agent.resolve(id, { kind: 'happened', output }, shown),
    retry: () => agent.resolve(id, { kind: 'retry' }, shown),
    giveUp: () => agent.resolve(id, { kind: 'give_up' }, shown),
  };
}
