import type { Json } from '@twelvefold/core';

/** How much of a value that a stranger sent is kept. */
export interface CopyLimits {
  readonly depth: number;
  /** Values in all, each member and item one. */
  readonly values: number;
  /** Characters of one text, and of one name. */
  readonly textChars: number;
  /** Of memory in all, by the same count as `PlainCopy.chars`; the last text may go beyond. */
  readonly chars: number;
}

export interface PlainCopy {
  readonly value: Json;
  /** About how many characters of memory it takes. */
  readonly chars: number;
  /** Something was left out: a text in brackets stands where it was. */
  readonly isCut: boolean;
}

/**
 * A copy of anything as plain JSON that is no larger than the limits, whatever a structured clone or `JSON.parse` made of what
 * was sent: cycles, maps, typed arrays, names like `__proto__`. Reads no more than it keeps.
 */
export function plainCopy(value: unknown, limits: CopyLimits): PlainCopy {
  let values = 0;
  let chars = 0;
  let isCut = false;
  return { value: copy(value, 0), chars, isCut };

  function copy(from: unknown, depth: number): Json {
    values++;
    chars += 8;
    if (from === null || typeof from === 'boolean') return from;
    if (typeof from === 'string') return text(from);
    if (typeof from === 'number') return Number.isFinite(from) ? from : String(from);
    if (typeof from === 'bigint') return text(`${from}n`);
    if (from === undefined) return null;
    if (typeof from !== 'object') return cut(`[${typeof from}]`);
    if (depth >= limits.depth) return cut('[deeper than is shown]');
    if (Array.isArray(from)) return items(from, depth);
    const tag = tagOf(from);
    return tag === 'Object' ? members(from, depth) : text(tag === 'Date' ? dateOf(from as Date) : `[${tag}]`);
  }

  function items(from: readonly unknown[], depth: number): Json {
    const kept: Json[] = [];
    for (const item of from) {
      if (isFull()) {
        kept.push(cut(`[${from.length - kept.length} more]`));
        break;
      }
      kept.push(copy(item, depth + 1));
    }
    return kept;
  }

  function members(from: object, depth: number): Json {
    const kept: Record<string, Json> = {};
    for (const name in from) {
      if (!Object.hasOwn(from, name)) continue;
      const isEnd = isFull();
      const member = (from as Readonly<Record<string, unknown>>)[name];
      if (!isEnd && (member === undefined || typeof member === 'function')) continue;
      // A plain assignment to `__proto__` would set the prototype.
      Object.defineProperty(kept, isEnd ? '…' : text(name), {
        value: isEnd ? cut('[more members]') : copy(member, depth + 1),
        enumerable: true,
        configurable: true,
        writable: true,
      });
      if (isEnd) break;
    }
    return kept;
  }

  function isFull(): boolean {
    return values >= limits.values || chars >= limits.chars;
  }

  function text(from: string): string {
    isCut ||= from.length > limits.textChars;
    const kept = from.length > limits.textChars ? `${from.slice(0, limits.textChars)}…` : from;
    chars += kept.length;
    return kept;
  }

  function cut(words: string): string {
    isCut = true;
    return text(words);
  }
}

function tagOf(value: object): string {
  return Object.prototype.toString.call(value).slice('[object '.length, -1);
}

function dateOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '[Date]' : date.toISOString();
}
