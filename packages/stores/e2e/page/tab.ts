import { stamp, type EventDraft, type Presence } from '@twelvefold/core';
import { storeContract } from '@twelvefold/testing/store-contract';
import { createIndexedDbStore } from '../../src/indexeddb/index.ts';

const store = createIndexedDbStore({ name: 'tabs' });
const by = { kind: 'person', id: 'ann' } as const;
const heard: (number | undefined)[] = [];
const learnt: string[] = [];
let learntAtMs = 0;
let changes = 0;
let leading = new AbortController();

function learn(what: string): void {
  learnt.push(what);
  learntAtMs = Date.now();
}

function presence(): Presence {
  if (!store.presence) throw new Error('This page has no Web Locks.');
  return store.presence;
}

/** The contract's case of a full disk. The quota is low from the beginning: a browser looks at it now and then. */
const fullDisk = storeContract({
  begin: async () => ({ open: async () => store, end: async () => undefined }),
  fill: async () => () => liftQuota(),
}).find(({ name }) => name.includes('a full disk'));

/** From the test, which has the browser's tools. */
declare const liftQuota: () => Promise<void>;

/** What the tests do in a tab. */
export const tab = {
  store,
  heard,
  learnt,
  learntAtMs: (): number => learntAtMs,
  changes: (): number => changes,
  /** Why the back/forward cache did not have this page. */
  notRestored: (): string => JSON.stringify(performance.getEntriesByType('navigation')),

  /** Begins a thread of one event. */
  begin: (threadId: string) =>
    store.append(
      threadId,
      0,
      stamp([{ type: 'thread.started', agent: { name: 'desk', version: '1' } }], { threadId, seq: 0, atMs: 1 }),
    ),
  /** Appends one message behind `seq`, and says what came of it. */
  say: async (threadId: string, seq: number, text: string) => {
    const draft: EventDraft = { type: 'message.received', source: 'ui', text, by };
    try {
      return await store.append(threadId, seq, stamp([draft], { threadId, seq, atMs: 2 }));
    } catch (thrown) {
      return { code: (thrown as { code?: string }).code, message: (thrown as Error).message };
    }
  },
  /** Appends messages as fast as it can, each behind the newest event that it knows of; says which of its own were in. */
  race: async (threadId: string, name: string, wins: number): Promise<readonly string[]> => {
    const won: string[] = [];
    for (let seq = 1; won.length < wins;) {
      const text = `${name} ${won.length}`;
      const result = await tab.say(threadId, seq, text);
      if (!('ok' in result)) throw new Error(result.message);
      if (result.ok) won.push(text);
      seq = result.ok ? seq + 1 : result.seq;
    }
    return won;
  },
  fullDisk: async (): Promise<string> => {
    await fullDisk?.run();
    return fullDisk?.name ?? '';
  },
  texts: async (threadId: string): Promise<readonly string[]> =>
    (await store.read(threadId)).map((event) => ('text' in event ? String(event.text) : event.type)),

  checkpointSeq: async (threadId: string, version: string) => (await store.readCheckpoint(threadId, version))?.seq,

  subscribe: (threadId: string): void => void store.subscribe(threadId, (seq) => heard.push(seq)),
  subscribeAll: (): void => void store.subscribeAll?.(() => changes++),

  enter: async (): Promise<string> => (await presence().enter()).runner,
  enterAndLeave: async (): Promise<string> => {
    const { runner, leave } = await presence().enter();
    leave();
    return runner;
  },
  /** Notes in `learnt` that the runner is gone. */
  watch: (runner: string): void =>
    void presence()
      .untilGone(runner, new AbortController().signal)
      .then(() => learn(`${runner} is gone`)),
  /** Notes in `learnt` that this tab leads. */
  seekLead: (threadId: string): void =>
    void presence()
      .lead(threadId, leading.signal)
      .then(
        () => learn(`leads ${threadId}`),
        (reason: unknown) => learn(`does not lead: ${String(reason)}`),
      ),
  endLead: (): void => {
    leading.abort('enough');
    leading = new AbortController();
  },
};

Object.assign(globalThis, { tab });
