import type { Json } from '@twelvefold/core';
import { labels } from '../../labels.ts';
import type { Reader } from '../../db/sqlite.ts';
import { fieldLabel } from './field-label.ts';
import { fieldValue } from './field-value.ts';

/** One value that a person changed. */
export interface Change {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What is different between two inputs, value by value, in the order of the first. */
export function changesBetween(before: Json, after: Json, reader: Reader): readonly Change[] {
  const old = leavesOf(before);
  const now = leavesOf(after);
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.flatMap((path) => {
    const [from, to] = [old.get(path), now.get(path)];
    if (from === to) return [];
    const say = (value: Json | undefined): string =>
      fieldValue(lastNameOf(path), value, reader) || labels.copilot.call.none;
    return [{ label: labelOf(path), before: say(from), after: say(to) }];
  });
}

/** `lines.0.amount` → 200 */
function leavesOf(value: Json, path = ''): ReadonlyMap<string, Json> {
  if (typeof value !== 'object' || value === null) return new Map([[path, value]]);
  const inside = path === '' ? '' : `${path}.`;
  return new Map(Object.entries(value).flatMap(([key, item]) => [...leavesOf(item as Json, inside + key)]));
}

function labelOf(path: string): string {
  const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : fieldLabel(part)));
  return parts.join(' ');
}

function lastNameOf(path: string): string {
  return path.split('.').findLast((part) => !/^\d+$/.test(part)) ?? path;
}
