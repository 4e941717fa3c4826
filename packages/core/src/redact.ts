import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { mayHoldSecret, REDACTED, secretShapes } from './secret-shapes.ts';

/**
 * The text without secrets of common shapes: provider keys, JWTs, private keys, credentials in headers and URLs, values
 * of names like `password`. It can only know shapes: hand exact values to `redactValues`. [R60]
 *
 * @example
 * redactSecrets('GET /?api_key=4f9a11 failed'); // 'GET /?api_key=[redacted] failed'
 */
export function redactSecrets(text: string): string {
  return mayHoldSecret(text) ? redactShapes(text) : text;
}

/** The same, whatever the text looks like. */
export function redactShapes(text: string): string {
  return secretShapes().reduce((clean, { pattern, replacement }) => clean.replace(pattern, replacement), text);
}

/**
 * `redact` applied to every string in `value`, keys included; a key that would then appear twice gets a number.
 * A string is also judged together with its key, so `{ password: 'hunter2' }` is clean afterwards. What did not change
 * keeps its identity. [R62]
 */
export function redactJson(value: Json, redact: (text: string) => string): Json {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  return isJsonObject(value) ? redactObject(value, redact) : redactArray(value, redact);
}

function redactArray(items: readonly Json[], redact: (text: string) => string): Json {
  const clean = items.map((item) => redactJson(item, redact));
  return clean.every((item, index) => item === items[index]) ? items : clean;
}

function redactObject(object: JsonObject, redact: (text: string) => string): Json {
  const clean = new Map<string, Json>();
  const counts = new Map<string, number>();
  let changed = false;
  for (const [key, value] of Object.entries(object)) {
    const own = redactJson(value, redact);
    const cleanValue = own === value && isSecretMember(key, value, redact) ? REDACTED : own;
    const cleanKey = freeKey(redact(key), clean, counts);
    changed ||= cleanKey !== key || cleanValue !== value;
    clean.set(cleanKey, cleanValue);
  }
  return changed ? Object.fromEntries(clean) : object;
}

/** Whether a value that is fine on its own is not so as the value of this key. */
function isSecretMember(key: string, value: Json, redact: (text: string) => string): boolean {
  if (typeof value !== 'string') return false;
  const name = `${JSON.stringify(key)}:`;
  const member = redact(name + JSON.stringify(value));
  return member.startsWith(name) && member.slice(name.length) !== JSON.stringify(value);
}

/** The counts are remembered, or an object of secrets would be gone through again for each of its keys. */
function freeKey(key: string, taken: ReadonlyMap<string, Json>, counts: Map<string, number>): string {
  if (!taken.has(key)) return key;
  let count = (counts.get(key) ?? 1) + 1;
  while (taken.has(`${key} ${count}`)) count++;
  counts.set(key, count);
  return `${key} ${count}`;
}
