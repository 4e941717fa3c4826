'use client';
import type { AgentDefinition, Tools } from '@twelvefold/core';
import type { AgentCommands, LiveAgent } from '@twelvefold/machine';
import { useMemo } from 'react';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/shim/with-selector';
import type { AgentView } from './agent-view.ts';
import { toView } from './to-view.ts';
import { useLiveAgent, type UseAgentOptions } from './use-live-agent.ts';

/** A view of the agent together with what can be asked of it. The commands never change identity. */
export type UseAgent<TTools extends Tools = Tools> = AgentView<TTools> &
  AgentCommands & { readonly agent: LiveAgent<TTools> };

/**
 * An agent in a component. With a definition, the component makes the agent live when it mounts; as with `useState`,
 * the first render's definition counts, but a new `thread` or `store` begins anew and a new `model` is used from the
 * next request on. Unmounting does not end a run: `agent.stop()` does. With a live agent, the component watches it;
 * with a `selector`, it renders only when what the selector returns changes.
 *
 * @example
 * const { entries, approvals, send } = useAgent(desk, { model });
 * @example
 * const phase = useAgent(agent, ({ phase }) => phase);
 */
export function useAgent<TTools extends Tools>(
  definition: AgentDefinition<TTools>,
  options: UseAgentOptions,
): UseAgent<TTools>;
export function useAgent<TTools extends Tools>(agent: LiveAgent<TTools>): UseAgent<TTools>;
export function useAgent<TTools extends Tools, T>(
  agent: LiveAgent<TTools>,
  selector: (view: AgentView<TTools>) => T,
): T;
export function useAgent<TTools extends Tools, T>(
  source: AgentDefinition<TTools> | LiveAgent<TTools>,
  use?: UseAgentOptions | ((view: AgentView<TTools>) => T),
): UseAgent<TTools> | T {
  const agent = useLiveAgent(source, typeof use === 'object' ? use : undefined);
  const select = typeof use === 'function' ? use : undefined;
  const selected = useSyncExternalStoreWithSelector(
    agent.subscribe,
    agent.getSnapshot,
    agent.getInitialSnapshot,
    (snapshot): AgentView<TTools> | T => {
      const view = toView(agent, snapshot);
      return select ? select(view) : view;
    },
  );
  return useMemo(
    () => (select ? (selected as T) : { ...(selected as AgentView<TTools>), ...commandsOf(agent), agent }),
    [agent, select === undefined, selected],
  );
}

function commandsOf(agent: AgentCommands): AgentCommands {
  const { send, prefetch, approve, deny, answer, resolve, pause, resume, cancel, retry, raiseLimit } = agent;
  return { send, prefetch, approve, deny, answer, resolve, pause, resume, cancel, retry, raiseLimit };
}
