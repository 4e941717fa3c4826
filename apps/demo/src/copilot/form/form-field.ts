/*
 * JSON Schema ─► toFormField ─► FormField ─► what a person sees and edits
 *
 * Covers what tool inputs are made of: strings, days, numbers, enums, booleans, objects, lists of any of these,
 * optional and nullable. Anything else is edited as JSON, so that no input is ever out of reach.
 */
import type { Json, JsonObject } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { fieldHint, fieldLabel, isKnownField } from '../words/field-label.ts';

/** One thing to edit. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional: boolean;
  /** What an empty field stands for: absent, or `null` where the schema allows that. */
  readonly empty?: null;
  readonly type: FieldType;
}

export type FieldType =
  | { readonly kind: 'text'; readonly isLong: boolean; readonly maxLength?: number }
  | { readonly kind: 'day' }
  | { readonly kind: 'number' }
  /** Dollars with whole cents, above 0. */
  | { readonly kind: 'money'; readonly max?: number }
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  | { readonly kind: 'flag' }
  | { readonly kind: 'object'; readonly fields: readonly FormField[] }
  | { readonly kind: 'list'; readonly item: FormField }
  | { readonly kind: 'json' };

export interface Option {
  readonly value: Json;
  readonly label: string;
}

/** More than this is written in an area instead of a line. */
const LINE_LENGTH = 300;
/** Numbers in steps of this are money. */
const CENT = 0.01;

/** The form of a tool's input, from its JSON Schema. `choices` replaces the type of fields by name. */
export function toFormField(
  schema: JsonObject,
  choices: Readonly<Record<string, readonly Option[]>> = {},
  { name = '', isOptional = false }: { readonly name?: string; readonly isOptional?: boolean } = {},
): FormField {
  const { schema: inner, isNullable } = withoutNull(schema);
  const hint =
    fieldHint(name) ?? (isKnownField(name) ? undefined : textOf(schema['description'] ?? inner['description']));
  const choice = Object.hasOwn(choices, name) ? choices[name] : undefined;
  const type: FieldType = choice ? { kind: 'choice', options: choice } : typeOf(inner, name, choices);
  const canBeEmpty = isOptional || isNullable;
  return {
    name,
    label: fieldLabel(name),
    ...(hint !== undefined && { hint }),
    isOptional: canBeEmpty,
    ...(isNullable && !isOptional && { empty: null }),
    type: type.kind === 'flag' && canBeEmpty ? { kind: 'choice', options: yesOrNo() } : type,
  };
}

function typeOf(schema: JsonObject, name: string, choices: Readonly<Record<string, readonly Option[]>>): FieldType {
  const options = schema['enum'] ?? (schema['const'] === undefined ? undefined : [schema['const']]);
  if (Array.isArray(options)) {
    return {
      kind: 'choice',
      options: options.map((value: Json) => ({
        value,
        label: typeof value === 'string' ? value : JSON.stringify(value),
      })),
    };
  }
  switch (schema['type']) {
    case 'string':
      if (schema['format'] === 'date') return { kind: 'day' };
      return textType(schema['maxLength']);
    case 'number':
      if (schema['multipleOf'] === CENT) return moneyType(schema['maximum']);
      return { kind: 'number' };
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
      return { kind: 'flag' };
    case 'object': {
      const properties = objectOf(schema['properties']);
      if (!properties) return { kind: 'json' };
      const required: readonly unknown[] = Array.isArray(schema['required']) ? schema['required'] : [];
      const fields = Object.entries(properties).map(([key, value]) =>
        toFormField(objectOf(value) ?? {}, choices, { name: key, isOptional: !required.includes(key) }),
      );
      return { kind: 'object', fields };
    }
    case 'array': {
      const items = objectOf(schema['items']);
      return items ? { kind: 'list', item: toFormField(items, choices, { name: singular(name) }) } : { kind: 'json' };
    }
    default:
      return { kind: 'json' };
  }
}

function textType(maxLength: Json | undefined): FieldType {
  if (typeof maxLength !== 'number') return { kind: 'text', isLong: false };
  return { kind: 'text', isLong: maxLength > LINE_LENGTH, maxLength };
}

function moneyType(max: Json | undefined): FieldType {
  return typeof max === 'number' ? { kind: 'money', max } : { kind: 'money' };
}

/** `anyOf: [X, null]` and `type: [x, null]` are X, and may be null. */
function withoutNull(schema: JsonObject): { readonly schema: JsonObject; readonly isNullable: boolean } {
  const { type, anyOf } = schema;
  if (Array.isArray(type) && type.length === 2 && type.includes('null')) {
    return { schema: { ...schema, type: type.find((one) => one !== 'null') ?? 'null' }, isNullable: true };
  }
  const others = Array.isArray(anyOf) ? anyOf.filter((one) => objectOf(one)?.['type'] !== 'null') : [];
  const only = others.length === 1 && Array.isArray(anyOf) && anyOf.length === 2 ? objectOf(others[0]) : undefined;
  return only ? { schema: only, isNullable: true } : { schema, isNullable: false };
}

function yesOrNo(): readonly Option[] {
  return [
    { value: true, label: labels.copilot.form.yes },
    { value: false, label: labels.copilot.form.no },
  ];
}

function singular(name: string): string {
  return name.replace(/s$/, '');
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function objectOf(value: Json | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
}
