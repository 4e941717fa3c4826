/*
 * What a person sees of an input in a form, and what the form makes of it:
 *
 *   shown input ─ toFields → <input {...field} /> … ─ submit → FormData ─ readForm → the input to approve
 *
 * The names in a form lead nowhere: only the leaves of the shown input are looked up in it, each by its path. And a path
 * is no property of a form (`reset`, `parentNode`), which inputs of that name would take the place of.
 */
import type { Json, Rejection } from '@twelvefold/core';
import { sayUnchecked } from './say-unchecked.ts';

const ROOT = 'input';

interface Named {
  /** `input.lines.0.cents`. A dot or a backslash inside a key has a backslash before it. */
  readonly name: string;
  /** `lines.0.cents`: what the field is called where it has no better name. */
  readonly 'aria-label': string;
}

/** The props of an `<input>` that edits one text, number or yes-or-no of an input: spread them, `ref` included. */
export type FormField =
  | (Named & { readonly type: 'text'; readonly defaultValue: string })
  | (Named & { readonly type: 'number'; readonly step: 'any'; readonly defaultValue: number })
  | (Named & { readonly type: 'checkbox'; readonly defaultChecked: boolean; readonly ref: typeof sayUnchecked });

/** An input as a form edited it, or which field holds what cannot be taken. */
export type ReadForm =
  | { readonly ok: true; readonly input: Json }
  | { readonly ok: false; readonly rejection: Rejection };

/** The fields of an input, in its order. What an `<input>` cannot hold has none: `null`, and texts of several lines. */
export function toFields(input: Json): readonly FormField[] {
  const fields: FormField[] = [];
  mapLeaves(input, (leaf, name) => {
    const named = { name, 'aria-label': labelOf(name) };
    if (typeof leaf === 'number') fields.push({ ...named, type: 'number', step: 'any', defaultValue: leaf });
    if (typeof leaf === 'boolean') fields.push({ ...named, type: 'checkbox', defaultChecked: leaf, ref: sayUnchecked });
    if (typeof leaf === 'string' && !/[\r\n]/.test(leaf)) fields.push({ ...named, type: 'text', defaultValue: leaf });
    return leaf;
  });
  return Object.freeze(fields);
}

/** The shown input with the values of the form. What the form does not have stays as it was shown. */
export function readForm(shown: Json, form: FormData): ReadForm {
  const wrong: string[] = [];
  const input = mapLeaves(shown, (leaf, name) => {
    const value = form.getAll(name).at(-1);
    const read = value === undefined ? leaf : readLeaf(leaf, value);
    if (read !== undefined) return read;
    wrong.push(`${WANTED[typeof leaf]} in "${labelOf(name)}"`);
    return leaf;
  });
  if (wrong.length === 0) return { ok: true, input };
  return { ok: false, rejection: { code: 'invalid_input', message: `The form needs ${wrong.join(' and ')}.` } };
}

const WANTED: Readonly<Record<string, string>> = { number: 'a number', boolean: 'true or false', string: 'a text' };

/** What a field says, as the kind of value that it was; nothing where it says no such thing. */
function readLeaf(leaf: Leaf, value: FormDataEntryValue): Leaf | undefined {
  if (leaf === null) return null;
  if (typeof value !== 'string') return undefined;
  switch (typeof leaf) {
    case 'number': {
      const number = Number(value);
      return value.trim() === '' || !Number.isFinite(number) ? undefined : number;
    }
    case 'boolean':
      return value === 'on' || value === 'true' ? true : value === 'false' ? false : undefined;
    default:
      // A <textarea> knows one kind of line break only: that is no edit.
      return withLineFeeds(value) === withLineFeeds(leaf) ? leaf : value;
  }
}

function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

type Leaf = string | number | boolean | null;

function labelOf(name: string): string {
  return name.slice(ROOT.length + 1) || name;
}

/** The same JSON with other leaves. */
function mapLeaves(json: Json, change: (leaf: Leaf, name: string) => Leaf, name: string = ROOT): Json {
  if (typeof json !== 'object' || json === null) return change(json, name);
  const at = (key: string): string => `${name}.${key.replaceAll(/[.\\]/g, String.raw`\$&`)}`;
  if (Array.isArray(json)) return json.map((item: Json, index) => mapLeaves(item, change, at(String(index))));
  // Not by assignment, which would take `__proto__` for something else than a key.
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, mapLeaves(item, change, at(key))]));
}
