import { SCHEMA_VERSION, type Envelope, type Event } from './event.ts';
import { envelopeFields, eventShapes } from './event-shapes.ts';
import { findNonJsonField } from './json.ts';
import { object, sentence, text, type Fields, type Shape } from './shape.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

const envelopeShape: Shape<Envelope> = object(envelopeFields);
/** Made when the first event is checked, not when this is imported. */
let shapes: ReadonlyMap<unknown, Shape<unknown>> | undefined;

/**
 * The value as an event, unchanged, after every field was checked.
 *
 * @throws TwelvefoldError `thread_file_invalid` that names the field.
 */
export function parseEvent(value: unknown): Event {
  const problem = findEventProblem(value) ?? oddField(value as Event);
  if (problem !== undefined) throw new TwelvefoldError('thread_file_invalid', `This is no event. ${problem}`);
  return value as Event;
}

/**
 * What is wrong with an event, wherever it stands: a sentence, or `undefined` when nothing is. One pass that allocates nothing
 * for an event that is right, because whole logs go through it: the value is one that `JSON.parse` or a structured clone made.
 */
export function findEventProblem(value: unknown): string | undefined {
  const event = value as Partial<Event> | null | undefined;
  const shape = (shapes ??= shapesByType()).get(event?.type);
  if (!shape || !isOfThisVersion(event?.v)) return strangerProblem(value);
  const flaw = shape(value);
  if (flaw) return sentence(flaw);
  const { id, threadId, seq } = event as Event;
  if (isIdOf(id, threadId, seq)) return undefined;
  return `"id" must be ${JSON.stringify(`${threadId}/${seq}`)}, not ${JSON.stringify(id)}.`;
}

function shapesByType(): ReadonlyMap<unknown, Shape<unknown>> {
  const all = Object.entries<Fields<unknown>>(eventShapes);
  return new Map(all.map(([type, fields]) => [type, object<unknown>({ ...envelopeFields, type: text, ...fields })]));
}

/** Whether it is `<threadId>/<seq>`, without making that. */
function isIdOf(id: string, threadId: string, seq: number): boolean {
  let at = id.length;
  for (let rest = seq; rest >= 1; rest = Math.floor(rest / 10))
    if (id.charCodeAt(--at) !== 48 + (rest % 10)) return false;
  return --at === threadId.length && id[at] === '/' && id.startsWith(threadId);
}

/** What is wrong with what has no type that is known here, or a newer schema. */
function strangerProblem(value: unknown): string | undefined {
  if (isFromTheFuture(value)) {
    return `It was made by a newer version (schema ${value.v}; this one reads up to ${SCHEMA_VERSION}): upgrade @twelvefold/core.`;
  }
  const flaw = envelopeShape(value);
  if (flaw && flaw.path !== '.type') return sentence(flaw);
  const { type } = value as { readonly type?: unknown };
  if (typeof type !== 'string') return '"type" must be a string that names an event.';
  return `There is no event of type ${JSON.stringify(type)}.`;
}

/** A getter says something else each time: for values that a program made. */
function oddField(event: Event): string | undefined {
  const path = findNonJsonField(event);
  return path === undefined ? undefined : `"${path.slice(1)}" is not JSON.`;
}

function isOfThisVersion(v: unknown): boolean {
  return typeof v === 'number' && v <= SCHEMA_VERSION;
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
