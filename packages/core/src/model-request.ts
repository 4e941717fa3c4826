import type { AgentDefinition } from './agent-definition.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import type { ModelRequest } from './ports.ts';
import type { State } from './state.ts';
import { inputJsonSchemaOf } from './tool.ts';

export interface BuiltRequest {
  readonly request: ModelRequest;
  readonly promptVersion: string;
  /** SHA-256 of the request as canonical JSON. */
  readonly contextHash: string;
}

/**
 * Exactly what the model is asked in this state (factors 2 and 3). Pure, so any past request can be rebuilt from the
 * log and checked against the `contextHash` in it.
 *
 * @throws TwelvefoldError `schema_not_json` when a tool's input schema has no JSON Schema.
 */
export function buildRequest(definition: AgentDefinition, state: State): BuiltRequest {
  const system = definition.instructions(state);
  const request: ModelRequest = { system, messages: definition.context(state), tools: toolSpecs(definition) };
  return {
    request,
    promptVersion: definition.promptVersion ?? hashJson(system).slice(0, 12),
    contextHash: hashJson(request as unknown as Json),
  };
}

function toolSpecs({ tools }: AgentDefinition): ModelRequest['tools'] {
  return Object.entries(tools).map(([name, tool]) => ({
    name,
    description: tool.description,
    inputSchema: inputJsonSchemaOf(name, tool),
  }));
}
