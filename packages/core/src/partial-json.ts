/*
 * A JSON document while it arrives. [R80]–[R85]
 *
 *   push(delta) ─► readString | readEscape | readScalar | readMark ─► GrowingJson ─► value()
 *
 * Every character is read once, whatever the pieces are. `expect` is the whole grammar: what may come next.
 */
import { createGrowingJson } from './growing-json.ts';
import { emptyText, endText, growText } from './growing-text.ts';
import type { Json } from './json.ts';

/** A JSON document that arrives in pieces. Nothing here throws. */
export interface PartialJson {
  push(delta: string): void;
  /** Says that no more comes: ends a number at the root, and makes half a document `invalid`. */
  end(): void;
  /**
   * What arrived so far: strings as far as they are written; numbers and literals when the next character shows that
   * they are whole; a key as soon as its value shows; nothing that follows an error. The same object until text adds
   * to it, and a finished subtree keeps its identity. `undefined` while there is nothing to show.
   */
  value(): Json | undefined;
  status(): 'open' | 'complete' | 'invalid';
}

/** Deeper documents are `invalid`, so nothing that walks a value runs out of stack. */
export const MAX_JSON_DEPTH = 512;

type Expect =
  | 'value'
  | 'value or ]'
  | 'key'
  | 'key or }'
  | ':'
  | ', or end'
  | 'string'
  | 'escape'
  | 'scalar'
  | 'nothing';

const WHITESPACE = ' \n\r\t';
const SCALAR_START = '-0123456789tfn';
const SCALAR_END = `,]}${WHITESPACE}`;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const LITERALS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const ESCAPES: ReadonlyMap<string, string> = new Map(
  Object.entries({ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }),
);

/**
 * Parses JSON while it arrives, so that it can be shown while it arrives.
 *
 * The document is what `JSON.parse` makes of it, narrowed to what a log can hold and hash: a number that is too big for
 * a double is `invalid`, `-0` is `0`, and a lone surrogate is U+FFFD.
 *
 * @example
 * const json = createPartialJson();
 * json.push('{"to":"An');
 * json.value(); // { to: 'An' }
 */
export function createPartialJson(): PartialJson {
  const growing = createGrowingJson();
  let expect: Expect = 'value';
  let writing: 'key' | 'value' | undefined;
  let text = emptyText;
  let escape = '';
  let scalar = '';

  return { push, end, value, status };

  function push(delta: string): void {
    growing.pay(delta.length);
    for (let at = 0; at < delta.length && expect !== 'nothing';) {
      if (expect === 'string') at = readString(delta, at);
      else if (expect === 'scalar') at = readScalar(delta, at);
      else if (expect === 'escape') expect = readEscape(delta.charAt(at++));
      else expect = readMark(delta.charAt(at++), expect);
    }
  }

  function end(): void {
    if (expect === 'scalar' && growing.depth() === 0) expect = endScalar();
    if (status() === 'open') expect = 'nothing';
  }

  function value(): Json | undefined {
    return growing.show(writing === 'value' ? text.shown : undefined, { final: status() !== 'open' });
  }

  function status(): 'open' | 'complete' | 'invalid' {
    if (expect === 'nothing') return 'invalid';
    return expect === ', or end' && growing.depth() === 0 ? 'complete' : 'open';
  }

  function readMark(char: string, expected: Expect): Expect {
    if (WHITESPACE.includes(char)) return expected;
    const takesValue = expected === 'value' || expected === 'value or ]';
    const takesKey = expected === 'key' || expected === 'key or }';
    const takesComma = expected === ', or end';
    const inside = growing.inside();
    if (char === '"' && (takesValue || takesKey)) return startString(takesKey ? 'key' : 'value');
    if (char === '{' && takesValue) return open('object', 'key or }');
    if (char === '[' && takesValue) return open('array', 'value or ]');
    if (char === '}' && inside === 'object' && (takesComma || expected === 'key or }')) return close();
    if (char === ']' && inside === 'array' && (takesComma || expected === 'value or ]')) return close();
    if (char === ',' && inside && takesComma) return inside === 'array' ? 'value' : 'key';
    if (char === ':' && expected === ':') return 'value';
    if (!takesValue || !SCALAR_START.includes(char)) return 'nothing';
    scalar = char;
    return 'scalar';
  }

  function open(kind: 'array' | 'object', next: Expect): Expect {
    if (growing.depth() === MAX_JSON_DEPTH) return 'nothing';
    growing.open(kind);
    return next;
  }

  function close(): Expect {
    growing.close();
    return ', or end';
  }

  function add(finished: Json): Expect {
    growing.add(finished);
    return ', or end';
  }

  function startString(as: 'key' | 'value'): Expect {
    writing = as;
    text = emptyText;
    return 'string';
  }

  function readString(delta: string, from: number): number {
    const to = findStringMark(delta, from);
    if (to > from) text = growText(text, delta.slice(from, to));
    if (to === delta.length) return to;
    const mark = delta.charAt(to);
    expect = mark === '"' ? endString() : mark === '\\' ? 'escape' : 'nothing';
    escape = '';
    return to + 1;
  }

  function readEscape(char: string): Expect {
    escape += char;
    const unit = ESCAPES.get(escape) ?? decodeUnit(escape);
    if (unit === undefined) return /^u[\da-f]*$/i.test(escape) ? 'escape' : 'nothing';
    text = growText(text, unit);
    return 'string';
  }

  function endString(): Expect {
    const isKey = writing === 'key';
    writing = undefined;
    if (!isKey) return add(endText(text));
    growing.name(endText(text));
    return ':';
  }

  function readScalar(delta: string, from: number): number {
    let to = from;
    while (to < delta.length && !SCALAR_END.includes(delta.charAt(to))) to++;
    scalar += delta.slice(from, to);
    if (to < delta.length) expect = endScalar();
    return to;
  }

  function endScalar(): Expect {
    const literal = LITERALS.get(scalar);
    if (literal !== undefined) return add(literal);
    const number = NUMBER.test(scalar) ? Number(scalar) : Number.NaN;
    return Number.isFinite(number) ? add(number + 0) : 'nothing';
  }
}

/** The end of a run of plain characters: a quote, a backslash, a control character, or the end of the delta. */
function findStringMark(delta: string, from: number): number {
  for (let at = from; at < delta.length; at++) {
    const code = delta.charCodeAt(at);
    if (code === 0x22 || code === 0x5c || code < 0x20) return at;
  }
  return delta.length;
}

function decodeUnit(escape: string): string | undefined {
  return /^u[\da-f]{4}$/i.test(escape) ? String.fromCharCode(Number.parseInt(escape.slice(1), 16)) : undefined;
}
