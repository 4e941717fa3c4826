/*
 * Checks for values from outside, written as a table that has the form of the type it checks. A table that forgets a
 * field, a member of a union or that a field is optional does not compile.
 */
import { findNonJson, isJsonObject, type Json, type JsonObject } from './json.ts';

/** Says what is wrong with the value at `path`; `undefined` when nothing is. */
type Check = (value: unknown, path: string) => string | undefined;

/** The check that a value is a `T`. */
export interface Shape<in out T> extends Check {
  /** Never there: it keeps the shape of one type from passing for that of another. */
  readonly of?: (value: T) => T;
}

/** The shape of a field that may be absent. */
export interface Optional<in out T> {
  readonly optional: Shape<T>;
}

/** A shape for every field of `T`. */
export type Fields<T> = {
  readonly [K in keyof T]-?: Record<never, never> extends Pick<T, K> ? Optional<Exclude<T[K], undefined>> : Shape<T[K]>;
};

export const text: Shape<string> = simple('a string', (value) => typeof value === 'string');
export const yes: Shape<true> = simple('true', (value) => value === true);
export const flag: Shape<boolean> = simple('true or false', (value) => typeof value === 'boolean');
/** Milliseconds, tokens, money. */
export const amount: Shape<number> = simple('a number of at least 0', (value) => isNumber(value) && value >= 0);
export const count: Shape<number> = simple(
  'a whole number of at least 0',
  (value) => isNumber(value) && value >= 0 && Number.isInteger(value),
);
export const ordinal: Shape<number> = simple(
  'a whole number of at least 1',
  (value) => isNumber(value) && value >= 1 && Number.isInteger(value),
);
export const json: Shape<Json> = simple('a JSON value', (value) => findNonJson(value) === undefined);
export const jsonObject: Shape<JsonObject> = simple(
  'a JSON object',
  (value) => findNonJson(value) === undefined && isJsonObject(value as Json),
);

export function oneOf<T extends string>(allowed: { readonly [K in T]: true }): Shape<T> {
  return simple(
    `one of ${Object.keys(allowed).join(', ')}`,
    (value) => typeof value === 'string' && Object.hasOwn(allowed, value),
  );
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) return problem(path, 'a list', value);
    return first(value.entries(), ([index, element]) => item(element, `${path}[${index}]`));
  };
}

export function record<T>(member: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) => {
    if (!isRecord(value)) return problem(path, 'an object', value);
    return first(Object.entries(value), ([key, element]) => member(element, join(path, key)));
  };
}

/** A field that may be absent. */
export function maybe<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** An object with these fields. Others are let through: they are for somebody else. */
export function object<T>(fields: NoInfer<Fields<T>>): Shape<T> {
  const checks = Object.entries(fields as unknown as Readonly<Record<string, Check | { readonly optional: Check }>>);
  return (value, path) => {
    if (!isRecord(value)) return problem(path, 'an object', value);
    if (Object.hasOwn(value, '__proto__')) return `"${join(path, '__proto__')}" is not allowed.`;
    return first(checks, ([key, check]) => {
      const field = Object.hasOwn(value, key) ? value[key] : undefined;
      if (!('optional' in check)) return check(field, join(path, key));
      return field === undefined ? undefined : check.optional(field, join(path, key));
    });
  };
}

/** A union of objects that differ in the field `tag`. */
export function variants<T extends { readonly [K in Tag]: string }, Tag extends string>(
  tag: Tag,
  cases: NoInfer<{ readonly [K in T[Tag]]: Fields<Omit<Extract<T, { readonly [P in Tag]: K }>, Tag>> }>,
): Shape<T> {
  const shapes = new Map(Object.entries<Fields<unknown>>(cases).map(([name, fields]) => [name, object(fields)]));
  return (value, path) => {
    if (!isRecord(value)) return problem(path, 'an object', value);
    const name = value[tag];
    const shape = typeof name === 'string' ? shapes.get(name) : undefined;
    return shape ? shape(value, path) : problem(join(path, tag), `one of ${[...shapes.keys()].join(', ')}`, name);
  };
}

function simple<T>(expected: string, test: (value: unknown) => boolean): Shape<T> {
  return (value, path) => (test(value) ? undefined : problem(path, expected, value));
}

function problem(path: string, expected: string, value: unknown): string {
  const name = path === '' ? 'An event' : `"${path}"`;
  return value === undefined
    ? `${name} is missing; it must be ${expected}.`
    : `${name} must be ${expected}, not ${brief(value)}.`;
}

function brief(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return shown.length <= 40 ? shown : `${shown.slice(0, 39)}…`;
}

function first<T>(items: Iterable<T>, check: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = check(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
