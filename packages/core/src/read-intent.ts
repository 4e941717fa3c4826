/*
 * Intents come from anywhere (a page, a webhook, a button in a chat), so what arrives is unknown until it was read here.
 */
import type { Intent, Rejection, Report } from './intent.ts';
import { isJsonObject, toJson, type Json } from './json.ts';
import { refuse } from './ruling.ts';

type Check = (value: Json | undefined) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isId: Check = (value) => typeof value === 'string' && value !== '';
const isNumber: Check = (value) => typeof value === 'number';
const isGiven: Check = (value) => value !== undefined;
const isObject: Check = (value) => isJsonObject(value);
const isActor: Check = (value) =>
  isJsonObject(value) &&
  isOneOf('person', 'system', 'agent')(value.kind) &&
  isId(value.id) &&
  optional(isText)(value.name);
const isResolution: Check = (value) =>
  isJsonObject(value) &&
  isOneOf('happened', 'retry', 'give_up')(value.kind) &&
  (value.kind !== 'happened' || isGiven(value.output));

function isOneOf(...allowed: readonly string[]): Check {
  return (value) => typeof value === 'string' && allowed.includes(value);
}

function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

const vote = { threadId: isText, callId: isText, inputHash: isText, by: isActor };

/** The fields of every intent; answers are checked against their question, edits against their tool's schema. */
const shapes: { readonly [T in Intent['type']]: Readonly<Record<string, Check>> } = {
  'message.send': {
    text: isText,
    by: isActor,
    source: optional(isOneOf('ui', 'webhook', 'slack', 'email', 'cron', 'agent')),
    data: optional(isObject),
  },
  'context.prefetch': { key: isText, data: isGiven },
  'call.approve': vote,
  'call.deny': { ...vote, reason: optional(isText) },
  'human.answer': { threadId: isText, askId: isText, by: isActor },
  'call.resolve': { threadId: isText, callId: isText, attempt: isNumber, resolution: isResolution, by: isActor },
  'run.pause': { by: isActor },
  'run.resume': { by: isActor },
  'run.retry': { by: isActor },
  'run.cancel': { by: isActor, reason: optional(isText) },
  'limit.raise': { limit: isText, max: isNumber, by: isActor },
};

/**
 * The command as the engine may trust it: an intent becomes a JSON copy that the sender can no longer change, with every
 * field checked; a report is the host's own and passes as it is. [R56]
 */
export function readCommand(command: Intent | Report): Intent | Report | Rejection {
  if (typeof command !== 'object' || command === null)
    return refuse('malformed', 'A request is an object with a type.');
  const { type } = command;
  if (!isIntentType(type)) return command;
  const copy = toJson(command);
  if (!copy.ok) return refuse('not_json', `The log takes JSON only; ${copy.path} is something else.`);
  const fields = copy.value as Readonly<Record<string, Json>>;
  const wrong = Object.entries(shapes[type]).find(([name, check]) => !check(fields[name]));
  return wrong ? refuse('malformed', `Give this ${type} a valid "${wrong[0]}".`) : (copy.value as unknown as Intent);
}

function isIntentType(type: string): type is Intent['type'] {
  return Object.hasOwn(shapes, type);
}
