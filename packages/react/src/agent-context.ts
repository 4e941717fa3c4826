'use client';
import type { LiveAgent } from '@twelvefold/machine';
import { createContext, type Context } from 'react';

export const AgentContext: Context<LiveAgent | undefined> = createContext<LiveAgent | undefined>(undefined);
