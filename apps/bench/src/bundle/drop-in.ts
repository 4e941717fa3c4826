/* What the README's twenty lines take, without what they take from React, Zod and the provider. */
export { aiSdk } from '@twelvefold/ai-sdk';
export { defineAgent, defineTool } from '@twelvefold/core';
export { toText, useAgent } from '@twelvefold/react';
