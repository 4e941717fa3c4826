import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Json } from './json.ts';
import { createPartialJson, MAX_JSON_DEPTH } from './partial-json.ts';
import { closeJson } from './test-support/close-json.ts';

describe('the whole document', () => {
  test('[R80] any document, in any pieces, ends as what JSON.parse makes of it', () => {
    fc.assert(
      fc.property(documents, cuts, (text, at) => {
        const json = pushAll(pieces(text, at));
        json.end();
        expect(json.status()).toBe('complete');
        expect(JSON.stringify(json.value())).toBe(JSON.stringify(JSON.parse(text)));
        expect(json.value()).toEqual(JSON.parse(text));
      }),
      { numRuns: 500 },
    );
  });

  test('[R80] a document is complete when its container closes, and at the root a number when the text ends', () => {
    const object = pushAll(['{"a":1}', ' \n']);
    expect([object.status(), object.value()]).toEqual(['complete', { a: 1 }]);

    const number = pushAll(['1', '2']);
    expect([number.status(), number.value()]).toEqual(['open', undefined]);
    number.end();
    expect([number.status(), number.value()]).toEqual(['complete', 12]);
  });

  test('[R80] the value is one that a log can hold: no -0, no lone surrogate, no infinity', () => {
    expect(parse('[-0,-0.0e5,0]')).toEqual(['complete', [0, 0, 0]]);
    expect(parse('{"\\ud83d":"\\ude00 \ud83d"}')).toEqual(['complete', { '\ufffd': '\ufffd \ufffd' }]);
    expect(parse('[1e308,1e309]')).toEqual(['invalid', [1e308]]);
  });

  test('[R80] containers nest as deep as MAX_JSON_DEPTH and no deeper', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(parse(nested(MAX_JSON_DEPTH))).toEqual(['complete', JSON.parse(nested(MAX_JSON_DEPTH))]);
    expect(parse(nested(MAX_JSON_DEPTH + 1))).toEqual(['invalid', JSON.parse(nested(MAX_JSON_DEPTH))]);
    expect(parse('{"a":'.repeat(100_000))[0]).toBe('invalid');
  });
});

describe('what shows on the way', () => {
  test('[R81] every snapshot is a prefix of the final value', () => {
    fc.assert(
      fc.property(documents, cuts, (text, at) => {
        const final = JSON.parse(text) as Json;
        for (const shown of snapshots(pieces(text, at))) {
          if (shown !== undefined)
            expect({ shown, final, is: isPrefix(shown, final) }).toEqual({ shown, final, is: true });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[R81] every prefix shows what JSON.parse makes of it once it is closed, wherever it was cut', () => {
    fc.assert(
      fc.property(fc.oneof(documents, tricky).filter(isSmall), cuts, (text, at) => {
        const parts = pieces(text, at);
        snapshots(parts).forEach((shown, index) => {
          const beginning = parts.slice(0, index + 1).join('');
          const closed = closeJson(beginning);
          const expected: unknown = closed === undefined ? undefined : JSON.parse(closed);
          expect({ beginning, shown }).toEqual({ beginning, shown: expected });
        });
      }),
      { numRuns: 2_000 },
    );
  });

  test('[R81] a snapshot does not depend on where the text was cut', () => {
    fc.assert(
      fc.property(documents.filter(isSmall), (text) => {
        snapshots(text.split('')).forEach((shown, index) => {
          expect(shown).toEqual(pushAll([text.slice(0, index + 1)]).value());
        });
      }),
    );
  });

  test.each<[piece: string, ...shown: Json[]][]>([
    [
      ['{', {}],
      ['"a"', {}],
      [':', {}],
      ['"', { a: '' }],
      ['b', { a: 'b' }],
      ['"', { a: 'b' }],
      ['}', { a: 'b' }],
    ],
    [
      ['{"key', {}],
      ['":[', { key: [] }],
      ['{', { key: [{}] }],
      ['}]', { key: [{}] }],
    ],
    [
      ['"It', 'It'],
      ['\\', 'It'],
      ['n', 'It\n'],
      ['\\u00', 'It\n'],
      ['e', 'It\n'],
      ['9', 'It\né'],
      ['!"', 'It\né!'],
    ],
    [
      ['"\ud83d', ''],
      ['\ude00', '😀'],
      ['\\ud83d', '😀'],
      ['\\ude', '😀'],
      ['00', '😀😀'],
      ['\\\\', '😀😀\\'],
    ],
    [
      ['"\ud83d', ''],
      ['\\ude00', '😀'],
      ['\\uD83D', '😀'],
      ['x', '😀\ufffdx'],
    ],
    [
      ['[1', []],
      ['2', []],
      ['.5', []],
      ['e', []],
      ['1', []],
      [',', [125]],
      ['-3', [125]],
      [']', [125, -3]],
    ],
    [
      ['[tr', []],
      ['ue', []],
      [',nul', [true]],
      ['l ', [true, null]],
      [',false]', [true, null, false]],
    ],
    [
      ['{"a":1', {}],
      ['}', { a: 1 }],
    ],
  ])('[R81] strings show as they grow, scalars when they are whole: %j', (...stages) => {
    const json = createPartialJson();
    for (const [piece, shown] of stages) {
      json.push(piece);
      expect([piece, json.value()]).toEqual([piece, shown]);
    }
  });

  test('[R81] nothing shows before there is a value', () => {
    expect(snapshots(['', ' \n', '-', '1'])).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('identity', () => {
  test('[R82] from one snapshot to the next only the path to what grows is renewed', () => {
    fc.assert(
      fc.property(documents, cuts, (text, at) => {
        const all = snapshots(pieces(text, at));
        const final = all.at(-1);
        all.forEach((shown, index) => {
          expect(renewsOnePath(shown, all[index + 1] ?? final)).toBe(true);
          expect(renewsOnePath(shown, final)).toBe(true);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('[R82] a finished subtree is the same object ever after, and an earlier snapshot never changes', () => {
    const json = pushAll(['{"rows":[{"id":1},{"id":2},{"name":"A']);
    const before = json.value() as { rows: Json[] };
    expect(before).toEqual({ rows: [{ id: 1 }, { id: 2 }, { name: 'A' }] });

    json.push('da"},{}],"total":3}');
    const after = json.value() as { rows: Json[] };
    expect(after).toEqual({ rows: [{ id: 1 }, { id: 2 }, { name: 'Ada' }, {}], total: 3 });
    expect(after.rows[0]).toBe(before.rows[0]);
    expect(after.rows[1]).toBe(before.rows[1]);
    expect(before).toEqual({ rows: [{ id: 1 }, { id: 2 }, { name: 'A' }] });
  });

  test('[R82] a finished subtree is frozen, all the way down', () => {
    const shown = pushAll(['{"rows":[{"id":[1]},{"id":']).value() as { rows: Json[] };
    const [row, growing] = shown.rows as { id: Json[] }[];
    expect([Object.isFrozen(row), Object.isFrozen(row?.id), Object.isFrozen(growing)]).toEqual([true, true, false]);
    const whole = pushAll(['{"rows":[{"id":[1]}]}']).value() as { rows: Json[] };
    expect([whole, whole.rows, whole.rows[0]].every((part) => Object.isFrozen(part))).toBe(true);
  });

  test('[R82] the snapshot is the same object until text adds to it', () => {
    const json = pushAll(['{"a":[1,"x']);
    const shown = json.value();
    expect(json.value()).toBe(shown);
    for (const piece of ['', '\\', 'u00']) {
      json.push(piece);
      expect(json.value()).toBe(shown);
    }
    json.push('e9');
    expect(json.value()).toEqual({ a: [1, 'xé'] });

    json.push('"]} ');
    const final = json.value();
    json.push(' \n');
    json.end();
    expect(json.value()).toBe(final);
  });
});

describe('cost', () => {
  const table = (rows: number) =>
    JSON.stringify({ rows: Array.from({ length: rows }, (_, id) => ({ id, name: `Name ${id}` })) });
  const wide = (keys: number) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, key) => [`key ${key}`, key])));
  const note = (lines: number) => JSON.stringify({ note: 'It rains in "Bergen" again.\n'.repeat(lines) });
  const deep = (width: number) =>
    `${'[0,'.repeat(500)}${JSON.stringify(Array.from({ length: width }, () => 'x'))}${']'.repeat(500)}`;

  test.each([
    ['a table of 2,000 rows', table(2_000), table(4_000)],
    ['an object of 2,000 keys', wide(2_000), wide(4_000)],
    ['a string of 100 KB', note(3_500), note(7_000)],
    ['500 open arrays', deep(2_000), deep(4_000)],
  ])('[R83] %s, read after every 20 characters, costs the same per character at twice the size', (_, once, twice) => {
    const small = costOf(once);
    const large = costOf(twice);
    expect(large.final).toEqual(JSON.parse(twice));
    expect(small.charsRead).toBeLessThanOrEqual(once.length * 3);
    expect(large.charsRead / twice.length).toBeLessThan((small.charsRead / once.length) * 1.1);
    // What every character pays for, what every document gets in advance, and what is new rather than copied.
    expect(small.itemsCopied).toBeLessThan(64 * once.length + 65_536 + once.length);
    expect(large.itemsCopied).toBeLessThan(64 * twice.length + 65_536 + twice.length);
  });

  test('[R83] a snapshot of 2,000 rows lags by nothing, one of 20,000 by less than n / 64 characters and a delta', () => {
    for (const [rows, lagChars] of [
      [2_000, 0],
      [20_000, 20_000 / 64 + 20],
    ] as const) {
      const json = createPartialJson();
      const text = table(rows);
      let shownAt = 0;
      let before: Json | undefined;
      for (let at = 0; at < text.length; at += 20) {
        json.push(text.slice(at, at + 20));
        const shown = json.value();
        if (shown !== before) shownAt = at;
        before = shown;
        if (at - shownAt > lagChars) expect({ rows, at }).toEqual({ rows, at: shownAt });
      }
      expect(json.value()).toEqual(JSON.parse(text));
    }
  });

  test('[R83] a small document never lags, even for a reader after every character', () => {
    const text = JSON.stringify(Object.fromEntries(Array.from({ length: 30 }, (_, key) => [`k${key}`, 'ten chars.'])));
    snapshots(text.split('')).forEach((shown, index) => {
      expect(shown).toEqual(pushAll([text.slice(0, index + 1)]).value());
    });
  });

  test('[R83] what is final never lags, even when it is broken off', () => {
    for (const breakOff of ['!', undefined]) {
      const json = createPartialJson();
      for (const delta of pieces(`[${'0,'.repeat(20_000)}`, [20])) {
        json.push(delta);
        json.value();
      }
      expect((json.value() as Json[]).length).toBeLessThan(20_000);
      if (breakOff === undefined) json.end();
      else json.push(breakOff);
      expect([json.status(), (json.value() as Json[]).length]).toEqual(['invalid', 20_000]);
    }
  });

  test('[R83] a reader who comes late sees everything, however large', () => {
    const json = pushAll(pieces(`[${'0,'.repeat(200_000)}"x`, [20]));
    expect((json.value() as Json[]).length).toBe(200_001);
  });
});

describe('malformed text', () => {
  const soup = fc
    .array(fc.constantFrom(...'{}[],:"\\u0e1-+. \n\u0000a'.split(''), 'true', 'null', 'false', '"a"', '"b":', '1.5'), {
      maxLength: 12,
    })
    .map((units) => units.join(''));

  test('[R84] text is complete exactly when JSON.parse takes it, and nothing throws', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          soup,
          soup.map((text) => `{"a":${text}`),
          fc.string(),
        ),
        cuts,
        (text, at) => {
          const json = pushAll(pieces(text, at));
          json.end();
          const expected = tryParse(text);
          expect(json.status()).toBe(expected.ok ? 'complete' : 'invalid');
          if (expected.ok) expect(json.value()).toEqual(expected.value);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['Sure! {"a":1}', undefined],
    ['', undefined],
    ['{"a":1', {}],
    ['{"a":"b', { a: 'b' }],
    ['{"a":1,}', { a: 1 }],
    ['{"a":1 "b":2}', { a: 1 }],
    ['{"a" 1}', {}],
    ['{a:1}', {}],
    ["{'a':1}", {}],
    ['{,}', {}],
    ['[1,]', [1]],
    ['[1,,2]', [1]],
    ['[1}', [1]],
    ['{"a":[1}', { a: [1] }],
    ['[01]', []],
    ['[+1]', []],
    ['[1.]', []],
    ['[.5]', []],
    ['[1e]', []],
    ['[NaN]', []],
    ['[nulll]', []],
    ['[True]', []],
    ['["a\nb"]', ['a']],
    ['["a\u001f"]', ['a']],
    ['["a\\x"]', ['a']],
    ['["a\\u12g4"]', ['a']],
    ['{"a":1}}', { a: 1 }],
    ['{"a":1} x', { a: 1 }],
    ['1 2', 1],
    ['\ufeff{}', undefined],
    ['\u00a0{}', undefined],
  ])('[R84] %j is invalid, and what came before the error stays: %j', (text, kept) => {
    expect(parse(text)).toEqual(['invalid', kept]);
    expect(pushAll(text.split('')).value()).toEqual(kept);
    const json = pushAll([text]);
    json.end();
    json.push('"more":[1,2,3]');
    expect([json.status(), json.value()]).toEqual(['invalid', kept]);
  });
});

describe('keys', () => {
  test('[R85] __proto__, constructor and toString are plain own properties in every snapshot', () => {
    const text =
      '{"__proto__":{"polluted":true,"__proto__":"x"},"constructor":{"prototype":{"polluted":1}},"toString":0}';
    const all = snapshots(text.split('')).filter((shown) => typeof shown === 'object');
    for (const shown of all) expect(Object.getPrototypeOf(shown)).toBe(Object.prototype);
    expect(JSON.stringify(all.at(-1))).toBe(text);
    expect(Object.keys(all.at(-1) as object)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(JSON.stringify(all[20])).toBe('{"__proto__":{}}');
    expect('polluted' in {}).toBe(false);
  });

  test('[R85] of keys that repeat the last wins, in the place of the first', () => {
    const json = pushAll(['{"a":[1],"b":2,"a":"x']);
    expect(JSON.stringify(json.value())).toBe('{"a":"x","b":2}');
    json.push('y","__proto__":1,"__proto__":2}');
    expect(JSON.stringify(json.value())).toBe('{"a":"xy","b":2,"__proto__":2}');
  });
});

/** JSON texts: any value, with or without white space, as itself or with everything but ASCII escaped. */
const documents = fc
  .tuple(
    fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }),
    fc.constantFrom(undefined, '\t', ' \r\n'),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([value, space, escaped, inArray]) => {
    const text = JSON.stringify(inArray ? [value, value] : value, null, space);
    return escaped ? text.replaceAll(/[^\0-\x7f]/gu, escapeUnits) : text;
  });

/** Mostly what can be cut in a bad place: pairs raw and escaped, escapes beside backslashes, every kind of number. */
const tricky = fc
  .array(
    fc.oneof(
      fc
        .array(
          fc.constantFrom(
            '😀',
            '\\ud83d\\ude00',
            '\\uD83D\ude00',
            '\ud83d\\ude00',
            '\\\\',
            '\\"',
            '\\u0041',
            '\\/',
            'u',
            'é',
          ),
        )
        .map((units) => `"${units.join('')}"`),
      fc.constantFrom('0', '-1', '12.50', '1e3', '-2.5E-7', '1E+2', 'true', 'false', 'null', '[]', '{}', '""'),
      fc.integer({ min: 0, max: 9 }).map((id) => `{"k\\u00e9${id}" : [ ${id} ] , "\\ud83d\\ude00":-${id}.5}`),
    ),
    { maxLength: 8 },
  )
  .map((items) => `[${items.join(' ,')}]`);

/** Small enough to be shown at once even to a reader after every character. */
const isSmall = (text: string) => text.length <= 200;

const cuts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 });

function escapeUnits(char: string): string {
  return Array.from({ length: char.length }, (_, at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** The text in pieces of these lengths, again and again: a length of 0 is an empty piece, but as the first one, 1. */
function pieces(text: string, lengths: readonly number[]): readonly string[] {
  const result: string[] = [];
  for (let at = 0, index = 0; at < text.length; index++) {
    const turn = index % lengths.length;
    const length = Math.max(lengths[turn] ?? 0, turn === 0 ? 1 : 0);
    result.push(text.slice(at, at + length));
    at += length;
  }
  return result;
}

function pushAll(deltas: readonly string[]) {
  const json = createPartialJson();
  for (const delta of deltas) json.push(delta);
  return json;
}

function snapshots(deltas: readonly string[]): readonly (Json | undefined)[] {
  const json = createPartialJson();
  return deltas.map((delta) => {
    json.push(delta);
    return json.value();
  });
}

function parse(text: string): readonly [string, Json | undefined] {
  const json = pushAll([text]);
  json.end();
  return [json.status(), json.value()];
}

function tryParse(text: string): { readonly ok: boolean; readonly value?: unknown } {
  try {
    // The parser's one difference that this soup can reach.
    return { ok: true, value: JSON.parse(text, (_, value: unknown) => (Object.is(value, -0) ? 0 : value)) };
  } catch {
    return { ok: false };
  }
}

/** Strings may be shorter and containers smaller at one place, the one that is being written. Everything else is equal. */
function isPrefix(shown: Json, final: Json): boolean {
  if (typeof shown === 'string') return typeof final === 'string' && final.startsWith(shown);
  if (typeof shown !== 'object' || shown === null) return shown === final;
  if (typeof final !== 'object' || final === null || Array.isArray(shown) !== Array.isArray(final)) return false;
  const inFinal = new Map(Object.entries(final));
  const unfinished = Object.entries(shown).filter(
    ([key, child]) => JSON.stringify(child) !== JSON.stringify(inFinal.get(key)),
  );
  const [growing] = unfinished;
  if (Array.isArray(shown) && growing && Number(growing[0]) !== shown.length - 1) return false;
  return Object.keys(shown).every((key) => inFinal.has(key)) && unfinished.length <= 1
    ? unfinished.every(([key, child]) => isPrefix(child, inFinal.get(key) as Json))
    : false;
}

/** Every container in `before` is the same object in `after`, but for one path from the root. */
function renewsOnePath(before: Json | undefined, after: Json | undefined): boolean {
  if (before === after || typeof before !== 'object' || before === null) return true;
  const inAfter = new Map(Object.entries(after as object));
  const renewed = Object.entries(before).filter(
    ([key, child]) => typeof child === 'object' && child !== null && child !== inAfter.get(key),
  );
  return renewed.length <= 1 && renewed.every(([key, child]) => renewsOnePath(child as Json, inAfter.get(key) as Json));
}

/** What a reader after every 20 characters makes the parser do. */
function costOf(text: string): { readonly charsRead: number; readonly itemsCopied: number; readonly final: unknown } {
  const reads = [vi.spyOn(String.prototype, 'charCodeAt'), vi.spyOn(String.prototype, 'charAt')];
  const json = createPartialJson();
  let itemsCopied = 0;
  let charsRead = 0;
  let before: Json | undefined;
  for (const delta of pieces(text, [20])) {
    reads.forEach((read) => read.mockClear());
    json.push(delta);
    const shown = json.value();
    charsRead += reads.reduce((sum, read) => sum + read.mock.calls.length, 0);
    itemsCopied += countCopied(before, shown);
    before = shown;
  }
  reads.forEach((read) => read.mockRestore());
  return { charsRead, itemsCopied, final: json.value() };
}

/** The items of all containers that are not the object that they were. */
function countCopied(before: unknown, after: unknown): number {
  if (before === after || typeof after !== 'object' || after === null) return 0;
  const earlier = typeof before === 'object' && before !== null ? (before as Readonly<Record<string, unknown>>) : {};
  return Object.entries(after).reduce((sum, [key, child]) => sum + 1 + countCopied(earlier[key], child), 0);
}
