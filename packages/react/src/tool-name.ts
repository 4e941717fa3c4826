import type { Tools } from '@twelvefold/core';

/** The names of an agent's tools. */
export type ToolName<TTools extends Tools> = Extract<keyof TTools, string>;
