import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventDraft } from './event.ts';
import { log, said } from './test-support/context-log.ts';
import { walk } from './test-support/context-walk.ts';
import { everyEvent, everything } from './test-support/every-event.ts';
import { readThreadFile, writeThreadFile } from './thread-file.ts';

const lines = (events: readonly unknown[]): string => events.map((event) => `${JSON.stringify(event)}\n`).join('');
const read = (text: string) => () => readThreadFile(text);
const invalid = (message: string): object => expect.objectContaining({ code: 'thread_file_invalid', message });

describe('a thread file', () => {
  test('[R75] is one line an event and reads back as the same log, whatever its events', () => {
    expect(new Set(everything.map(({ type }) => type))).toEqual(new Set(Object.keys(everyEvent)));
    const text = writeThreadFile(everything);
    expect(text.split('\n')).toHaveLength(everything.length + 1);
    expect(readThreadFile(text)).toEqual(everything);
    expect(writeThreadFile(readThreadFile(text))).toBe(text);
  });

  test('[R75] takes every log that a live agent can write', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(997), { minLength: 1, maxLength: 60 }), (choices) => {
        const events = walk(choices);
        expect(readThreadFile(writeThreadFile(events))).toEqual(events);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  test('[R75] may have a byte order mark, CRLF and blank lines at its end, or no line break there', () => {
    const text = writeThreadFile(everything);
    for (const variant of [`\uFEFF${text}`, text.replaceAll('\n', '\r\n'), `${text}\n \r\n`, text.trimEnd()]) {
      expect(readThreadFile(variant)).toEqual(everything);
    }
  });

  test('[R75] keeps line separators inside strings, and fields that it does not know', () => {
    const events = log({ ...said('a\u2028b\nc'), extra: 1 } as unknown as EventDraft);
    expect(readThreadFile(writeThreadFile(events))).toEqual(events);
  });

  test('[R75] of a key that stands twice the last one counts', () => {
    const text = writeThreadFile(log(said('one'))).replace('"text":"one"', '"text":"one","text":"two"');
    expect(readThreadFile(text)[1]).toMatchObject({ text: 'two' });
  });

  test.each([
    ['an empty file', '', 'The thread file is empty; its first line must be a thread.started event.'],
    ['a file of blank lines', '\n\r\n\n', 'The thread file is empty; its first line must be a thread.started event.'],
    [
      'a file that does not start at its start',
      lines(everything.slice(1)),
      'Line 1 of the thread file is invalid. The first event must be thread.started, not thread.forked.',
    ],
    [
      'a second start',
      lines([...log(), { ...log()[0], id: 't1/2', seq: 2 }]),
      'Line 2 of the thread file is invalid. Only the first event may be thread.started.',
    ],
    [
      'a gap',
      lines(log(said('a'), said('b')).toSpliced(1, 1)),
      'Line 2 of the thread file is invalid. "seq" must be 2, not 3: events are missing.',
    ],
    [
      'a line that stands twice',
      lines(
        log(said('a'))
          .flatMap((event) => [event, event])
          .slice(2),
      ).replace(/^/, lines(log())),
      'Line 3 of the thread file is invalid. "seq" is 2 a second time; 3 is due.',
    ],
    [
      'an event of another thread',
      lines([...log(), { ...log(said('a'))[1], threadId: 't2', id: 't2/2' }]),
      'Line 2 of the thread file is invalid. It belongs to thread "t2", the file to "t1".',
    ],
    [
      'a newer schema',
      lines([{ v: 2, type: 'thread.begun' }]),
      'Line 1 of the thread file is invalid. It was made by a newer version (schema 2; this one reads up to 1): upgrade @twelvefold/core.',
    ],
    [
      'a line that is not JSON',
      `${lines(log())}{"id":\n${lines(log())}`,
      'Line 2 of the thread file is not JSON; each line must be one event.',
    ],
    [
      'a blank line in the middle',
      `${lines(log())}\n${lines(log())}`,
      'Line 2 of the thread file is blank; each line must be one event.',
    ],
    [
      'a line that is no object',
      `${lines(log())}[1]\n`,
      'Line 2 of the thread file is invalid. An event must be an object, not a list.',
    ],
    [
      'a file that was cut',
      lines(log(said('a'))).slice(0, -9),
      'The thread file was cut in line 2, its last one. Export it again, or delete that line.',
    ],
  ])('[R76] refuses %s and says where', (_, text, message) => {
    expect(read(text)).toThrow(invalid(message));
  });

  test('[R76] tells a cut file from one whose last line is broken', () => {
    expect(read(`${lines(log())}{"id"`)).toThrow(/was cut in line 2/);
    expect(read(`${lines(log())}{"id"\n`)).toThrow(/Line 2 of the thread file is not JSON/);
  });

  test('[R78] keeps a key "__proto__" inside data as plain data', () => {
    const text = writeThreadFile(
      log({ ...said('Hi'), data: JSON.parse('{"__proto__":{"admin":true}}') } as EventDraft),
    );
    const [, event] = readThreadFile(text);
    expect(JSON.stringify(event)).toContain('"data":{"__proto__":{"admin":true}}');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect((event as unknown as { data: { admin?: boolean } }).data.admin).toBeUndefined();
  });

  test('[R78] nested beyond measure is refused, not a crash', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const text = writeThreadFile(log({ type: 'context.prefetched', key: 'k', data: 'DEEP' })).replace('"DEEP"', deep);
    expect(read(text)).toThrow(expect.objectContaining({ code: 'thread_file_invalid' }));
  });
});
