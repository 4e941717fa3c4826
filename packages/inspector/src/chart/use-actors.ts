import type { LiveAgent } from '@twelvefold/react';
import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Moment } from '../moment.ts';
import { actorOfChild, actorsOf, type Child } from './actors-of.ts';
import type { ChartActor } from './state-chart.tsx';

/** The actors at work: what a live agent's machine has now, and for any other moment what the log says of it. */
export function useActors({ agent, isLive, definition, state }: Moment): readonly ChartActor[] {
  const live = isLive ? agent : undefined;
  const subscribe = useCallback(
    (changed: () => void) => {
      const subscription = live?.actor.subscribe(changed);
      return () => subscription?.unsubscribe();
    },
    [live],
  );
  const get = useCallback(() => live && childrenText(live), [live]);
  const text = useSyncExternalStore(subscribe, get, get);
  return useMemo(
    () =>
      text === undefined
        ? actorsOf(definition, state)
        : (JSON.parse(text) as readonly Child[]).map((child) => actorOfChild(child, state)),
    [text, definition, state],
  );
}

interface Actor {
  readonly src: unknown;
  readonly getSnapshot: () => unknown;
}

/** Text, so that what did not change is the same. */
function childrenText({ actor }: LiveAgent): string {
  const children: readonly (readonly [string, Actor | undefined])[] = Object.entries(actor.getSnapshot().children);
  return JSON.stringify(
    children.map(([id, child]): Child => {
      const { status } = (child?.getSnapshot() ?? {}) as { readonly status?: string };
      return { id, src: typeof child?.src === 'string' ? child.src : 'actor', status: status ?? 'stopped' };
    }),
  );
}
