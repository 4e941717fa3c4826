export { agentMachine, valueOf } from './agent-machine.ts';
export type { AgentContext, AgentMachine, Appended } from './agent-machine.ts';
export type { AgentCommands, By } from './agent-commands.ts';
export { createAgent } from './create-agent.ts';
export type { CreateAgentOptions, LiveAgent } from './create-agent.ts';
export type { AgentHistory, EventRange, Fork, ForkOptions } from './create-history.ts';
export type { AgentSnapshot } from './create-snapshots.ts';
export { systemClock } from './system-clock.ts';
