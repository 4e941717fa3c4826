import { SCHEMA_VERSION, type Envelope, type Event } from './event.ts';
import { envelopeShape, eventShapes } from './event-shapes.ts';
import { findNonJson } from './json.ts';
import { object, type Fields, type Shape } from './shape.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

const payloadShapes: ReadonlyMap<string, Shape<unknown>> = new Map(
  Object.entries<Fields<unknown>>(eventShapes).map(([type, fields]) => [type, object(fields)]),
);

/**
 * The value as an event, unchanged, after every field was checked.
 *
 * @throws TwelvefoldError `thread_file_invalid` that names the field.
 */
export function parseEvent(value: unknown): Event {
  const problem = findEventProblem(value);
  if (problem !== undefined) throw new TwelvefoldError('thread_file_invalid', `This is no event. ${problem}`);
  return value as Event;
}

/** What is wrong with an event, wherever it stands: a sentence, or `undefined` when nothing is. */
export function findEventProblem(value: unknown): string | undefined {
  if (isFromTheFuture(value)) {
    return `It was made by a newer version (schema ${value.v}; this one reads up to ${SCHEMA_VERSION}): upgrade @twelvefold/core.`;
  }
  const problem = envelopeShape(value, '');
  if (problem !== undefined) return problem;
  const { id, threadId, seq, type } = value as Envelope & { readonly type?: unknown };
  if (typeof type !== 'string') return '"type" must be a string that names an event.';
  const payload = payloadShapes.get(type);
  if (!payload) return `There is no event of type ${JSON.stringify(type)}.`;
  if (id !== `${threadId}/${seq}`)
    return `"id" must be ${JSON.stringify(`${threadId}/${seq}`)}, not ${JSON.stringify(id)}.`;
  return payload(value, '') ?? oddField(value as Envelope);
}

/** Field by field, as they were checked when they were logged: the event itself is no level of depth. */
function oddField(event: Envelope): string | undefined {
  for (const [key, value] of Object.entries(event)) {
    const path = findNonJson(value);
    if (path !== undefined) return `"${key}${path.slice(1)}" is not JSON.`;
  }
  return undefined;
}

function isFromTheFuture(value: unknown): value is { readonly v: number } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'v' in value &&
    typeof value.v === 'number' &&
    value.v > SCHEMA_VERSION
  );
}
