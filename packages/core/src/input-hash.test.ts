import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashJson } from './input-hash.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

test('[R46] a hash is SHA-256 over the canonical JSON of RFC 8785, as in its example', () => {
  const example = JSON.parse(String.raw`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
    "literals": [null, true, false]
  }`);
  const canonical = String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`;
  expect(hashJson(example)).toBe(sha256(canonical));
});

test('[R46] the order of keys does not matter, at any depth; that of items does', () => {
  expect(hashJson({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(hashJson({ a: [{ c: 2, d: 1 }], b: 1 }));
  expect(hashJson([1, 2])).not.toBe(hashJson([2, 1]));
});

test.each([null, true, 0, 1.5, '', 'text', [], {}, { toJSON: 'no function' }])(
  '[R46] %j has a hash of its own',
  (value) => {
    expect(hashJson(value)).toBe(sha256(JSON.stringify(value)));
  },
);

test('[R46] a key called "__proto__" counts', () => {
  expect(hashJson(JSON.parse('{"__proto__":{"amount":9}}'))).toBe(sha256('{"__proto__":{"amount":9}}'));
});

test('[R46] half a surrogate pair counts as a replacement character, in keys too; a whole one as itself', () => {
  expect(hashJson(['a\ud83d', { '\ude00': 1 }])).toBe(sha256('["a\ufffd",{"\ufffd":1}]'));
  expect(hashJson(['\ud83d', '😀', '\\ud83d'])).toBe(sha256(String.raw`["` + '\ufffd' + String.raw`","😀","\\ud83d"]`));
});
