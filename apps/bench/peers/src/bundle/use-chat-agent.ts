/* An agent in the page, as the AI SDK's documentation of DirectChatTransport has it; without a provider. */
export { useChat } from '@ai-sdk/react';
export { DirectChatTransport, ToolLoopAgent, tool } from 'ai';
