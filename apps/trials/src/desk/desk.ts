import { defineAgent, defineTool, type AgentDefinition, type Json } from '@twelvefold/core';
import { z } from 'zod';

/** One thing that a tool really did. */
export interface Effect {
  readonly threadId: string;
  readonly tool: string;
  readonly callId: string;
  readonly attempt: number;
  readonly key: string;
  readonly input: Json;
}

/** Where the desk's tools do their work, and where trials look in. */
export interface World {
  /** Writes down what a tool did, where no crash can take it back. */
  readonly record: (effect: Effect) => void | Promise<void>;
  /** Called at each named point inside an effect, such as `pay: before` and `pay: after`. A crash never returns. */
  readonly at?: (point: string) => void | Promise<void>;
  /** How long a claim holds, but for the engine's own grace. Default 1,000. */
  readonly toolTimeoutMs?: number;
}

/** What the desk can do: the same work four ways, by whether a person is asked and whether it may be repeated. */
export const TOOLS = {
  look: { isGated: false, isIdempotent: false },
  note: { isGated: false, isIdempotent: true },
  pay: { isGated: true, isIdempotent: false },
  post: { isGated: true, isIdempotent: true },
} as const;

export type ToolName = keyof typeof TOOLS;

/** An agent whose every effect is seen. */
export function createDesk({ record, at = () => undefined, toolTimeoutMs = 1_000 }: World): AgentDefinition {
  const toolOf = ([tool, { isGated, isIdempotent }]: readonly [string, (typeof TOOLS)[ToolName]]) => [
    tool,
    defineTool({
      description: `Does "${tool}".`,
      input: z.object({ what: z.string() }),
      approval: isGated ? 'always' : 'never',
      idempotent: isIdempotent,
      timeoutMs: toolTimeoutMs,
      execute: async (input, { threadId, callId, attempt, idempotencyKey: key }) => {
        await at(`${tool}: before`);
        await record({ threadId, tool, callId, attempt, key, input });
        await at(`${tool}: after`);
        return `${tool} ${input.what}`;
      },
    }),
  ];
  return defineAgent({
    name: 'trial desk',
    instructions: 'Do what you are told.',
    hashChain: true,
    tools: Object.fromEntries(Object.entries(TOOLS).map(toolOf)) as AgentDefinition['tools'],
  });
}
