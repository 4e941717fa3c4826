/** A value that survives `JSON.parse(JSON.stringify(value))` unchanged. Everything in the log is one. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

/** A plain JSON object. */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Deeper values count as no JSON: whoever reads the log may be recursive. */
const MAX_DEPTH = 500;

/**
 * The path of the first thing in `value` that JSON would lose (a function, `undefined`, a `Date`, `NaN`, a cycle, a
 * getter) or that is nested deeper than 500 levels, as in `$.items[2].at`; `undefined` when all of it is JSON.
 */
export function findNonJson(value: unknown): string | undefined {
  const found = search(value, new Set());
  return found === undefined ? undefined : `$${found}`;
}

/** The same for the fields of an object which is no level of depth itself, without the `$`: `.by.id`. */
export function findNonJsonField(value: object): string | undefined {
  return searchObject(value, new Set());
}

/**
 * The same as a verdict, at a fraction of the cost, for what `JSON.parse` or a structured clone made: neither makes a getter,
 * which would pass for its value here.
 */
export function isParsedJson(value: unknown, depth: number = 0): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  // A cycle is deeper than anything.
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) if (!isParsedJson(value[index], depth + 1)) return false;
    return true;
  }
  if (!isPlain(value)) return false;
  const members = value as Readonly<Record<string, unknown>>;
  // No list of keys is made; what a page gave to all objects is none of its own.
  for (const key in members) if (!isParsedJson(members[key], depth + 1) && Object.hasOwn(members, key)) return false;
  return true;
}

/** Whether it is what braces make, in this realm or another one. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The rest of the path, from the value on: written on the way back, so that what is JSON costs no text. */
function search(value: unknown, parents: Set<object>): string | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return undefined;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? undefined : '';
  if (typeof value !== 'object' || parents.has(value) || parents.size >= MAX_DEPTH) return '';
  parents.add(value);
  const found = Array.isArray(value) ? searchArray(value, parents) : searchObject(value, parents);
  parents.delete(value);
  return found;
}

function searchArray(items: readonly unknown[], parents: Set<object>): string | undefined {
  for (let index = 0; index < items.length; index++) {
    const found = search(items[index], parents);
    if (found !== undefined) return `[${index}]${found}`;
  }
  return undefined;
}

function searchObject(value: object, parents: Set<object>): string | undefined {
  if (!isPlain(value)) return '';
  for (const key of Object.getOwnPropertyNames(value)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    const found = property && 'value' in property ? search(property.value, parents) : '';
    if (found !== undefined) return `.${key}${found}`;
  }
  return undefined;
}

/**
 * A JSON copy of what a tool returned or a person sent: `undefined` properties are left out and `toJSON` is honoured, as
 * `JSON.stringify` does; anything else that it would silently lose or change is refused with its path. A half of a
 * surrogate pair becomes U+FFFD, because neither UTF-8 nor canonical JSON can hold it.
 */
export function toJson(
  value: unknown,
): { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly path: string } {
  try {
    const copy = value === undefined ? null : tidy(value, new Set());
    const path = findNonJson(copy);
    return path === undefined ? { ok: true, value: copy as Json } : { ok: false, path };
  } catch {
    return { ok: false, path: '$' };
  }
}

function tidy(value: unknown, parents: Set<object>): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (Object.is(value, -0)) return 0;
  if (typeof value !== 'object' || value === null || parents.has(value) || parents.size >= MAX_DEPTH) return value;
  if ('toJSON' in value && typeof value.toJSON === 'function')
    return tidy((value as { toJSON(): unknown }).toJSON(), parents);
  if (!Array.isArray(value) && !isPlain(value)) return value;
  parents.add(value);
  const copy = Array.isArray(value)
    ? value.map((item: unknown) => tidy(item, parents))
    : Object.fromEntries(
        Object.entries(value).flatMap(([key, item]) =>
          item === undefined ? [] : [[key.toWellFormed(), tidy(item, parents)]],
        ),
      );
  parents.delete(value);
  return copy;
}
