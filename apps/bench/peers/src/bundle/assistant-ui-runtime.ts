export { AssistantRuntimeProvider, useLocalRuntime } from '@assistant-ui/react';
