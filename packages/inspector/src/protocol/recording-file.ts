import type { Json, JsonObject } from '@twelvefold/core';
import { parseInspectionText } from './parse-inspection.ts';
import type { Recording, RecordedActor, RecordedRow, RecordingView } from './recording.ts';

/** What came of reading a file. */
export interface ReadRecording {
  readonly read: number;
  readonly left: number;
  /** Why the first line that was left aside was. */
  readonly reason: string | undefined;
}

const VERSION = '0.7.2';

/**
 * A recording as JSON Lines: one message of the protocol a line, as it would be sent, so that other viewers can read it, too.
 * Actors stand first, since the rows that introduced them may have made room.
 */
export function toRecordingFile({ actors, rows }: RecordingView): string {
  const byKey = new Map(actors.map((actor) => [actor.key, actor]));
  const lines = [
    ...actors.map(introduction),
    ...rows.flatMap((row) => {
      const actor = byKey.get(row.actorKey);
      return actor && row.kind !== 'actor' ? [messageOf(row, actor, byKey)] : [];
    }),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Adds what a file says to a recording. Lines that say nothing in the protocol are left aside. */
export function readRecordingFile(text: string, name: string, recording: Pick<Recording, 'add'>): ReadRecording {
  let read = 0;
  let left = 0;
  let reason: string | undefined;
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const parsed = parseInspectionText(line, 0);
    if (parsed.ok) {
      recording.add(`${name}${senderIn(line)}`, parsed.inspection);
      read++;
    } else {
      reason ??= parsed.reason;
      left++;
    }
  }
  return { read, left, reason };
}

function introduction(actor: RecordedActor): JsonObject {
  const { name, config, parentKey, sender, snapshot, startedAtMs } = actor;
  return {
    type: '@xstate.actor',
    ...envelope(actor, startedAtMs),
    name,
    ...(config !== undefined && { definition: JSON.stringify(config) }),
    ...(parentKey !== undefined && { parentId: parentKey.slice(sender.length + 1) }),
    snapshot: { ...snapshot },
  };
}

function messageOf(row: RecordedRow, actor: RecordedActor, byKey: ReadonlyMap<string, RecordedActor>): JsonObject {
  const said = envelope(actor, row.atMs);
  const event: Json = row.event ? { ...row.event } : { type: '' };
  if (row.kind === 'snapshot') return { type: '@xstate.snapshot', ...said, event, snapshot: { ...row.snapshot } };
  const source = row.sourceKey === undefined ? undefined : byKey.get(row.sourceKey);
  return { type: '@xstate.event', ...said, ...(source && { sourceId: source.sessionId }), event };
}

function envelope({ sessionId, sender }: RecordedActor, atMs: number): JsonObject {
  return { sessionId, createdAt: String(atMs), id: null, _version: VERSION, _sender: sender };
}

/** Actors of several senders may have the same ids. */
function senderIn(line: string): string {
  const { _sender: sender } = JSON.parse(line) as { readonly _sender?: unknown };
  return typeof sender === 'string' ? ` (${sender.slice(0, 200)})` : '';
}
