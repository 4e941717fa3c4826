import { buildRequest, type AgentDefinition, type BuiltRequest, type Event, type State } from '@twelvefold/core';

/** A request as the definition makes it of a state: what was sent, where the log vouches for it. */
export type Rebuilt =
  | { readonly ok: true; readonly built: BuiltRequest; readonly check: Check }
  | { readonly ok: false; readonly problem: string };

/** What the log says of a request that was made again: the same one, another one, or nothing, since it was not made yet. */
export type Check = 'same' | 'other' | 'none';

/**
 * Makes a request again. `before` is the state that it was made in: the one after the event in front of its
 * `model.requested`, since a request is refused when the thread went on while it was made.
 */
export function rebuildRequest(
  definition: AgentDefinition,
  before: State,
  logged: Event<'model.requested'> | undefined,
): Rebuilt {
  try {
    const built = buildOnce(definition, before);
    if (!logged) return { ok: true, built, check: 'none' };
    return { ok: true, built, check: built.contextHash === logged.contextHash ? 'same' : 'other' };
  } catch (thrown) {
    return { ok: false, problem: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

const made = new WeakMap<State, { readonly definition: AgentDefinition; readonly built: BuiltRequest }>();

/** Whoever goes back by a step looks at the request that the one before was compared with. */
function buildOnce(definition: AgentDefinition, state: State): BuiltRequest {
  const known = made.get(state);
  if (known?.definition === definition) return known.built;
  const built = buildRequest(definition, state);
  made.set(state, { definition, built });
  return built;
}
