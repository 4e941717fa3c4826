import { describe, expect, test } from 'vitest';
import { describeError, ERROR_FACT_MAX_CHARS, toErrorFact, toIssues } from './error-fact.ts';
import { findNonJson } from './json.ts';
import { redactSecrets } from './redact.ts';

const stack = `TypeError: No.
    at refund (file:///app/src/refund.ts:3:9)
    at parse (file:///app/node_modules/zod/index.js:1:1)
    at process.processTicksAndRejections (node:internal/process/task_queues:104:5)
    at new Promise (<anonymous>)
    at desk (file:///app/src/desk.ts:8:2)
    at main (file:///app/src/main.ts:1:1)
    at start (file:///app/src/start.ts:1:1)`;

const frames = [
  'at refund (file:///app/src/refund.ts:3:9)',
  'at desk (file:///app/src/desk.ts:8:2)',
  'at main (file:///app/src/main.ts:1:1)',
];

describe('toErrorFact', () => {
  test('[R64] keeps name, message, code and the first three frames of the app', () => {
    const thrown = Object.assign(new TypeError('No.'), { code: 'E_NO', stack });
    expect(toErrorFact(thrown)).toEqual({ name: 'TypeError', message: 'No.', code: 'E_NO', frames });
  });

  test('[R64] keeps the messages of the causes that say something new', () => {
    const refused = new Error('connect ECONNREFUSED 127.0.0.1:80');
    const thrown = new Error('Could not refund', { cause: new TypeError('fetch failed', { cause: refused }) });
    expect(toErrorFact(thrown).message).toBe('Could not refund: fetch failed: connect ECONNREFUSED 127.0.0.1:80');
    expect(toErrorFact(new Error(`Wrapped: ${refused.message}`, { cause: refused })).message).toBe(
      `Wrapped: ${refused.message}`,
    );
    expect(toErrorFact(new Error('No.', { cause: 'busy' })).message).toBe('No.: busy');
  });

  test('[R64] leaves out the causes of an error with a code: it has said what it means', () => {
    const thrown = Object.assign(new Error('Check the key.', { cause: new Error('key sk-1 refused') }), {
      code: 'denied',
    });
    expect(toErrorFact(thrown).message).toBe('Check the key.');
  });

  test('[R64] stops at a cause that goes round in circles', () => {
    const loop: Error = new Error('a');
    loop.cause = new Error('b', { cause: loop });
    expect(toErrorFact(loop).message).toBe('a: b: a: b');
  });

  test.each<[string, unknown, object]>([
    ['a string', 'No.', { name: 'Error', message: 'No.' }],
    ['nothing', undefined, { name: 'Error', message: 'undefined' }],
    ['null', null, { name: 'Error', message: 'null' }],
    ['a number', 404, { name: 'Error', message: '404' }],
    ['a symbol', Symbol('no'), { name: 'Error', message: 'Symbol(no)' }],
    ['an empty object', {}, { name: 'Error', message: 'Unknown error' }],
    [
      'an object without prototype',
      Object.assign(Object.create(null), { message: 'No.' }),
      { name: 'Error', message: 'No.' },
    ],
    [
      'an error without message',
      Object.assign(new RangeError(''), { stack: '' }),
      { name: 'RangeError', message: 'RangeError' },
    ],
    [
      'a message that is an object',
      { message: { detail: 'No.' }, code: 42 },
      { name: 'Error', message: '{"detail":"No."}', code: '42' },
    ],
    ['a message that JSON cannot hold', { message: new Map() }, { name: 'Error', message: 'Unknown error' }],
    [
      'what cannot be read',
      Object.defineProperty({}, 'message', {
        get: () => {
          throw new Error('Ha.');
        },
      }),
      { name: 'Error', message: 'Something was thrown that cannot be read.' },
    ],
  ])('[R64] takes %s', (_, thrown, fact) => {
    expect(toErrorFact(thrown)).toEqual(fact);
  });

  test('[R64] lists at most ten issues of a schema, with their paths', () => {
    const issues = [
      { path: ['items', 2, { key: 'price' }], message: 'Too small' },
      { path: 'a.b', message: 'Odd' },
      { message: 'Whole' },
      'loose',
      ...Array.from({ length: 20 }, () => ({ message: 'more' })),
    ];
    const fact = toErrorFact({ name: 'ZodError', message: 'Invalid', issues });
    expect(fact.issues).toHaveLength(10);
    expect(fact.issues?.slice(0, 4)).toEqual([
      { path: 'items.2.price', message: 'Too small' },
      { path: 'a.b', message: 'Odd' },
      { path: '', message: 'Whole' },
      { path: '', message: 'loose' },
    ]);
  });

  test('[R64] is small, whatever was thrown', () => {
    const long = 'x'.repeat(100_000);
    const many = Array.from({ length: 100 }, () => ({ path: [long], message: long }));
    const fact = toErrorFact({ name: long, message: long, code: long, stack: `at ${long}\nat a`, issues: many });
    expect(fact.message).toHaveLength(ERROR_FACT_MAX_CHARS);
    expect(fact.frames).toBeUndefined();
    expect(JSON.stringify(fact).length).toBeLessThan(ERROR_FACT_MAX_CHARS + 10 * 500);
    expect(JSON.stringify(toIssues(many)).length).toBeLessThan(10 * 500);
    const framed = toErrorFact({ message: 'No.', stack: `at ${'y'.repeat(1_500)}\nat ${'z'.repeat(1_500)}` });
    expect(framed.frames).toHaveLength(1);
  });

  test('[R64] never ends in half a character', () => {
    const fact = toErrorFact({ message: '😀'.repeat(20) }, undefined, 10);
    expect(fact.message).toBe('😀😀😀😀\uFFFD…');
    expect(toErrorFact(new Error('half \uD83D')).message).toBe('half \uFFFD');
  });

  test('[R60] has no secret in any of its texts', () => {
    const secret = `ghp_${'4f9a11b2c35d7e8890aa'.repeat(2)}`;
    const thrown = {
      name: `Error ${secret}`,
      message: `bad ${secret}`,
      code: secret,
      stack: `at fetch (https://ann:${secret}@x.example/a.ts:1:1)`,
      cause: { message: `why: password=${secret}` },
      issues: [{ path: [secret], message: `not ${secret}` }],
    };
    const { code: _, ...uncoded } = thrown;
    for (const fact of [toErrorFact(thrown, redactSecrets), toErrorFact(uncoded, redactSecrets)]) {
      expect(JSON.stringify(fact)).not.toContain(secret.slice(0, 12));
      expect(fact).toMatchObject({ issues: [{ path: '[redacted]' }] });
    }
    expect(toErrorFact(uncoded, redactSecrets).message).toBe('bad [redacted]: why: password=[redacted]');
  });

  test('[R60] redacts before it cuts, so that no half of a secret is left', () => {
    const secret = `ghp_${'4f9a11b2c35d7e8890aa'.repeat(2)}`;
    expect(toErrorFact({ message: `${'x'.repeat(20)} ${secret}` }, redactSecrets, 40).message).toBe(
      `${'x'.repeat(20)} [redacted]`,
    );
  });

  test('[R64] says less when it cannot be redacted', () => {
    const broken = (): string => {
      throw new Error('Ha.');
    };
    expect(toErrorFact(new Error('secret'), broken)).toEqual({
      name: 'Error',
      message: 'Something was thrown that cannot be read.',
    });
  });

  test('[R64] is JSON', () => {
    const thrown = Object.assign(new Error('No.'), {
      code: { at: new Date(0) },
      issues: [{ path: [Symbol('a')], message: () => 1 }],
    });
    expect(findNonJson(toErrorFact(thrown))).toBeUndefined();
  });
});

describe('describeError', () => {
  test('[R64] is the message, the name in front unless it says nothing, and the issues', () => {
    expect(describeError({ name: 'Error', message: 'No.' })).toBe('No.');
    expect(
      describeError({
        name: 'InvalidInput',
        message: 'No.',
        frames: ['at a'],
        issues: [
          { path: 'a.0', message: 'Odd' },
          { path: '', message: 'Whole' },
        ],
      }),
    ).toBe('InvalidInput: No.\n- a.0: Odd\n- input: Whole');
  });
});
