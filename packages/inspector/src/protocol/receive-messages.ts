/*
 * The receiving end of `createBrowserInspector`: a window that it opened, or a frame that it loads.
 *
 *   opener or parent ◄── { type: '@statelyai.connected' } ── this page        anybody may hear that: it says nothing
 *                    ── postMessage(…, '*') ─────────────► from whom? ─ the opener's first origin: taken
 *                                                                     ├ any other: held until the person allows it
 *                                                                     └ blocked: dropped
 */
import { isInspectionLike } from './parse-inspection.ts';

/** A page that speaks to this one. */
export interface MessageSender {
  readonly id: string;
  /** As the browser tells it: `null` for a page that has none, such as a file. */
  readonly origin: string;
  readonly standing: 'allowed' | 'asks' | 'blocked';
  /** How many messages wait for an answer. */
  readonly held: number;
}

export interface MessageReceiver {
  readonly allow: (id: string) => void;
  readonly block: (id: string) => void;
  readonly senders: () => readonly MessageSender[];
  readonly stop: () => void;
}

export interface MessageReceiverOptions {
  /** Given what an allowed page said. */
  readonly onData: (data: unknown, senderId: string) => void;
  /** Told when a page asks, is allowed, is blocked or says that it is gone. */
  readonly onSenders: () => void;
  /** Default: the window of this page. */
  readonly window?: Window;
}

const CONNECTED = { type: '@statelyai.connected' } as const;
/** It is said again as long as nothing is heard: who hears it sends all that was said before. */
const WAITS_MS = [0, 500, 2_000];
const FRAME_WAITS_MS = [50, 500, 2_000];
const MAX_SENDERS = 20;
const MAX_HELD = 200;

/** Listens to the page that opened this window, or that this frame is in, and asks before it listens to any other one. */
export function receiveMessages({ onData, onSenders, window: own = window }: MessageReceiverOptions): MessageReceiver {
  const senders = new Map<string, Known>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nullIds = new Map<MessageEventSource, string>();
  const target = own.self === own.top ? (own.opener as Window | null) : own.parent;

  own.addEventListener('message', listen);
  if (own.document.readyState === 'complete') begin();
  else own.addEventListener('load', begin, { once: true });
  return {
    allow: (id) => {
      const sender = senders.get(id);
      if (!sender || sender.standing === 'allowed') return;
      sender.standing = 'allowed';
      for (const data of sender.held.splice(0)) onData(data, id);
      onSenders();
    },
    block: (id) => {
      const sender = senders.get(id);
      if (!sender) return;
      sender.standing = 'blocked';
      sender.held = [];
      onSenders();
    },
    senders: () => [...senders.values()].map((known) => ({ ...known, held: known.held.length })),
    stop: () => {
      clearTimeout(timer);
      own.removeEventListener('load', begin);
      own.removeEventListener('message', listen);
    },
  };

  /** A page that shows a frame knows its window only once the frame has loaded: what it says before that goes nowhere. */
  function begin(): void {
    const waits = own.self === own.top ? WAITS_MS : FRAME_WAITS_MS;
    connect(waits);
  }

  function connect([waitMs, ...more]: readonly number[]): void {
    if (waitMs === undefined || !target) return;
    timer = setTimeout(() => {
      if ([...senders.values()].some(({ isTarget }) => isTarget)) return;
      // To whoever it is: this page cannot know its origin, and gives nothing away.
      target.postMessage(CONNECTED, '*');
      connect(more);
    }, waitMs);
  }

  function listen({ data, origin, source }: MessageEvent<unknown>): void {
    // What this page posts to itself is an extension's or a tool's.
    if (!source || source === own || !isInspectionLike(data)) return;
    const sender = senderOf(origin, source);
    if (sender?.standing === 'allowed') onData(data, sender.id);
    else if (sender?.standing === 'asks' && sender.held.length < MAX_HELD) {
      sender.held.push(data);
      onSenders();
    }
  }

  function senderOf(origin: string, source: MessageEventSource): Known | undefined {
    const id = idOf(origin, source);
    const known = senders.get(id);
    if (known || senders.size >= MAX_SENDERS) return known;
    // The opener may go elsewhere: it is believed under the origin that it spoke from first.
    const isFirst = source === target && ![...senders.values()].some(({ isTarget }) => isTarget);
    const sender: Known = { id, origin, standing: isFirst ? 'allowed' : 'asks', held: [], isTarget: source === target };
    senders.set(id, sender);
    onSenders();
    return sender;
  }

  /** All pages without an origin have the same one, so each window of them counts as its own. */
  function idOf(origin: string, source: MessageEventSource): string {
    if (origin !== 'null') return origin;
    const id = nullIds.get(source) ?? `null (${nullIds.size + 1})`;
    nullIds.set(source, id);
    return id;
  }
}

interface Known {
  readonly id: string;
  readonly origin: string;
  readonly isTarget: boolean;
  standing: MessageSender['standing'];
  held: unknown[];
}
