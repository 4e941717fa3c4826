import { createMemoryStore, TwelvefoldError, type ThreadStore } from '@twelvefold/core';
import { createIndexedDbStore } from '@twelvefold/stores/indexeddb';
import { labels } from '../../labels.ts';
import { AGENT_NAME } from '../agent/desk-agent.ts';
import { createOwnRunners, type OwnRunners, type TabMemory } from './own-runners.ts';
import { UNFINISHED } from './phases.ts';
import { tabMemory } from './tab-memory.ts';

const KEY = 'copilot-thread';
const DATABASE = 'twelvefold-demo-threads';

/** Where this page's conversations are kept. */
export interface Threads {
  readonly store: ThreadStore;
  /** Why they are kept no longer than this page; absent where they are. */
  readonly warning?: string;
  readonly runners: OwnRunners;
  /** The conversation to begin with: the one that this tab showed last, else one that is not over; else a new one. */
  readonly first: string | undefined;
  /** Says which one this tab shows, so that a reload stays there. */
  readonly remember: (threadId: string | undefined) => void;
}

/** Opens the browser's store, or one in memory where the browser refuses. */
export async function openThreads(
  kept: ThreadStore = createIndexedDbStore({ name: DATABASE }),
  memory: TabMemory = tabMemory(),
): Promise<Threads> {
  const runners = createOwnRunners(memory);
  const remember = (threadId = ''): void => memory.setItem(KEY, threadId);
  try {
    const store = runners.noted(kept);
    return { store, runners, remember, first: await firstThread(store, memory.getItem(KEY)) };
  } catch (error) {
    return { store: createMemoryStore(), runners, remember, first: undefined, warning: warningOf(error) };
  }
}

/** An empty memory is of a tab that showed a new conversation. */
async function firstThread(store: ThreadStore, last: string | null): Promise<string | undefined> {
  const { threads } = await store.list(
    last ? { threadIds: [last] } : { agent: AGENT_NAME, phases: UNFINISHED, limit: 1 },
  );
  return last === '' ? undefined : (last ? threads.find(({ threadId }) => threadId === last) : threads[0])?.threadId;
}

function warningOf(error: unknown): string {
  const isNewer = TwelvefoldError.isInstance(error) && error.code === 'store_newer';
  return isNewer ? labels.copilot.threads.newer : labels.copilot.threads.notKept;
}
