/*
 * What was said about actors, kept as far as there is room: the newest of all that happened, and each actor's last word.
 *
 *   add ─→ rows    a ring: the oldest go first, by number and by size
 *        └→ actors  each with its machine, its parent and what it is now; those that ended long ago go first
 */
import type { Json } from '@twelvefold/core';
import type { Inspection, InspectedEvent, InspectedSnapshot, InspectedStatus } from './parse-inspection.ts';

/** One thing that happened. */
export interface RecordedRow {
  /** From 1, never used again. */
  readonly id: number;
  readonly atMs: number;
  readonly kind: Inspection['type'];
  /** Whom it happened to. */
  readonly actorKey: string;
  /** Who sent the event, where an actor did. */
  readonly sourceKey: string | undefined;
  readonly event: InspectedEvent | undefined;
  readonly snapshot: InspectedSnapshot | undefined;
  readonly chars: number;
}

export interface RecordedActor {
  /** Unique among all senders. */
  readonly key: string;
  readonly sessionId: string;
  /** Who told of it, as `window https://app.example`. */
  readonly sender: string;
  readonly name: string;
  readonly parentKey: string | undefined;
  /** The config of its machine. */
  readonly config: Json | undefined;
  readonly status: InspectedStatus;
  readonly snapshot: InspectedSnapshot;
  readonly startedAtMs: number;
  /** Actors that were heard of earlier have a lower one. */
  readonly order: number;
  /** It was heard of before it was introduced, so its machine may never be known. */
  readonly isUnannounced: boolean;
}

/** What there is now. Another one after each change. */
export interface RecordingView {
  readonly actors: readonly RecordedActor[];
  readonly rows: readonly RecordedRow[];
  /** How many rows had to make room. */
  readonly dropped: number;
}

export interface Recording {
  readonly add: (sender: string, inspection: Inspection) => void;
  readonly clear: () => void;
  readonly get: () => RecordingView;
  /** Calls `listener` after changes, soon, and once for many. Returns the unsubscribe function. */
  readonly subscribe: (listener: () => void) => () => void;
}

export interface RecordingOptions {
  readonly maxRows?: number;
  readonly maxChars?: number;
  readonly maxActors?: number;
  /** Calls once, soon. Default: in 80 ms, since nobody reads faster. */
  readonly soon?: (run: () => void) => void;
}

const TOLD_AFTER_MS = 80;

export const NOTHING_RECORDED: RecordingView = { actors: [], rows: [], dropped: 0 };

export function createRecording(options: RecordingOptions = {}): Recording {
  const {
    maxRows = 5_000,
    maxChars = 30_000_000,
    maxActors = 500,
    soon = (run) => void setTimeout(run, TOLD_AFTER_MS),
  } = options;
  const listeners = new Set<() => void>();
  let actors = new Map<string, RecordedActor>();
  let rows: RecordedRow[] = [];
  let chars = 0;
  let nextId = 1;
  let dropped = 0;
  let view = NOTHING_RECORDED;
  let isStale = false;
  let isTelling = false;

  return {
    add: (sender, inspection) => {
      const key = actorKey(sender, inspection.sessionId);
      // Deleted first, so that the one heard of last stands last.
      const known = actors.get(key);
      actors.delete(key);
      actors.set(key, afterSaid(known ?? unannounced(key, sender, inspection, nextId), sender, inspection));
      const row = toRow(nextId++, key, sender, inspection);
      rows.push(row);
      chars += row.chars;
      makeRoom();
      changed();
    },
    clear: () => {
      // An actor that lives on will be told of no more: its machine is known from its beginning only.
      actors = new Map([...actors].filter(([, { status }]) => status === 'active'));
      rows = [];
      chars = 0;
      dropped = 0;
      changed();
    },
    get: () => {
      if (isStale) view = { actors: ordered(actors), rows: [...rows], dropped };
      isStale = false;
      return view;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };

  function makeRoom(): void {
    while (rows.length > 1 && (rows.length > maxRows || chars > maxChars)) {
      chars -= rows.shift()?.chars ?? 0;
      dropped++;
    }
    if (actors.size <= maxActors) return;
    const [oldest] = actors.keys();
    const ended = [...actors.values()].find(({ status }) => status !== 'active')?.key ?? oldest;
    if (ended !== undefined) actors.delete(ended);
  }

  function changed(): void {
    isStale = true;
    if (isTelling) return;
    isTelling = true;
    soon(() => {
      isTelling = false;
      for (const listener of listeners) listener();
    });
  }
}

/** What an actor is called among those of all senders. */
function actorKey(sender: string, sessionId: string): string {
  return `${sender} ${sessionId}`;
}

function toRow(id: number, key: string, sender: string, said: Inspection): RecordedRow {
  return {
    id,
    atMs: said.atMs,
    kind: said.type,
    actorKey: key,
    sourceKey: said.type === 'event' && said.sourceId !== undefined ? actorKey(sender, said.sourceId) : undefined,
    event: said.type === 'actor' ? undefined : said.event,
    snapshot: said.type === 'event' ? undefined : said.snapshot,
    // A row is more than what was said in it.
    chars: said.chars + 200,
  };
}

function unannounced(key: string, sender: string, { sessionId, atMs }: Inspection, order: number): RecordedActor {
  const snapshot = { status: 'active' } as const;
  const name = sessionId;
  return {
    key,
    sessionId,
    sender,
    name,
    parentKey: undefined,
    config: undefined,
    status: 'active',
    snapshot,
    startedAtMs: atMs,
    order,
    isUnannounced: true,
  };
}

function afterSaid(actor: RecordedActor, sender: string, said: Inspection): RecordedActor {
  if (said.type === 'event') return actor;
  const { snapshot } = said;
  const { status } = snapshot;
  if (said.type === 'snapshot') return { ...actor, snapshot, status };
  const { name, parentId, config } = said;
  const parentKey = parentId === undefined ? undefined : actorKey(sender, parentId);
  return { ...actor, name, parentKey, config: config ?? actor.config, snapshot, status, isUnannounced: false };
}

/** In the order in which they were heard of. */
function ordered(actors: ReadonlyMap<string, RecordedActor>): readonly RecordedActor[] {
  return [...actors.values()].toSorted((a, b) => a.order - b.order);
}
