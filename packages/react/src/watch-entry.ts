import type { LiveAgent } from '@twelvefold/machine';
import { findEntry, partsOf, type EntryParts } from './entry-parts.ts';
import { once } from './once.ts';
import { sightOf } from './sight.ts';

/**
 * Calls `listener` when the entry with this id is another one. However many watch an entry each, the agent has one listener
 * more, and a frame of a streaming reply asks and calls only those who watch what streams. Returns how to stop.
 */
export function watchEntry(agent: LiveAgent, id: string, listener: () => void): () => void {
  return watchOf(agent)(id, listener);
}

const watchOf = once((agent: LiveAgent) => {
  const watchers = new Map<string, Set<() => void>>();
  let seen: EntryParts | undefined;
  let stop = (): void => undefined;

  return (id: string, listener: () => void): (() => void) => {
    // A function of its own, so that who subscribes twice is not unsubscribed twice at once.
    const watcher = (): void => listener();
    if (watchers.size === 0) {
      seen = partsNow(agent);
      stop = sightOf(agent).subscribe(tell);
    }
    watchers.set(id, (watchers.get(id) ?? new Set()).add(watcher));
    return () => {
      const others = watchers.get(id);
      others?.delete(watcher);
      if (others?.size === 0) watchers.delete(id);
      if (watchers.size > 0) return;
      stop();
      seen = undefined;
    };
  };

  function tell(): void {
    const before = seen ?? partsNow(agent);
    const now = partsNow(agent);
    seen = now;
    const { finished, streaming } = before;
    const ids = finished === now.finished ? idsOf([...streaming, ...now.streaming]) : [...watchers.keys()];
    for (const id of ids) {
      if (findEntry(before, id) === findEntry(now, id)) continue;
      for (const watcher of watchers.get(id) ?? []) watcher();
    }
  }
});

function idsOf(entries: EntryParts['streaming']): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id));
}

function partsNow(agent: LiveAgent): EntryParts {
  return partsOf(sightOf(agent).getSnapshot());
}
