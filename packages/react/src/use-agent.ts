'use client';
import type { AgentDefinition, Decision, Tools } from '@twelvefold/core';
import type { AgentCommands, LiveAgent } from '@twelvefold/machine';
import { useCallback, useMemo } from 'react';
import type { AgentView } from './agent-view.ts';
import { extendView } from './entry-parts.ts';
import { asAction, isForm, textIn } from './form-action.ts';
import { once } from './once.ts';
import type { UseAgentOptions } from './own-agent.ts';
import { sightOf } from './sight.ts';
import { useLiveAgent } from './use-live-agent.ts';
import { useSelection } from './use-selection.ts';

/** What can be asked of an agent; `send` is also the action of a form with a field `text`. */
export type ViewCommands = Omit<AgentCommands, 'send'> & {
  readonly send: ((form: FormData) => Promise<void>) & AgentCommands['send'];
};

/** A view of the agent together with what can be asked of it. The commands never change identity. */
export type UseAgent<TTools extends Tools = Tools> = AgentView<TTools> &
  ViewCommands & { readonly agent: LiveAgent<TTools> };

/**
 * An agent in a component.
 *
 * With a definition, the component makes the agent, which starts when the component has mounted. As with `useState`, the
 * first render's definition counts; a new `model` or `user` is used from the next request or command on, and another
 * `thread` or `store` begins anew. Unmounting does not end a run, `agent.dispose()` does.
 *
 * With a live agent, the component watches it, or what `lookAt` has it show. With a `selector`, it renders only when what that returns changes; lists
 * and plain objects of the same things are the same.
 *
 * @throws TwelvefoldError `invalid_use` without a model, or with another thread or store at each render.
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
  const selected = useSelection(
    sightOf(agent),
    useCallback(
      (seen: AgentView): AgentView<TTools> | T => {
        const view = seen as AgentView<TTools>;
        return select ? select(view) : view;
      },
      [select],
    ),
  );
  const isWhole = select === undefined;
  return useMemo(
    () => (isWhole ? extendView(selected as AgentView<TTools>, { ...commandsOf(agent), agent }) : (selected as T)),
    [agent, isWhole, selected],
  );
}

/** All that can be asked of an agent as its method of that name. */
const METHODS = {
  prefetch: true,
  approve: true,
  deny: true,
  allow: true,
  revokeRule: true,
  answer: true,
  resolve: true,
  undo: true,
  pause: true,
  resume: true,
  cancel: true,
  retry: true,
  raiseLimit: true,
} satisfies Record<keyof Omit<AgentCommands, 'send'>, true>;

const commandsOf = once((agent: LiveAgent): ViewCommands => {
  const { refusePast } = sightOf(agent);
  /** The command, unless what is seen is over. */
  const seen = <K extends keyof AgentCommands>(name: K): AgentCommands[K] =>
    ((...given: Parameters<AgentCommands[K]>): Promise<Decision> => {
      const refused = refusePast();
      const ask = agent[name] as (...given: Parameters<AgentCommands[K]>) => Promise<Decision>;
      return refused ? Promise.resolve(refused) : ask(...given);
    }) as AgentCommands[K];
  const say = seen('send');
  const send = (text: string | FormData, options?: Parameters<AgentCommands['send']>[1]): Promise<Decision | void> =>
    isForm(text) ? asAction(say(textIn(text, 'text'))) : say(text, options);
  const methods = (Object.keys(METHODS) as (keyof typeof METHODS)[]).map((name) => [name, seen(name)]);
  return { send: send as ViewCommands['send'], ...(Object.fromEntries(methods) as Omit<AgentCommands, 'send'>) };
});
