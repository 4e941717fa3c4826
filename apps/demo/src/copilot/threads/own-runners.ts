import type { Presence, ThreadStore } from '@twelvefold/core';

const KEY = 'copilot-runners';

/** What a tab remembers of itself, also after it was reloaded. */
export type TabMemory = Pick<Storage, 'getItem' | 'setItem'>;

/** Which runners were this tab's, before it was reloaded, too. */
export interface OwnRunners {
  /** The same store, which notes under which names this tab enters. */
  readonly noted: (store: ThreadStore) => ThreadStore;
  readonly has: (runner: string) => boolean;
}

/** The runners of the tab whose memory it is. */
export function createOwnRunners(memory: TabMemory): OwnRunners {
  const known = new Set(read(memory));
  const note = ({ enter, ...presence }: Presence): Presence => ({
    ...presence,
    enter: async () => {
      const attendance = await enter();
      known.add(attendance.runner);
      memory.setItem(KEY, JSON.stringify([...known].slice(-KEPT)));
      return attendance;
    },
  });
  return {
    noted: (store) => (store.presence ? { ...store, presence: note(store.presence) } : store),
    has: (runner) => known.has(runner),
  };
}

const KEPT = 50;

function read(memory: TabMemory): readonly string[] {
  try {
    const kept: unknown = JSON.parse(memory.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((runner) => typeof runner === 'string') : [];
  } catch {
    return [];
  }
}
