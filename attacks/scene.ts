import {
  createMemoryStore,
  findCall,
  type Actor,
  type AgentDefinition,
  type CallEntry,
  type Decision,
  type Event,
  type RejectionCode,
  type Store,
} from '@twelvefold/core';
import { createAgent, type AgentSnapshot, type CreateAgentOptions, type LiveAgent } from '@twelvefold/machine';
import { onTestFinished } from 'vitest';
import type { Ledger } from './ledger.ts';

export const ANA = { kind: 'person', id: 'ana' } as const;
export const BO = { kind: 'person', id: 'bo' } as const;

/** A live agent with its log. */
export interface Scene {
  readonly agent: LiveAgent;
  readonly log: () => Promise<readonly Event[]>;
}

/** Sets an agent to work on a thread, as an app does. It is gone when the row is over. */
export function play(
  definition: AgentDefinition,
  options: Omit<CreateAgentOptions, 'store'> & { readonly store?: Store },
): Scene {
  const store = options.store ?? createMemoryStore();
  const agent = createAgent(definition, {
    user: ANA,
    exclusive: true,
    ...options,
    store,
  });
  onTestFinished(() => agent.dispose());
  return { agent, log: () => store.read(agent.getState().threadId) };
}

/** Resolves once the agent is as it should be. */
export function until(agent: LiveAgent, isThere: (snapshot: AgentSnapshot) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isThere(agent.getSnapshot())) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = agent.subscribe(look);
    queueMicrotask(look);
  });
}

/** Waits until a call has a status. */
export function untilCall(agent: LiveAgent, callId: string, status: CallEntry['status']): Promise<void> {
  return until(agent, ({ state }) => findCall(state, callId)?.status === status);
}

/** Waits until nothing moves any more without a person. */
export function untilStill(agent: LiveAgent): Promise<void> {
  const still: readonly string[] = [
    'idle',
    'awaitingApproval',
    'awaitingHuman',
    'inDoubt',
    'limited',
    'done',
    'failed',
  ];
  return until(agent, ({ phase, state }) => still.includes(phase) && state.seq > 0);
}

/** The call as it stands now. */
export function callOf(agent: LiveAgent, callId: string): CallEntry {
  const call = findCall(agent.getState(), callId);
  if (!call) throw new Error(`There is no call ${callId}.`);
  return call;
}

/** A person looks at a call and says yes to exactly that: the one way in which a gated effect is let happen. */
export function approveAsShown(ledger: Ledger, agent: LiveAgent, callId: string, by: Actor = ANA): Promise<Decision> {
  const { tool, input, inputHash } = callOf(agent, callId);
  ledger.permit({ threadId: agent.getState().threadId, callId, tool, input });
  return agent.approve(callId, { inputHash, by });
}

/** Why a request was refused; `accepted` when it was not. */
export async function refusal(decision: Promise<Decision> | Decision): Promise<RejectionCode | 'accepted'> {
  const made = await decision;
  return made.ok ? 'accepted' : made.rejection.code;
}
