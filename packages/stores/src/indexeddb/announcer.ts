import { createListeners, type Listeners } from '@twelvefold/core/store';

/** Tells this tab and all others of the same database which thread has changed. */
export interface Announcer extends Pick<Listeners, 'subscribe' | 'subscribeAll'> {
  /** Here at once, elsewhere soon. With `seq` 0 the thread is gone. */
  announce(threadId: string, seq: number): void;
}

export interface AnnouncerOptions {
  readonly database: string;
  /** The last `seq` of each of these threads, 0 where there is none. */
  readonly seqsOf: (threadIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** From then on nobody here is told anything. */
  readonly closing: AbortSignal;
}

interface Change {
  readonly threadId: string;
  readonly seq: number;
}

/** Where tabs cannot talk to each other, everybody looks this often. */
const POLL_MS = 1_000;

/** Nothing is opened before the first call, so that a store can be made on a server. */
export function createAnnouncer({ database, seqsOf, closing }: AnnouncerOptions): Announcer {
  const listeners = createListeners();
  let channel: BroadcastChannel | undefined;
  let poll: ReturnType<typeof setInterval> | undefined;
  closing.addEventListener('abort', () => {
    clearInterval(poll);
    channel?.close();
    channel = undefined;
  });

  return {
    subscribe: (threadId, listener) => keep(listeners.subscribe(threadId, listener)),
    subscribeAll: (listener) => keep(listeners.subscribeAll(listener)),
    announce: (threadId, seq) => {
      const change: Change = { threadId, seq };
      const to = open();
      to?.postMessage(change);
      // What was begun before the store was closed is told elsewhere all the same.
      if (closing.aborted) to?.close();
      else listeners.tell(threadId, seq);
    },
  };

  function keep(unsubscribe: () => void): () => void {
    if (isBrowser() && !open()) poll ??= setInterval(() => void look(), POLL_MS);
    return () => {
      unsubscribe();
      if (listeners.hasAny()) return;
      clearInterval(poll);
      poll = undefined;
    };
  }

  function open(): BroadcastChannel | undefined {
    if (channel || !isBrowser()) return channel;
    let opened: BroadcastChannel;
    try {
      opened = new BroadcastChannel(`twelvefold:${database}`);
    } catch {
      return undefined;
    }
    if (closing.aborted) return opened;
    channel = opened;
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (isChange(data)) listeners.tell(data.threadId, data.seq);
    });
    // A page in the back/forward cache hears nothing: whoever comes back from there looks.
    const cameBack = ({ persisted }: PageTransitionEvent): void => {
      if (persisted) void look();
    };
    globalThis.addEventListener('pageshow', cameBack, { signal: closing });
    return channel;
  }

  /** Tells everybody, who may know it already; lists too, whatever the threads that somebody listens to say. */
  async function look(): Promise<void> {
    const threadIds = listeners.threadIds();
    const seqs = await seqsOf(threadIds).catch(() => new Map<string, number>());
    if (closing.aborted) return;
    for (const [threadId, seq] of seqs) listeners.tell(threadId, seq);
    if (seqs.size === 0) listeners.tell('');
  }
}

/** On a server nothing will ever change, and an open channel would keep its process from ending. */
function isBrowser(): boolean {
  return typeof indexedDB !== 'undefined';
}

function isChange(data: unknown): data is Change {
  return (
    typeof data === 'object' &&
    data !== null &&
    'threadId' in data &&
    typeof data.threadId === 'string' &&
    'seq' in data &&
    Number.isSafeInteger(data.seq)
  );
}
