import type { AgentDefinition } from './agent-definition.ts';
import { hashRequest } from './context-hash.ts';
import { hashJson } from './input-hash.ts';
import type { ModelRequest } from './ports.ts';
import type { State } from './state.ts';
import { inputJsonSchemaOf, type Tool, type Tools } from './tool.ts';

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
    promptVersion: definition.promptVersion ?? versionOf(system),
    contextHash: hashRequest(request),
  };
}

let last: { readonly system: string; readonly version: string } | undefined;

/** Most requests have the prompt of the one before. */
function versionOf(system: string): string {
  if (last?.system !== system) last = { system, version: hashJson(system).slice(0, 12) };
  return last.version;
}

const specs = new WeakMap<Tools, ModelRequest['tools']>();

/** Made once for the tools of a definition: making JSON Schemas takes longer than asking a fast model. */
function toolSpecs({ tools }: AgentDefinition): ModelRequest['tools'] {
  const known = specs.get(tools) ?? Object.entries(tools).map(([name, tool]) => specOf(name, tool));
  specs.set(tools, known);
  return known;
}

function specOf(name: string, tool: Tool): ModelRequest['tools'][number] {
  return { name, description: tool.description, inputSchema: inputJsonSchemaOf(name, tool) };
}
