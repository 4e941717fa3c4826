export { AgentProvider } from './agent-provider.tsx';
export type { AgentProviderProps } from './agent-provider.tsx';
export type { AgentView, FinishedReply, StreamingReply, ViewEntry } from './agent-view.ts';
export type { Approval, ApprovalOf, Denial, GatedCall } from './approval.ts';
export { decideAll } from './decide-all.ts';
export type { DeepPartial } from './deep-partial.ts';
export type { Doubt, DoubtedCall } from './doubt.ts';
export type { FormField } from './form-fields.ts';
export type { JsonOf } from './json-of.ts';
export type { OpenQuestion } from './open-question.ts';
export type { UseAgentOptions } from './own-agent.ts';
export { lookAt } from './look-at.ts';
export { toText } from './to-text.ts';
export { useAgent } from './use-agent.ts';
export type { UseAgent, ViewCommands } from './use-agent.ts';
export { useAgentActor } from './use-agent-actor.ts';
export { useAgentContext } from './use-agent-context.ts';
export { useBranches } from './use-branches.ts';
export type { ShownBranchPoint, UseBranches } from './use-branches.ts';
export { useHistory } from './use-history.ts';
export type { UseHistory } from './use-history.ts';
export { useThreads } from './use-threads.ts';
export type { UseThreads } from './use-threads.ts';
export { useTimeline } from './use-timeline.ts';
export type { UseTimeline } from './use-timeline.ts';
export { viewAt } from './view-at.ts';
export { useApproval } from './use-approval.ts';
export type { ApprovalForm } from './use-approval.ts';
export { useEntry } from './use-entry.ts';
export { useEntryIds } from './use-entry-ids.ts';
export type { CallUndo } from './undo.ts';
export type { CallOf, ToolCall, UncheckedCall, ViewCall } from './view-call.ts';
export { agentMachine, createAgent, systemClock, valueOf } from '@twelvefold/machine';
export type {
  AgentCommands,
  AgentHistory,
  AgentSnapshot,
  CreateAgentOptions,
  EventRange,
  Fork,
  ForkOptions,
  LiveAgent,
} from '@twelvefold/machine';
export { askHuman, createMemoryStore, defineAgent, defineFlow, defineTool, TwelvefoldError } from '@twelvefold/core';
export type {
  Actor,
  AgentDefinition,
  AgentOptions,
  AppendResult,
  Branch,
  BranchPoint,
  CallDecision,
  CallEntry,
  Decision,
  Entry,
  ErrorFact,
  Event,
  InputOf,
  Json,
  Model,
  OutputOf,
  Rejection,
  Rule,
  State,
  Store,
  ThreadQuery,
  ThreadStore,
  ThreadSummary,
  Tool,
  Tools,
} from '@twelvefold/core';
