/*
 * A JSON value while it is written, and what of it can be shown. [R82] [R83]
 *
 *   add, open, close ─► the open containers, outermost first, written in place
 *   show             ◄─ a copy of each, innermost first; what is finished is shared, never copied
 *
 * Showing copies the items of every open container, not what is inside them. So that a reader after every delta cannot
 * make a stream quadratic, each character that arrives pays for some copying, and until a copy is paid for the last one
 * is shown again. The cost of that: a reader after every delta may lag by `items / 64 + properties / 4` characters,
 * counted in the open containers, once those hold some thousand items. What is final never lags.
 */
import type { Json } from './json.ts';

export interface GrowingJson {
  /** Counts characters that arrived: they pay for copies. */
  pay(chars: number): void;
  open(kind: 'array' | 'object'): void;
  /** The kind of the innermost open container. */
  inside(): 'array' | 'object' | undefined;
  depth(): number;
  /** Names the next value of the innermost object. */
  name(key: string): void;
  /** Puts a finished value into the innermost open container; without one, it is the whole. */
  add(value: Json): void;
  /** Finishes the innermost container: from now on it is shared, and frozen. */
  close(): void;
  /** All of it, with `text` as the string that is being written; the last one again when nothing changed. */
  show(text: string | undefined, options: { readonly final: boolean }): Json | undefined;
}

type Container =
  | { readonly kind: 'array'; readonly items: Json[] }
  | { readonly kind: 'object'; readonly properties: Record<string, Json>; size: number; key: string };

/** A slot is what it takes to copy one array item; a property or a container takes about 16. */
const SLOTS_PER_CHAR = 64;
const SLOTS_PER_PROPERTY = 16;
const SLOTS_PER_CONTAINER = 16;
/** Paid in advance, so that small documents are always shown at once, even to a reader after every character. */
const FREE_SLOTS = 65_536;

/** A value without anything in it yet. */
export function createGrowingJson(): GrowingJson {
  const containers: Container[] = [];
  let whole: Json | undefined;
  let changed = false;
  let paidSlots = FREE_SLOTS;
  let shown: Json | undefined;
  let shownText: string | undefined;

  return {
    pay(chars) {
      paidSlots += chars * SLOTS_PER_CHAR;
    },
    open(kind) {
      containers.push(kind === 'array' ? { kind, items: [] } : { kind, properties: {}, size: 0, key: '' });
      changed = true;
    },
    inside: () => containers.at(-1)?.kind,
    depth: () => containers.length,
    name(key) {
      const container = containers.at(-1);
      if (container?.kind === 'object') container.key = key;
    },
    add,
    close() {
      const container = containers.pop();
      if (container) add(Object.freeze(container.kind === 'array' ? container.items : container.properties) as Json);
    },
    show(text, { final }) {
      if (!changed && text === shownText) return shown;
      const price = containers.reduce((slots, container) => slots + priceOf(container), 0);
      if (price > paidSlots && !final) return shown;
      paidSlots -= price;
      changed = false;
      shownText = text;
      shown = containers.reduceRight(copyWith, text ?? whole);
      return shown;
    },
  };

  function add(value: Json): void {
    const container = containers.at(-1);
    if (!container) whole = value;
    else if (container.kind === 'array') container.items.push(value);
    else {
      setOwn(container.properties, container.key, value);
      container.size++;
    }
    changed = true;
  }
}

function priceOf(container: Container): number {
  return (
    SLOTS_PER_CONTAINER + (container.kind === 'array' ? container.items.length : container.size * SLOTS_PER_PROPERTY)
  );
}

function copyWith(growing: Json | undefined, container: Container): Json {
  if (container.kind === 'array') {
    return growing === undefined ? container.items.slice() : container.items.concat([growing]);
  }
  return growing === undefined ? { ...container.properties } : { ...container.properties, [container.key]: growing };
}

/** Sets `__proto__` as the plain property that it is in JSON. */
function setOwn(properties: Record<string, Json>, key: string, value: Json): void {
  if (key !== '__proto__') properties[key] = value;
  else Object.defineProperty(properties, key, { value, writable: true, enumerable: true, configurable: true });
}
