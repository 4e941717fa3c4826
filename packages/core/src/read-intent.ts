/*
 * Intents come from anywhere (a page, a webhook, a button in a chat), so what arrives is unknown until it was read here.
 */
import type { Intent, Rejection, Report } from './intent.ts';
import { isJsonObject, toJson, type Json } from './json.ts';
import { refuse } from './ruling.ts';

type Check = (value: Json | undefined) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isId: Check = (value) => typeof value === 'string' && value !== '';
const isFlag: Check = (value) => typeof value === 'boolean';
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
  'call.approve': { ...vote, remember: optional(isFlag) },
  'call.deny': { ...vote, reason: optional(isText), suggestion: optional(isText) },
  'undo.request': { threadId: isText, callId: isText, by: isActor, reason: optional(isText) },
  'rule.add': { threadId: isText, tool: isText, by: isActor },
  'rule.revoke': { threadId: isText, ruleId: isText, by: isActor },
  'human.answer': { threadId: isText, askId: isText, by: isActor },
  'call.resolve': { threadId: isText, callId: isText, attempt: isNumber, resolution: isResolution, by: isActor },
  'run.pause': { by: isActor },
  'run.resume': { by: isActor },
  'run.retry': { by: isActor },
  'run.cancel': { by: isActor, reason: optional(isText) },
  'limit.raise': { limit: isText, max: isNumber, by: isActor },
};

/**
 * Reads what arrived from outside as an intent, for servers: what is none (a report, too) is refused. The result is a JSON
 * copy that the sender can no longer change, with every field checked. Who sent it is for the server to know: set `by`
 * from the session, whatever the value says. [R56]
 *
 * @example
 * const intent = readIntent(await request.json());
 * if ('code' in intent) return Response.json(intent, { status: 400 });
 * decide(desk, state, { ...intent, by: { kind: 'person', id: session.userId } }, at);
 */
export function readIntent(value: unknown): Intent | Rejection {
  const copy = toJson(value);
  if (!copy.ok) return refuse('not_json', `The log takes JSON only; ${copy.path} is something else.`);
  if (!isJsonObject(copy.value)) return noRequest();
  const fields = copy.value;
  const { type } = fields;
  if (!isIntentType(type)) return refuse('malformed', 'Nobody outside may make a request of this type.');
  const wrong = Object.entries(shapes[type]).find(([name, check]) => !check(fields[name]));
  return wrong ? refuse('malformed', `Give this ${type} a valid "${wrong[0]}".`) : (fields as unknown as Intent);
}

/** The command as the engine may trust it: an intent is read; a report is the host's own, and each field is read once. */
export function readCommand(command: Intent | Report): Intent | Report | Rejection {
  if (typeof command !== 'object' || command === null) return noRequest();
  try {
    const fields = { ...command };
    return isIntentType(fields.type) ? readIntent(fields) : fields;
  } catch {
    return refuse('malformed', 'This request cannot be read.');
  }
}

function noRequest(): Rejection {
  return refuse('malformed', 'A request is an object with a type.');
}

function isIntentType(type: unknown): type is Intent['type'] {
  return typeof type === 'string' && Object.hasOwn(shapes, type);
}
