/*
 * What a relay keeps for those who come late: the last messages, and the last introduction of each actor, which says what its
 * machine looks like and may be much older.
 */

export interface RelayMessages {
  /** Keeps a message, and gives it as it is passed on; nothing for one that is not in the protocol. */
  readonly take: (text: string, sender: number) => string | undefined;
  /** All that is kept, in an order in which it can be understood. */
  readonly kept: () => readonly string[];
}

export interface RelayLimits {
  readonly maxMessages: number;
  readonly maxChars: number;
  readonly maxActors: number;
}

/** Enough to see what led here, little enough to be sent to whoever opens a page. */
const LIMITS: RelayLimits = { maxMessages: 1_000, maxChars: 20_000_000, maxActors: 200 };

export function createRelayMessages(limits: RelayLimits = LIMITS): RelayMessages {
  const actors = new Map<string, string>();
  const recent = new Set<Kept>();
  let chars = 0;
  return {
    take: (text, sender) => {
      const message = parse(text);
      if (!message) return undefined;
      // Two processes may have actors of the same id: viewers tell them apart by this.
      const passed = JSON.stringify({ ...message, _sender: String(sender) });
      const actor = message.type === '@xstate.actor' ? `${sender} ${String(message['sessionId'])}` : undefined;
      if (actor !== undefined) introduce(actor, passed);
      recent.add({ text: passed, actor });
      chars += passed.length;
      makeRoom();
      return passed;
    },
    kept: () => {
      const introduced = new Set([...recent].flatMap(({ actor }) => actor ?? []));
      const before = [...actors].flatMap(([actor, text]) => (introduced.has(actor) ? [] : [text]));
      return [...before, ...[...recent].map(({ text }) => text)];
    },
  };

  function introduce(actor: string, text: string): void {
    actors.delete(actor);
    actors.set(actor, text);
    const [oldest] = actors.keys();
    if (actors.size > limits.maxActors && oldest !== undefined) actors.delete(oldest);
  }

  /** A set gives its oldest member at once, where an array would move all others. */
  function makeRoom(): void {
    for (const oldest of recent) {
      if (recent.size <= limits.maxMessages && chars <= limits.maxChars) return;
      recent.delete(oldest);
      chars -= oldest.text.length;
    }
  }
}

interface Kept {
  readonly text: string;
  /** Whom it introduces. */
  readonly actor: string | undefined;
}

function parse(text: string): ({ readonly type: string } & Readonly<Record<string, unknown>>) | undefined {
  try {
    const message = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
    const type = message?.['type'];
    return typeof type === 'string' && type.startsWith('@xstate.') ? { ...message, type } : undefined;
  } catch {
    return undefined;
  }
}
