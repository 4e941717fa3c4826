import type { Json } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import { formatCents, parseCents } from '../../money.ts';
import type { FormField } from './form-field.ts';

/** What a person typed so far, in the shape of its field. */
export type FormDraft = string | boolean | readonly FormDraft[] | { readonly [name: string]: FormDraft };

/** What is wrong, by the path of the field: `lines.0.amount`. */
export type Problems = Readonly<Record<string, string>>;

/** A value, ready to be edited. */
export function toDraft(field: FormField, value: Json | undefined): FormDraft {
  const { type } = field;
  switch (type.kind) {
    case 'flag':
      return value === true;
    case 'object': {
      const values = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>) : {};
      return Object.fromEntries(type.fields.map((inner) => [inner.name, toDraft(inner, values[inner.name])]));
    }
    case 'list': {
      const items = Array.isArray(value) ? (value as readonly Json[]) : [];
      return items.map((item) => toDraft(type.item, item));
    }
    case 'json':
      return value === undefined ? '' : JSON.stringify(value, undefined, 2);
    default:
      if (value === undefined || value === null) return '';
      return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** The value that a draft stands for, and what keeps it from being one. */
export function readDraft(field: FormField, draft: FormDraft): { readonly value: Json; readonly problems: Problems } {
  const problems: Record<string, string> = {};
  return { value: read(field, draft, '', problems) ?? null, problems };
}

function read(field: FormField, draft: FormDraft, path: string, problems: Record<string, string>): Json | undefined {
  const { type, isOptional } = field;
  if (type.kind === 'object' && typeof draft === 'object') {
    const typed = draft as Readonly<Record<string, FormDraft>>;
    const values = type.fields.map((inner): [string, Json | undefined] => {
      const innerPath = path === '' ? inner.name : `${path}.${inner.name}`;
      return [inner.name, read(inner, typed[inner.name] ?? '', innerPath, problems)];
    });
    const present = values.filter((entry): entry is [string, Json] => entry[1] !== undefined);
    return Object.fromEntries(present);
  }
  if (type.kind === 'list' && Array.isArray(draft)) {
    const items: readonly FormDraft[] = draft;
    if (items.length === 0 && isOptional) return field.empty;
    return items.map((item, index) => read(type.item, item, `${path}.${index}`, problems) ?? null);
  }
  if (type.kind === 'flag') return draft === true;
  const typed = typeof draft === 'string' ? draft : '';
  if (typed.trim() === '') {
    if (!isOptional) problems[path] = labels.copilot.form.missing;
    return field.empty;
  }
  return readText(field, typed, path, problems);
}

function readText({ type }: FormField, typed: string, path: string, problems: Record<string, string>): Json {
  switch (type.kind) {
    case 'number': {
      const number = NUMBER.test(typed.trim()) ? Number(typed.replaceAll(',', '')) : Number.NaN;
      if (!Number.isFinite(number)) problems[path] = labels.copilot.form.notANumber;
      return number;
    }
    case 'money': {
      const cents = parseCents(typed) ?? 0;
      if (cents === 0) problems[path] = labels.form.wrongAmount;
      else if (type.max !== undefined && cents > type.max * 100) {
        problems[path] = labels.copilot.form.tooMuch(formatCents(type.max * 100));
      }
      return cents / 100;
    }
    case 'choice':
      return type.options.find(({ value }) => toKey(value) === typed)?.value ?? typed;
    case 'json':
      try {
        return JSON.parse(typed) as Json;
      } catch {
        problems[path] = labels.copilot.form.notJson;
        return typed;
      }
    default:
      return typed;
  }
}

/** With commas only where thousands are: elsewhere a comma may well mean the point. */
const NUMBER = /^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

/** How a choice is named in a select; the same as its draft. */
export function toKey(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
