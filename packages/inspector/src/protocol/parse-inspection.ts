/*
 * What a page or a process says about its actors, in the protocol of `@statelyai/inspect`, parsed as what it is: something
 * that anybody may have sent.
 *
 *   @xstate.actor      an actor began: its name, its parent, the config of its machine, what it is
 *   @xstate.event      an event was sent to an actor, by another one or from outside
 *   @xstate.snapshot   what an actor is since then, and the event that it follows from
 */
import type { Json } from '@twelvefold/core';
import { plainCopy, type CopyLimits } from './plain-copy.ts';

/** One thing that was said about an actor. Plain JSON, no larger than the limits of the protocol. */
export type Inspection = ActorInspection | EventInspection | SnapshotInspection;

interface Said {
  /** Unique among the actors of one sender. */
  readonly sessionId: string;
  /** When it happened, by the sender's clock. */
  readonly atMs: number;
  /** About how many characters of memory it takes. */
  readonly chars: number;
}

export interface ActorInspection extends Said {
  readonly type: 'actor';
  readonly name: string;
  readonly parentId: string | undefined;
  /** The config of its machine; absent for a promise, a callback, or where it could not be read. */
  readonly config: Json | undefined;
  readonly snapshot: InspectedSnapshot;
}

export interface EventInspection extends Said {
  readonly type: 'event';
  readonly sourceId: string | undefined;
  readonly event: InspectedEvent;
}

export interface SnapshotInspection extends Said {
  readonly type: 'snapshot';
  readonly event: InspectedEvent | undefined;
  readonly snapshot: InspectedSnapshot;
}

export interface InspectedEvent {
  readonly type: string;
  readonly [field: string]: Json;
}

export type InspectedStatus = (typeof STATUSES)[number];

export interface InspectedSnapshot {
  readonly status: InspectedStatus;
  /** The state that a machine is in. */
  readonly value?: Json;
  readonly context?: Json;
  readonly output?: Json;
  readonly error?: Json;
  readonly tags?: Json;
}

export type ParsedInspection =
  | { readonly ok: true; readonly inspection: Inspection }
  /** Not said in this protocol, or in no way that can be read; `reason` is for the person who looks. */
  | { readonly ok: false; readonly reason: string };

/** A longer message is not even parsed. */
const MAX_MESSAGE_CHARS = 2_000_000;
const MAX_ID_CHARS = 400;
const VALUE: CopyLimits = { depth: 16, values: 5_000, textChars: 20_000, chars: 1_000_000 };
const CONFIG: CopyLimits = { depth: 64, values: 50_000, textChars: 5_000, chars: 2_000_000 };
const STATUSES = ['active', 'done', 'error', 'stopped'] as const;
const SHOWN = ['value', 'context', 'output', 'error', 'tags'] as const;

/** Whether this is said in the protocol at all: pages are sent messages by many, extensions of the browser among them. */
export function isInspectionLike(data: unknown): boolean {
  return isRecord(data) && typeof data['type'] === 'string' && data['type'].startsWith('@xstate.');
}

/** Parses a message as text, such as one over a WebSocket or a line of a file. */
export function parseInspectionText(text: string, receivedAtMs: number): ParsedInspection {
  if (text.length > MAX_MESSAGE_CHARS) return refused(`a message of ${text.length.toLocaleString('en-US')} characters`);
  try {
    return parseInspection(JSON.parse(text), receivedAtMs);
  } catch {
    return refused('a message that is not JSON');
  }
}

/** Parses a message. `receivedAtMs` is when it happened where the sender does not say. Never throws. */
export function parseInspection(data: unknown, receivedAtMs: number): ParsedInspection {
  if (!isRecord(data)) return refused('a message that is no object');
  const { type, sessionId } = data;
  if (!isId(sessionId)) return refused('a message that names no actor');
  const atMs = timeOf(data['createdAt']) ?? receivedAtMs;
  switch (type) {
    case '@xstate.actor':
      return parseActor(data, { sessionId, atMs });
    case '@xstate.event': {
      const event = parseEvent(data['event']);
      if (!event) return refused('an event without a type');
      const { chars, value } = event;
      return {
        ok: true,
        inspection: { type: 'event', sessionId, atMs, chars, sourceId: idOf(data['sourceId']), event: value },
      };
    }
    case '@xstate.snapshot': {
      const event = parseEvent(data['event']);
      const { snapshot, chars } = parseSnapshot(data['snapshot']);
      const said = { sessionId, atMs, chars: chars + (event?.chars ?? 0) };
      return { ok: true, inspection: { type: 'snapshot', ...said, event: event?.value, snapshot } };
    }
    default:
      return refused('a message of a type that this version does not know');
  }
}

function parseActor(data: Readonly<Record<string, unknown>>, said: Omit<Said, 'chars'>): ParsedInspection {
  const { snapshot, chars } = parseSnapshot(data['snapshot']);
  const config = parseConfig(data['definition']);
  const { sessionId } = said;
  return {
    ok: true,
    inspection: {
      type: 'actor',
      ...said,
      name: idOf(data['name']) ?? sessionId,
      parentId: idOf(data['parentId']),
      config: config?.value,
      snapshot,
      chars: chars + (config?.chars ?? 0),
    },
  };
}

/** The config of a machine has states; what else the package sends for one says no more than its name. */
function parseConfig(definition: unknown): { readonly value: Json; readonly chars: number } | undefined {
  if (typeof definition !== 'string' || definition.length > MAX_MESSAGE_CHARS) return undefined;
  try {
    const parsed: unknown = JSON.parse(definition);
    return isRecord(parsed) && isRecord(parsed['states']) ? plainCopy(parsed, CONFIG) : undefined;
  } catch {
    return undefined;
  }
}

function parseEvent(data: unknown): { readonly value: InspectedEvent; readonly chars: number } | undefined {
  if (!isRecord(data) || typeof data['type'] !== 'string' || data['type'] === '') return undefined;
  const { value, chars } = plainCopy(data, VALUE);
  return isEvent(value) ? { value, chars } : undefined;
}

function parseSnapshot(data: unknown): { readonly snapshot: InspectedSnapshot; readonly chars: number } {
  if (!isRecord(data)) return { snapshot: { status: 'active' }, chars: 0 };
  let chars = 0;
  const shown = SHOWN.flatMap((name) => {
    if (data[name] === undefined) return [];
    const copy = plainCopy(data[name], VALUE);
    chars += copy.chars;
    return [[name, copy.value] as const];
  });
  const status = STATUSES.find((known) => known === data['status']) ?? 'active';
  return { snapshot: { status, ...Object.fromEntries(shown) }, chars };
}

function isEvent(value: Json): value is InspectedEvent {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function isRecord(data: unknown): data is Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MAX_ID_CHARS;
}

function idOf(id: unknown): string | undefined {
  return isId(id) ? id : undefined;
}

/** The package says it in milliseconds, as a text. */
function timeOf(createdAt: unknown): number | undefined {
  const atMs = typeof createdAt === 'string' || typeof createdAt === 'number' ? Number(createdAt) : Number.NaN;
  return atMs > 0 && atMs < 8.64e15 ? atMs : undefined;
}

function refused(reason: string): ParsedInspection {
  return { ok: false, reason };
}
