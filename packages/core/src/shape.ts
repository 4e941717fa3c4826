/*
 * Checks for values from outside, written as a table that has the form of the type it checks. A table that forgets a
 * field, a member of a union or that a field is optional does not compile.
 */
import { findNonJson, isParsedJson, isPlain, type Json, type JsonObject } from './json.ts';

/** What is wrong with a value, and where in it: made only then, so that a check that passes allocates nothing. */
export interface Flaw {
  /** From the value that was checked on: `.by.id`, `.content[0].type`; empty for the value itself. */
  readonly path: string;
  /** The rest of the sentence. */
  readonly says: string;
}

type Check = (value: unknown) => Flaw | undefined;

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

// Functions of their own, and no common one around a test: each runs for millions of fields.
export const text: Shape<string> = (value) => (typeof value === 'string' ? undefined : wrong('a string', value));
export const yes: Shape<true> = (value) => (value === true ? undefined : wrong('true', value));
export const flag: Shape<boolean> = (value) => (typeof value === 'boolean' ? undefined : wrong('true or false', value));
/** Milliseconds, tokens, money. */
export const amount: Shape<number> = (value) =>
  isNumber(value) && value >= 0 ? undefined : wrong('a number of at least 0', value);
export const count: Shape<number> = (value) =>
  Number.isInteger(value) && isNumber(value) && value >= 0 ? undefined : wrong('a whole number of at least 0', value);
export const ordinal: Shape<number> = (value) =>
  Number.isInteger(value) && (value as number) >= 1 ? undefined : wrong('a whole number of at least 1', value);
export const json: Shape<Json> = (value) => (isParsedJson(value) ? undefined : wrong('a JSON value', value));
export const jsonObject: Shape<JsonObject> = (value) =>
  isRecord(value) && isParsedJson(value) ? undefined : wrong('a JSON object', value);

export function oneOf<T extends string>(allowed: { readonly [K in T]: true }): Shape<T> {
  const names: ReadonlySet<unknown> = new Set(Object.keys(allowed));
  return (value) => (names.has(value) ? undefined : wrong(`one of ${[...names].join(', ')}`, value));
}

export function list<T>(item: Shape<T>): Shape<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return wrong('a list', value);
    for (let index = 0; index < value.length; index++) {
      const flaw = item(value[index]);
      if (flaw) return within(`[${index}]`, flaw);
    }
    return undefined;
  };
}

export function record<T>(member: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value) => {
    if (!isRecord(value)) return wrong('an object', value);
    for (const key of Object.keys(value)) {
      const flaw = member(value[key]);
      if (flaw) return within(`.${key}`, flaw);
    }
    return undefined;
  };
}

/** A field that may be absent. */
export function maybe<T>(shape: Shape<T>): Optional<T> {
  return { optional: shape };
}

/** An object with these fields. Others are let through where they are JSON: they are for somebody else. */
export function object<T>(fields: NoInfer<Fields<T>>): Shape<T> {
  let table: readonly Field[] | undefined;
  return (value) => {
    if (!isRecord(value)) return wrong('an object', value);
    table ??= tableOf(fields as unknown as Readonly<Record<string, Check | { readonly optional: Check }>>);
    let unknown = 0;
    for (const _ in value) unknown++;
    for (let index = 0; index < table.length; index++) {
      const { key, isOptional, isText, isNumeric, check } = table[index] as Field;
      const field = value[key];
      if (field !== undefined) unknown--;
      else if (isOptional) continue;
      // What most fields are, without a call: this runs for millions of them.
      if (isText && typeof field === 'string') continue;
      if (isNumeric && typeof field === 'number' && field >= 1 && Number.isInteger(field)) continue;
      const flaw = check(field);
      if (flaw) return within(`.${key}`, flaw);
    }
    return unknown === 0
      ? undefined
      : unknownFlaw(
          value,
          table.map(({ key }) => key),
        );
  };
}

interface Field {
  readonly key: string;
  readonly isOptional: boolean;
  readonly isText: boolean;
  /** Each of them takes a whole number of at least 1. */
  readonly isNumeric: boolean;
  readonly check: Check;
}

function tableOf(fields: Readonly<Record<string, Check | { readonly optional: Check }>>): readonly Field[] {
  return Object.entries(fields).map(([key, given]) => {
    const isOptional = 'optional' in given;
    const check = isOptional ? given.optional : given;
    const isNumeric = check === ordinal || check === count || check === amount;
    return { key, isOptional, isText: check === text, isNumeric, check };
  });
}

/** A union of objects that differ in the field `tag`. */
export function variants<T extends { readonly [K in Tag]: string }, Tag extends string>(
  tag: Tag,
  cases: NoInfer<{ readonly [K in T[Tag]]: Fields<Omit<Extract<T, { readonly [P in Tag]: K }>, Tag>> }>,
): Shape<T> {
  const shapes = new Map(
    Object.entries<Fields<unknown>>(cases).map(([name, fields]) => [name, object({ [tag]: text, ...fields })]),
  );
  return (value) => {
    if (!isRecord(value)) return wrong('an object', value);
    const name = value[tag];
    const shape = typeof name === 'string' ? shapes.get(name) : undefined;
    return shape ? shape(value) : within(`.${tag}`, wrong(`one of ${[...shapes.keys()].join(', ')}`, name));
  };
}

/** The flaw of an event, as a sentence. */
export function sentence({ path, says }: Flaw): string {
  return `${path === '' ? 'An event' : `"${path.slice(1)}"`} ${says}`;
}

function wrong(expected: string, value: unknown): Flaw {
  const says =
    value === undefined ? `is missing; it must be ${expected}.` : `must be ${expected}, not ${brief(value)}.`;
  return { path: '', says };
}

function within(path: string, flaw: Flaw): Flaw {
  return { path: path + flaw.path, says: flaw.says };
}

/** Of the fields that no table names, and of those that are there and have no value. */
function unknownFlaw(value: Readonly<Record<string, unknown>>, keys: readonly string[]): Flaw | undefined {
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return { path: '.__proto__', says: 'is not allowed.' };
    if (value[key] !== undefined && (keys.includes(key) || isParsedJson(value[key]))) continue;
    return { path: `.${key}${findNonJson(value[key])?.slice(1) ?? ''}`, says: 'is not JSON.' };
  }
  return undefined;
}

function brief(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  const shown = typeof value === 'string' ? JSON.stringify(value) : Object.is(value, -0) ? '-0' : String(value);
  return shown.length <= 40 ? shown : `${shown.slice(0, 39)}…`;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0);
}

/** A plain object: nothing that it has is inherited. */
function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value);
}
