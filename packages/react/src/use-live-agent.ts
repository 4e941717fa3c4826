'use client';
import type { AgentDefinition, Model, Tools } from '@twelvefold/core';
import { createAgent, type CreateAgentOptions, type LiveAgent } from '@twelvefold/machine';
import { useEffect, useState } from 'react';

export type UseAgentOptions = Omit<CreateAgentOptions, 'autoStart'>;

/** The live agent of a component: the one given, or one of its own that starts when the component has mounted. */
export function useLiveAgent<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
): LiveAgent<TTools> {
  const [held, setHeld] = useState(() => hold(source, options));
  let current = held;
  if (isStale(held, source, options)) {
    current = hold(source, options);
    setHeld(current);
  }
  const { agent, setModel } = current;
  useEffect(() => {
    if (options) setModel(options.model);
  });
  useEffect(() => {
    void agent.start();
  }, [agent]);
  return agent;
}

interface Held<TTools extends Tools> {
  readonly agent: LiveAgent<TTools>;
  readonly setModel: (model: Model) => void;
  readonly thread: string | undefined;
  readonly store: CreateAgentOptions['store'];
}

function hold<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
): Held<TTools> {
  const identity = { thread: threadOf(options), store: options?.store };
  if (isLive(source)) return { agent: source, setModel: () => undefined, ...identity };
  if (!options) throw new TypeError('useAgent(definition, { model }) needs a model.');
  let model = options.model;
  const latest: Model = {
    get id() {
      return model.id;
    },
    stream: (request, context) => model.stream(request, context),
  };
  const agent = createAgent(source, { ...options, model: latest, autoStart: false });
  return { agent, setModel: (next) => void (model = next), ...identity };
}

function isStale<TTools extends Tools>(
  held: Held<TTools>,
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  options: UseAgentOptions | undefined,
): boolean {
  if (isLive(source)) return held.agent !== source;
  return held.thread !== threadOf(options) || held.store !== options?.store;
}

function threadOf(options: UseAgentOptions | undefined): string | undefined {
  return typeof options?.thread === 'object' ? options.thread.id : options?.thread;
}

function isLive<TTools extends Tools>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
): source is LiveAgent<TTools> {
  return 'getSnapshot' in source;
}
