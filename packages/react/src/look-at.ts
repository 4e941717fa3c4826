import type { LiveAgent } from '@twelvefold/machine';
import { sightOf } from './sight.ts';

/**
 * Has all components of a live agent show a past state of it, read-only: those that use `useAgent`, `useEntry` and
 * `useEntryIds`. Their view says `isPast`, and whatever they ask of the agent is refused with `in_the_past`, which is then the
 * view's `rejection`. The agent itself goes on, hears nothing of it, and does what is asked of it directly. Until the log is
 * read, what is live is shown.
 *
 * @param seq How many events there were. `undefined`: the agent as it is.
 * @returns How to end it. That does nothing where somebody looked elsewhere since.
 * @example
 * useEffect(() => lookAt(agent, isLive ? undefined : seq), [agent, isLive, seq]);
 */
export function lookAt(agent: LiveAgent, seq: number | undefined): () => void {
  return sightOf(agent).look(seq);
}
