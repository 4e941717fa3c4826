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
  /** Of the messages, as they are sent. */
  readonly maxBytes: number;
  readonly maxActors: number;
  /** Of the introductions. */
  readonly maxActorBytes: number;
}

/** Enough to see what led here, little enough to be sent at once to whoever opens a page, who would else be let go. */
const LIMITS: RelayLimits = {
  maxMessages: 1_000,
  maxBytes: 20_000_000,
  maxActors: 200,
  maxActorBytes: 10_000_000,
};

export function createRelayMessages(limits: RelayLimits = LIMITS): RelayMessages {
  const actors = new Map<string, Sent>();
  const recent = new Set<Kept>();
  let bytes = 0;
  let actorBytes = 0;
  return {
    take: (text, sender) => {
      const said = parse(text, sender);
      if (!said) return undefined;
      if (said.actor !== undefined) introduce(said.actor, said);
      recent.add(said);
      bytes += said.bytes;
      makeRoom();
      return said.text;
    },
    kept: () => {
      const introduced = new Set([...recent].flatMap(({ actor }) => actor ?? []));
      const before = [...actors].flatMap(([actor, { text }]) => (introduced.has(actor) ? [] : [text]));
      return [...before, ...[...recent].map(({ text }) => text)];
    },
  };

  function introduce(actor: string, said: Sent): void {
    forget(actor);
    actors.set(actor, said);
    actorBytes += said.bytes;
    for (const oldest of actors.keys()) {
      if (actors.size <= limits.maxActors && actorBytes <= limits.maxActorBytes) return;
      forget(oldest);
    }
  }

  function forget(actor: string): void {
    actorBytes -= actors.get(actor)?.bytes ?? 0;
    actors.delete(actor);
  }

  /** A set gives its oldest member at once, where an array would move all others. */
  function makeRoom(): void {
    for (const oldest of recent) {
      if (recent.size <= limits.maxMessages && bytes <= limits.maxBytes) return;
      recent.delete(oldest);
      bytes -= oldest.bytes;
    }
  }
}

interface Sent {
  readonly text: string;
  readonly bytes: number;
}

interface Kept extends Sent {
  /** Whom it introduces. */
  readonly actor: string | undefined;
}

/** A message as it is passed on; nothing for one that is not in the protocol, or so deep that it could not be written again. */
function parse(given: string, sender: number): Kept | undefined {
  try {
    const message = JSON.parse(given) as Readonly<Record<string, unknown>> | null;
    const type = message?.['type'];
    if (typeof type !== 'string' || !type.startsWith('@xstate.')) return undefined;
    // Two processes may have actors of the same id: viewers tell them apart by this.
    const text = JSON.stringify({ ...message, _sender: String(sender) });
    const actor = type === '@xstate.actor' ? `${sender} ${String(message?.['sessionId'])}` : undefined;
    return { text, bytes: Buffer.byteLength(text), actor };
  } catch {
    return undefined;
  }
}
