/* The hooks without a component of their own, and what connects them: CopilotKitProvider brings its whole interface along. */
export { CopilotKitContext, CopilotKitCoreReact } from '@copilotkit/react-core/v2/context';
export { useAgent, useCopilotKit, useFrontendTool } from '@copilotkit/react-core/v2/headless';
