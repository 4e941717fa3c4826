export { AgentInspector } from './agent-inspector.tsx';
export type { AgentInspectorProps, Dock } from './agent-inspector.tsx';
