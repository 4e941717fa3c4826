import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from './json.ts';
import { redactJson, redactSecrets, redactShapes } from './redact.ts';

// Put together at run time, so that no scanner takes this file for a leak.
const hex = '4f9a11b2c35d7e8890aa';
const secrets: Readonly<Record<string, string>> = {
  'an OpenAI key': `sk-${hex}ABCDEFGH`,
  'an OpenAI project key': `sk-proj-Ab_${hex}-${hex}`,
  'an Anthropic key': `sk-ant-api03-Ab_${hex}-${hex}AA`,
  'an AWS key id': `AKIA${'IOSFODNN7EXAMPLE'}`,
  'a GitHub token': `ghp_${hex}${hex}`,
  'a GitHub app token': `ghs_${hex}${hex}`,
  'a fine-grained GitHub token': `github_pat_11ABC${hex}_${hex}`,
  'a Slack token': `xoxb-${'123456789012'}-${hex}`,
  'a Stripe key': `sk_live_${hex}`,
  'a restricted Stripe key': `rk_live_${hex}`,
  'a webhook secret': `whsec_${hex}+/=`,
  'a Google key': `AIzaSy${hex}_-${hex}`,
  'a GitLab token': `glpat-${hex}`,
  'an npm token': `npm_${hex}${hex}`,
  'a JWT': `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${hex}`,
  'a private key': `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB\n\nMIIE/+==\n-----END RSA PRIVATE KEY-----`,
  'a private key that was cut off': `-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQ`,
  'a private key on one line': String.raw`-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\n-----END EC PRIVATE KEY-----`,
};

/** `…` marks where the secret was. */
const inPlace: readonly (readonly [text: string, shape: string])[] = [
  ['Authorization: Bearer abc', 'Authorization: …'],
  ['authorization: Basic dXNlcjpwYXNz\nHost: x', 'authorization: …\nHost: x'],
  ['{"Authorization":"Bearer abc.def","n":1}', '{"Authorization":"…","n":1}'],
  ["curl -H 'Authorization: Bearer abc' https://x.example", "curl -H 'Authorization: …' https://x.example"],
  ['Authorization: Digest username="u", response="66f0"\nHost: x', 'Authorization: …\nHost: x'],
  [`got bearer ${hex}, refused`, 'got bearer …, refused'],
  ['Cookie: sid=abc; theme=dark\nHost: x', 'Cookie: …\nHost: x'],
  ['postgres://ann:hunter2@db.example:5432/app', 'postgres://ann:…@db.example:5432/app'],
  ['redis://:p@ss@cache', 'redis://:…@cache'],
  [`https://${hex}@git.example/repo`, 'https://…@git.example/repo'],
  ['GET /v1?api_key=abc&page=2', 'GET /v1?api_key=…&page=2'],
  ['https://x.example/cb#access_token=abc;state=1', 'https://x.example/cb#access_token=…;state=1'],
  ['DB_PASSWORD=correct,horse\nDB_USER=ann', 'DB_PASSWORD=…\nDB_USER=ann'],
  ['Server=x;Password=abc;Database=y', 'Server=x;Password=…;Database=y'],
  ['user[password]=x', 'user[password]=…'],
  ['password: hunter2', 'password: …'],
  ['db:\n  password: correcthorse\n  user: ann', 'db:\n  password: …\n  user: ann'],
  ['x-api-key: 4f9a11b2c3', 'x-api-key: …'],
  ["{ clientSecret: 'correct horse', id: 1 }", "{ clientSecret: '…', id: 1 }"],
  [String.raw`{"password":"a \"quoted\" one","n":1}`, '{"password":"…","n":1}'],
  [String.raw`{"body":"{\"password\":\"hunter2\",\"n\":1}"}`, String.raw`{"body":"{\"password\":\"…\",\"n\":1}"}`],
  [`{"refresh_token": "${hex}"}`, '{"refresh_token": "…"}'],
  ['failed: curl --token abc123def -v', 'failed: curl --token … -v'],
  [String.raw`line one\n` + `sk-${hex}`, String.raw`line one\n…`],
  [`?q=%20sk-${hex}`, '?q=%20…'],
];

const nearMisses = [
  'commit 140fdc9e3c2d6c1b6b7a8c9d0e1f2a3b4c5d6e7f',
  '550e8400-e29b-41d4-a716-446655440000',
  'token: 12 left',
  'tokens: 1234, input_tokens=88',
  '{"token":"hello"}',
  'next_page_token=abc123def456',
  'password: must have 8 characters',
  'password: string',
  'remember_password=true',
  'a password reset link was sent; the secret is out',
  'apiKey: config.apiKey,',
  'API_KEY=$API_KEY',
  'PWD=/home/ann/work',
  'the bearer of bad news; bearer authentication is required',
  '{"authorization":"succeeded"}',
  'https://example.com/a:b@c and http://localhost:3000/@ann',
  'https://ann@example.com, mailto:ann@example.com',
  'https://news.example/sk-hynix-launches-new-memory-chip-2025',
  '-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----',
  'npm_config_registry_something_really_long_name',
  '',
];

describe('redactSecrets', () => {
  test.each(Object.entries(secrets))('[R60] takes out %s, wherever it stands', (_, secret) => {
    expect(redactSecrets(secret)).toBe('[redacted]');
    expect(redactSecrets(`before "${secret}" after`)).toBe('before "[redacted]" after');
    expect(redactSecrets(JSON.stringify([`\n${secret}`]))).not.toContain(secret.slice(-12));
  });

  test.each(inPlace)('[R60] %j keeps all but the secret', (text, shape) => {
    expect(redactSecrets(text)).toBe(shape.replaceAll('…', '[redacted]'));
  });

  test.each(nearMisses)('[R60] leaves %j as it is', (text) => {
    expect(redactSecrets(text)).toBe(text);
  });

  test('[R60] changes nothing the second time', () => {
    const texts = [...Object.values(secrets), ...inPlace.map(([text]) => text)];
    const once = texts.map(redactSecrets);
    expect(once.map(redactSecrets)).toEqual(once);
  });

  // A quadratic pattern would take minutes here, a linear one takes milliseconds.
  test.each([
    'a',
    '-',
    'sk-',
    'sk-a',
    'eyJ',
    'eyJaaaaaaaa.',
    '://',
    '://a:',
    'password',
    'password:',
    'password=',
    'secret: a',
    '"password":"',
    '\\"password\\":\\"',
    'token:"',
    '-----BEGIN PRIVATE KEY-----a-',
    'bearer ',
    'authorization: bearer ',
    'cookie: a',
    '--token ',
    'ghp_',
    '\\n',
    '%20',
    ' ',
  ])('[R61] gets through 256 kB of %j', { timeout: 60_000 }, (hostile) => {
    const text = hostile.repeat(Math.ceil(256_000 / hostile.length));
    for (const before of ['', 'password="', 'token: ', '://u:'])
      expect(typeof redactSecrets(before + text)).toBe('string');
  });

  test('[R61] does not run out of stack on 6 MB', { timeout: 60_000 }, () => {
    expect(redactSecrets(`-----BEGIN PRIVATE KEY-----${'-a'.repeat(3_000_000)}`)).toMatch(/^\[redacted\]/);
    expect(redactSecrets(`password=${'a'.repeat(6_000_000)}`)).toBe('password=[redacted]');
  });
});

describe('redactJson', () => {
  test('[R62] redacts strings at any depth, keys included, and drops no member', () => {
    const key = `sk-${hex}`;
    expect(redactJson({ list: [{ deep: `use ${key}` }], [key]: 1, '[redacted]': 2, n: null }, redactSecrets)).toEqual({
      list: [{ deep: 'use [redacted]' }],
      '[redacted]': 1,
      '[redacted] 2': 2,
      n: null,
    });
  });

  test('[R61] [R62] keys that look alike afterwards are numbered in linear time', () => {
    const keys = (count: number): Json =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));
    const redact = (text: string): string => text.replace(/^k\d+$/, 'k');
    const count = 20_000;
    const start = performance.now();
    const redacted = redactJson(keys(count), redact) as JsonObject;
    // Counting from the start for each key takes 200 million looks.
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(Object.values(redacted)).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(Object.keys(redacted).slice(0, 3)).toEqual(['k', 'k 2', 'k 3']);
    expect(redactJson({ 'k 2': 0, k1: 1, k2: 2 }, redact)).toEqual({ 'k 2': 0, k: 1, 'k 3': 2 });
  });

  test('[R62] judges a string together with its key', () => {
    const value = { password: 'correct horse', api_key: 'abc', token: '12 left', nextPageToken: hex, note: 'password' };
    expect(redactJson(value, redactSecrets)).toEqual({ ...value, password: '[redacted]', api_key: '[redacted]' });
  });

  test('[R62] keeps the identity of what did not change', () => {
    const clean = { rows: [1, 'two', { three: null }] };
    expect(redactJson(clean, redactSecrets)).toBe(clean);
    const mixed = { clean, dirty: 'Authorization: Bearer abc' };
    const redacted = redactJson(mixed, redactSecrets);
    expect(redacted).toEqual({ clean, dirty: 'Authorization: [redacted]' });
    expect((redacted as typeof mixed).clean).toBe(clean);
  });

  test('[R62] takes a key like "__proto__" for data', () => {
    const value = JSON.parse('{"__proto__":{"password":"hunter2"}}') as { readonly a?: string };
    expect(JSON.stringify(redactJson(value as never, redactSecrets))).toBe('{"__proto__":{"password":"[redacted]"}}');
  });
});

test('[R60] a text that is not looked through has none of the shapes', () => {
  const known = [...Object.values(secrets), ...inPlace.map(([text]) => text)];
  const pieces = [...known, 'total 12', ': ', '"', '\n', '%20', 'ſ', 'K'];
  const cut = fc.tuple(fc.constantFrom(...pieces), fc.nat(20), fc.integer({ min: 1, max: 60 }));
  const texts = fc
    .array(cut, { maxLength: 4 })
    .map((cuts) => cuts.map(([piece, at, length]) => piece.slice(at, at + length)).join(''));
  const property = fc.property(texts, (text) => {
    for (const given of [text, text.toUpperCase(), text.toLowerCase()])
      expect(redactSecrets(given)).toBe(redactShapes(given));
  });
  fc.assert(property, { numRuns: 1_000 });
});
