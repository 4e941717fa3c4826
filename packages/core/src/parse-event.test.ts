import { describe, expect, test } from 'vitest';
import type { Event } from './event.ts';
import type { Json } from './json.ts';
import { parseEvent } from './parse-event.ts';
import { ann, log, replied, said } from './test-support/context-log.ts';
import { everyEvent, everything } from './test-support/every-event.ts';

describe('an event', () => {
  const base = log(said('Hi', { by: ann }))[1] ?? {};

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'An event is missing; it must be an object.'],
    ['text', 'Hi', 'An event must be an object, not "Hi".'],
    ['no type', { ...base, type: undefined }, '"type" must be a string that names an event.'],
    ['an unknown type', { ...base, type: 'message.sent' }, 'There is no event of type "message.sent".'],
    ['a type from the prototype', { ...base, type: 'constructor' }, 'There is no event of type "constructor".'],
    ['no text', { ...base, text: undefined }, '"text" is missing; it must be a string.'],
    ['a wrong text', { ...base, text: 5 }, '"text" must be a string, not 5.'],
    [
      'an unknown source',
      { ...base, source: 'fax' },
      '"source" must be one of ui, webhook, slack, email, cron, agent, not "fax".',
    ],
    ['a wrong field inside', { ...base, by: { kind: 'person', id: null } }, '"by.id" must be a string, not null.'],
    ['an optional field of another type', { ...base, data: [1] }, '"data" must be a JSON object, not a list.'],
    ['a seq of 0', { ...base, seq: 0, id: 't1/0' }, '"seq" must be a whole number of at least 1, not 0.'],
    ['an infinite time', { ...base, atMs: Infinity }, '"atMs" must be a number of at least 0, not Infinity.'],
    ['an id that is not its own', { ...base, id: 't1/9' }, '"id" must be "t1/2", not "t1/9".'],
    ['an old schema', { ...base, v: 0 }, '"v" must be a whole number of at least 1, not 0.'],
    ['something that JSON cannot hold', { ...base, extra: new Date(0) }, '"extra" is not JSON.'],
    ['such a thing inside a field', { ...base, by: { ...ann, seen: [{ at: -0 }] } }, '"by.seen[0].at" is not JSON.'],
    ['a field that is there and has no value', { ...base, data: undefined }, '"data" is not JSON.'],
    [
      'a field that says something else each time',
      Object.defineProperty({ ...base }, 'extra', {
        enumerable: true,
        value: {
          get: 1,
          get now(): number {
            return Math.random();
          },
        },
      }),
      '"extra.now" is not JSON.',
    ],
    ['a time that JSON has no word for', { ...base, atMs: -0 }, '"atMs" must be a number of at least 0, not -0.'],
    [
      'a part of an unknown kind',
      log({ ...replied(1, []), content: [{ type: 'image' }] } as never)[1],
      '"content[0].type" must be one of text, reasoning, call, not "image".',
    ],
    [
      'a member with a missing field',
      log({ ...everyEvent['call.resolved'], resolution: { kind: 'happened' } } as never)[1],
      '"resolution.output" is missing; it must be a JSON value.',
    ],
    [
      '__proto__ among its fields',
      JSON.parse(JSON.stringify(base).replace('{', '{"__proto__":{"admin":true},')),
      '"__proto__" is not allowed.',
    ],
    [
      '__proto__ inside a field',
      JSON.parse(JSON.stringify(base).replace('"by":{', '"by":{"__proto__":{"id":"root"},')),
      '"by.__proto__" is not allowed.',
    ],
  ])('[R77] with %s is refused by name', (_, value, problem) => {
    expect(() => parseEvent(value)).toThrow(
      expect.objectContaining({ code: 'thread_file_invalid', message: `This is no event. ${problem}` }),
    );
  });

  test('[R78] may hold data as deep as the engine logs it, and no deeper', () => {
    const output = (levels: number): Json => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as Json;
    const [, logged, deeper] = log(
      [500, 501].map((levels) => ({ ...everyEvent['call.succeeded'], output: output(levels) })),
    );
    expect(parseEvent(logged)).toBe(logged);
    expect(() => parseEvent(deeper)).toThrow('"output" must be a JSON value, not a list.');
  });

  test('[R77] is returned as it is', () => {
    for (const event of everything) expect(parseEvent(event)).toBe(event);
  });

  test('[R77] has no field that is not checked, except those that hold any JSON', () => {
    const anyJson = [
      'context.prefetched.data',
      'call.succeeded.output',
      'call.approved.editedInput',
      'human.answered.answer',
    ];
    const wrong = [null, 42, -1, 'x', true, [], {}, [{}]];
    const unchecked = everything.flatMap((event) =>
      Object.keys(event)
        .filter((key) => wrong.every((value) => isEvent({ ...event, [key]: value })))
        .map((key) => `${event.type}.${key}`),
    );
    expect(unchecked).toEqual(anyJson.toSorted((a, b) => unchecked.indexOf(a) - unchecked.indexOf(b)));
  });

  test('[R77] may leave out optional fields, and no others', () => {
    const optional = everything.flatMap((event) =>
      Object.keys(event)
        .filter((key) => isEvent(without(event, key)))
        .map((key) => `${event.type}.${key}`),
    );
    expect(optional).toEqual([
      'message.received.data',
      'message.received.steers',
      'model.replied.costUsd',
      'model.failed.retryAfterMs',
      'call.admitted.ruleId',
      'call.admitted.gate',
      'call.admitted.parsedHash',
      'call.gated.parsedHash',
      'call.gated.reason',
      'call.gated.approvers',
      'call.gated.expiresAtMs',
      'call.approved.editedInput',
      'call.approved.editedInputHash',
      'call.approved.parsedHash',
      'call.approved.gate',
      'call.denied.reason',
      'call.denied.suggestion',
      'undo.requested.reason',
      'rule.added.callId',
      'human.asked.callId',
      'run.cancelled.reason',
      'run.finished.note',
    ]);
  });
});

function isEvent(value: unknown): boolean {
  try {
    parseEvent(value);
    return true;
  } catch {
    return false;
  }
}

function without(event: Event, key: string): unknown {
  return Object.fromEntries(Object.entries(event).filter(([name]) => name !== key));
}
