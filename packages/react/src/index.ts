export { AgentProvider, useAgentContext } from './agent-context.tsx';
export type {
  AdmittedCall,
  AgentView,
  Approval,
  DeepPartial,
  Doubt,
  FinishedReply,
  OpenQuestion,
  StreamingCall,
  StreamingReply,
  UncheckedCall,
  ViewEntry,
} from './agent-view.ts';
export { useAgent } from './use-agent.ts';
export type { UseAgent } from './use-agent.ts';
export { useAgentActor } from './use-agent-actor.ts';
export { useEntry, useEntryIds } from './use-entries.ts';
export type { UseAgentOptions } from './use-live-agent.ts';
export { createAgent, systemClock } from '@twelvefold/machine';
export type { AgentCommands, AgentSnapshot, CreateAgentOptions, LiveAgent } from '@twelvefold/machine';
export { askHuman, createMemoryStore, defineAgent, defineFlow, defineTool } from '@twelvefold/core';
