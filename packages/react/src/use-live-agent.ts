'use client';
import { TwelvefoldError, type AgentDefinition, type Store, type Tools } from '@twelvefold/core';
import type { LiveAgent } from '@twelvefold/machine';
import { useEffect, useState } from 'react';
import { ownAgent, ownerOf, type OwnAgent, type UseAgentOptions } from './own-agent.ts';

/** A render that must be repeated this often has another thread or store each time. */
const MAX_REMAKES = 3;

/** The live agent of a component: the one given, or one of its own that starts when the component has mounted. */
export function useLiveAgent<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
): LiveAgent<TTools> {
  requireSource(source, options);
  const [held, setHeld] = useState(() => hold(source, options));
  const current = isFresh(held, source, options) ? held : hold(source, options, held);
  if (current !== held) setHeld(current);
  const { agent, own } = current;
  useEffect(() => {
    if (own && options) own.update(options);
  });
  useEffect(() => {
    if (own) return own.mount();
    void agent.start();
    return undefined;
  }, [agent, own]);
  return agent;
}

interface Held<TTools extends Tools> {
  readonly agent: LiveAgent<TTools>;
  /** Absent when no component made the agent. */
  readonly own: OwnAgent<TTools> | undefined;
  readonly isGiven: boolean;
  readonly thread: string | undefined;
  readonly store: Store | undefined;
  readonly remakes: number;
}

function hold<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
  before?: Held<TTools>,
): Held<TTools> {
  const identity = { thread: threadOf(options), store: options?.store };
  if (isLive(source)) return { agent: source, own: ownerOf(source), isGiven: true, ...identity, remakes: 0 };
  if (before?.isGiven === false && before.store === identity.store && isNamedNow(before, identity.thread))
    return { ...before, ...identity };
  const remakes = before?.own?.wasMounted() === false ? before.remakes + 1 : 0;
  if (remakes > MAX_REMAKES)
    throw new TwelvefoldError(
      'invalid_use',
      'useAgent gets another thread or store at each render: make them outside of the component, or keep them with useState.',
    );
  const own = ownAgent(source, options as UseAgentOptions);
  return { agent: own.agent, own, isGiven: false, ...identity, remakes };
}

/** Whether what is held is what is asked for. Like an initial state, the first definition counts. */
function isFresh<TTools extends Tools>(
  held: Held<TTools>,
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
): boolean {
  if (isLive(source)) return held.agent === source;
  return !held.isGiven && held.thread === threadOf(options) && held.store === options?.store;
}

/** The thread was new and has got its id, which now comes back from the app: nothing has changed. */
function isNamedNow({ agent, thread }: Held<Tools>, name: string | undefined): boolean {
  return thread === undefined && name !== undefined && agent.getState().threadId === name;
}

function threadOf(options: UseAgentOptions | undefined): string | undefined {
  return typeof options?.thread === 'object' ? options.thread.id : options?.thread;
}

function isLive<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
): source is LiveAgent<TTools> {
  return 'getSnapshot' in source;
}

/** What TypeScript would have refused: half of all apps are JavaScript somewhere. */
function requireSource(source: unknown, options: UseAgentOptions | undefined): void {
  if (typeof source !== 'object' || source === null)
    throw new TwelvefoldError(
      'invalid_use',
      'useAgent needs a definition from defineAgent, or an agent from createAgent.',
    );
  if (!('getSnapshot' in source) && !options?.model)
    throw new TwelvefoldError('invalid_use', 'useAgent(definition, { model }) needs a model, aiSdk(…) for example.');
}
