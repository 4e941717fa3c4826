import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createDraftBuilder, type DraftCall } from './draft.ts';
import { hashJson } from './input-hash.ts';
import type { Json } from './json.ts';
import type { ModelPart } from './ports.ts';

const usage = { inputTokens: 12, outputTokens: 7 };
const finished: ModelPart = { type: 'finished', finishReason: 'stop', usage };
const started = (id: string, tool: string): ModelPart => ({ type: 'call.started', id, tool });
const ended = (id: string, tool: string, inputText: string): ModelPart => ({ type: 'call.ended', id, tool, inputText });
const delta = (type: 'text' | 'reasoning' | 'call', id: string, text: string): ModelPart => ({
  type: `${type}.delta`,
  id,
  delta: text,
});
const metadata = { anthropic: { signature: 'c2ln' } };

describe('parts', () => {
  test('[R86] a draft shows 256 parts and no more, and the reply has them all', () => {
    const builder = createDraftBuilder(1);
    for (let index = 0; index < 300; index++) builder.push({ type: 'call.started', id: `${index}`, tool: 'book' });
    expect(builder.draft().parts).toHaveLength(256);
    const { draft } = builder;
    expect(draft()).toBe(draft());
    builder.push({ type: 'finished', finishReason: 'calls', usage: { inputTokens: 1, outputTokens: 1 } });
    expect(builder.reply()?.content).toHaveLength(300);
  });

  test('[R86] parts stand in the order in which they started, however their deltas interleave', () => {
    const builder = build(
      delta('reasoning', '0', 'A refund'),
      delta('text', '0', 'I will'),
      started('a', 'refund'),
      delta('text', '1', 'Bye'),
      started('b', 'mail'),
      delta('call', 'b', '{"to":"An'),
      delta('reasoning', '0', ' is due.'),
      delta('call', 'a', '{"amount":4'),
      delta('text', '0', ' refund.'),
      delta('call', 'a', '2}'),
      ended('b', 'mail', '{"to":"Ann"}'),
    );
    expect(builder.draft()).toEqual({
      step: 3,
      parts: [
        { type: 'reasoning', text: 'A refund is due.' },
        { type: 'text', text: 'I will refund.' },
        { type: 'call', callId: '3.0', tool: 'refund', input: { amount: 42 }, done: false },
        { type: 'text', text: 'Bye' },
        { type: 'call', callId: '3.1', tool: 'mail', input: { to: 'Ann' }, done: true },
      ],
    });
  });

  test('[R86] a draft begins empty, and text shows once there is some, in its place', () => {
    const builder = build();
    expect(builder.draft()).toEqual({ step: 3, parts: [] });
    builder.push(delta('text', 'late', ''));
    builder.push({ type: 'reasoning.ended', id: 'hidden', providerMetadata: metadata });
    builder.push(delta('text', 'b', 'second'));
    expect(builder.draft().parts).toEqual([{ type: 'text', text: 'second' }]);
    builder.push(delta('text', 'late', 'first'));
    expect(builder.draft().parts).toEqual([
      { type: 'text', text: 'first' },
      { type: 'text', text: 'second' },
    ]);
  });

  test('[R86] text never shows half a character', () => {
    const builder = build(delta('text', '0', 'a\ud83d'));
    expect(builder.draft().parts).toEqual([{ type: 'text', text: 'a' }]);
    builder.push(delta('text', '0', '\ude00'));
    expect(builder.draft().parts).toEqual([{ type: 'text', text: 'a😀' }]);
    builder.push(delta('text', '0', '\ud83d'));
    builder.push({ type: 'text.ended', id: '0' });
    expect(builder.draft().parts).toEqual([{ type: 'text', text: 'a😀\ufffd' }]);
  });

  test('[R86] an id that comes again after its end begins another part', () => {
    const builder = build(
      delta('text', '0', 'one'),
      { type: 'text.ended', id: '0' },
      delta('text', '0', 'two'),
      started('a', 'refund'),
      started('a', 'refund'),
      ended('a', 'refund', '{"amount":1}'),
      started('a', 'refund'),
      delta('call', 'a', '{"amount":2'),
    );
    expect(builder.draft().parts).toEqual([
      { type: 'text', text: 'one' },
      { type: 'text', text: 'two' },
      { type: 'call', callId: '3.0', tool: 'refund', input: { amount: 1 }, done: true },
      { type: 'call', callId: '3.1', tool: 'refund', input: {}, done: false },
    ]);
  });

  test('[R86] parts of an unknown type, and input for a call that is not open, change nothing', () => {
    const builder = build(
      { type: 'source.found', id: '0', delta: 'x' } as unknown as ModelPart,
      { type: 'constructor' } as unknown as ModelPart,
      delta('call', 'a', '{"amount":'),
      ended('a', 'refund', '{"amount":1}'),
      delta('call', 'a', '2'),
      finished,
    );
    expect(builder.draft().parts).toEqual([
      { type: 'call', callId: '3.0', tool: 'refund', input: { amount: 1 }, done: true },
    ]);
    expect(builder.reply()?.content).toHaveLength(1);
  });
});

describe('identity', () => {
  test('[R87] the draft is the same object while nothing new can be shown', () => {
    const builder = build();
    expect(builder.draft()).toBe(builder.draft());
    const parts: readonly ModelPart[] = [
      delta('text', '0', 'a'),
      started('a', 'refund'),
      delta('call', 'a', '{"note":"x'),
    ];
    for (const part of parts) builder.push(part);
    const draft = builder.draft();
    const silent: readonly ModelPart[] = [
      delta('text', '0', ''),
      delta('text', '0', '\ud83d'),
      delta('text', '1', ''),
      started('a', 'refund'),
      delta('call', 'a', '\\u00'),
      delta('call', 'gone', '{}'),
      { type: 'text.ended', id: '2' },
    ];
    for (const part of silent) {
      builder.push(part);
      expect([part, builder.draft() === draft]).toEqual([part, true]);
    }
    builder.push(delta('call', 'a', 'e9'));
    expect(builder.draft()).not.toBe(draft);
  });

  test('[R87] parts that did not change keep their identity, and earlier drafts never change', () => {
    const builder = build(
      delta('text', '0', 'Done.'),
      started('a', 'plan'),
      delta('call', 'a', '{"rows":[{"id":1},{"i'),
    );
    const before = builder.draft();
    builder.push(delta('call', 'a', 'd":2'));
    builder.push(delta('call', 'a', '}]}'));
    const after = builder.draft();
    expect(after.parts[0]).toBe(before.parts[0]);
    expect(after.parts[1]).not.toBe(before.parts[1]);
    expect(rowsOf(after.parts[1])[0]).toBe(rowsOf(before.parts[1])[0]);
    expect(before.parts[1]).toMatchObject({ input: { rows: [{ id: 1 }, {}] } });
  });

  test('[R87] the input of a whole call is the one that was streaming, and the one in the reply', () => {
    const text = '{"rows":[{"id":1}],"total":2}';
    const builder = build(started('a', 'plan'), delta('call', 'a', text));
    const streamed = builder.draft().parts[0] as DraftCall;
    builder.push(ended('a', 'plan', text));
    const whole = builder.draft().parts[0] as DraftCall;
    expect(whole).toEqual({ ...streamed, done: true });
    expect(whole.input).toBe(streamed.input);
    builder.push(finished);
    expect(builder.reply()?.content.map((part) => part.type === 'call' && part.input === whole.input)).toEqual([true]);
  });
});

describe('the reply', () => {
  test('[R88] there is none until `finished` came, then it is whole and nothing changes it', () => {
    const builder = build(delta('text', '0', 'Hello'), started('call_7', 'refund'));
    builder.push(ended('call_7', 'refund', '{"amount":42}'));
    expect(builder.reply()).toBe(undefined);

    builder.push({ type: 'finished', finishReason: 'calls', usage: { ...usage, reasoningTokens: 3 }, costUsd: 0 });
    const reply = builder.reply();
    expect(reply).toStrictEqual({
      content: [
        { type: 'text', text: 'Hello' },
        { type: 'call', callId: '3.0', providerCallId: 'call_7', tool: 'refund', input: { amount: 42 } },
      ],
      finishReason: 'calls',
      usage: { ...usage, reasoningTokens: 3 },
      costUsd: 0,
    });

    const draft = builder.draft();
    builder.push(delta('text', '0', ' again'));
    builder.push(finished);
    expect(builder.reply()).toBe(reply);
    expect(builder.draft()).toBe(draft);
  });

  test('[R88] it holds text and reasoning that is not empty or carries provider metadata', () => {
    const reply = replyTo(
      delta('reasoning', '0', ''),
      delta('text', '0', ''),
      delta('text', '1', 'Hi\ud83d'),
      delta('reasoning', '1', 'Hm.'),
      { type: 'reasoning.ended', id: '0', providerMetadata: metadata },
      { type: 'reasoning.ended', id: '1', providerMetadata: metadata },
      { type: 'text.ended', id: '0' },
      { type: 'text.ended', id: 'never begun' },
    );
    expect(reply).toStrictEqual({
      content: [
        { type: 'reasoning', text: '', providerMetadata: metadata },
        { type: 'text', text: 'Hi\ufffd' },
        { type: 'reasoning', text: 'Hm.', providerMetadata: metadata },
      ],
      finishReason: 'stop',
      usage,
    });
  });

  test('[R88] an empty reply is a reply', () => {
    expect(replyTo()).toStrictEqual({ content: [], finishReason: 'stop', usage });
  });
});

describe('calls in the reply', () => {
  const call = { type: 'call', callId: '3.0', providerCallId: 'a', tool: 'refund' } as const;

  test.each<[inputText: string, kept: { readonly input?: unknown; readonly inputText?: string }]>([
    ['{"amount":42}', { input: { amount: 42 } }],
    [' [1, "two"]\n', { input: [1, 'two'] }],
    ['"text"', { input: 'text' }],
    ['null', { input: null }],
    ['12', { input: 12 }],
    ['', { input: {} }],
    [' \n', { input: {} }],
    ['{"amount":', { inputText: '{"amount":' }],
    ['{amount: 42}', { inputText: '{amount: 42}' }],
    ['```json\n{}\n```', { inputText: '```json\n{}\n```' }],
    ['{"amount":1e999}', { inputText: '{"amount":1e999}' }],
    ['[\ud83d', { inputText: '[\ufffd' }],
    ['{"note":"\\ud83d"}', { input: { note: '\ufffd' } }],
  ])('[R89] the input text %j becomes %j', (inputText, kept) => {
    expect(replyTo(ended('a', 'refund', inputText)).content).toStrictEqual([{ ...call, ...kept }]);
    expect(replyTo(started('a', 'x'), ended('a', 'refund', inputText)).content).toStrictEqual([{ ...call, ...kept }]);
    const streamed = replyTo(
      started('a', 'refund'),
      ...inputText.split('').map((char) => delta('call', 'a', char)),
      ended('a', 'refund', inputText),
    );
    expect(streamed.content).toStrictEqual([{ ...call, ...kept }]);
  });

  test('[R89] the text of call.ended counts, not the deltas, unless it is empty', () => {
    const streamed = [started('a', 'refund'), delta('call', 'a', '{"amount":1}')];
    const builder = build(...streamed, ended('a', 'refund', '{"amount":2}'), finished);
    expect(builder.reply()?.content).toStrictEqual([{ ...call, input: { amount: 2 } }]);
    expect(builder.draft().parts).toEqual([
      { type: 'call', callId: '3.0', tool: 'refund', input: { amount: 2 }, done: true },
    ]);
    expect(replyTo(...streamed, ended('a', 'refund', '')).content).toStrictEqual([{ ...call, input: { amount: 1 } }]);
  });

  test('[R89] a call that the provider never ended keeps its text and gets no input, even if that looks whole', () => {
    for (const inputText of ['', '{"amount":4', '{"amount":42}']) {
      const reply = replyTo(started('a', 'refund'), delta('call', 'a', inputText));
      expect(reply.content).toStrictEqual([{ ...call, inputText }]);
    }
  });

  test('[R89] the call id is the step and the place among the calls, and metadata is kept', () => {
    const reply = replyTo(
      started('a', 'refund'),
      delta('text', '0', 'and'),
      { type: 'call.ended', id: 'b', tool: 'mail', inputText: '{}', providerMetadata: metadata },
      ended('a', 'refund', '{}'),
    );
    expect(reply.content).toStrictEqual([
      { ...call, input: {} },
      { type: 'text', text: 'and' },
      { type: 'call', callId: '3.1', providerCallId: 'b', tool: 'mail', input: {}, providerMetadata: metadata },
    ]);
  });

  test('[R89] keys that could pollute a prototype stay own properties of the input', () => {
    const inputText = '{"__proto__":{"admin":true},"constructor":1}';
    const [part] = replyTo(ended('a', 'refund', inputText)).content;
    expect(JSON.stringify(part)).toBe(JSON.stringify({ ...call, input: 0 }).replace('0}', `${inputText}}`));
    expect('admin' in {}).toBe(false);
  });

  test('[R89] whatever a model writes, the reply can be logged and hashed', () => {
    const unit = fc.constantFrom(
      ...'{}[]":,\\ue1-. '.split(''),
      '"a":',
      'd83d',
      '\\ud83d',
      '\ud83d',
      '\ude00',
      '1e999',
      '-0',
    );
    const text = fc.oneof(fc.json(), fc.string({ unit, maxLength: 12 }));
    fc.assert(
      fc.property(text, text, (inputText, delta) => {
        const reply = replyTo(
          { type: 'text.delta', id: '0', delta },
          started('b', 'mail'),
          { type: 'call.delta', id: 'b', delta },
          ended('a', 'refund', inputText),
        );
        expect(JSON.parse(JSON.stringify(reply))).toEqual(reply);
        expect(hashJson(reply as unknown as Json)).toMatch(/^[0-9a-f]{64}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('cost', () => {
  const input = { rows: Array.from({ length: 500 }, (_, id) => ({ id, note: 'It "rains".\n' })) };

  test.each([
    ['says it again', JSON.stringify(input), 1],
    ['says nothing', '', 1],
    ['says it in other words', JSON.stringify(input, null, 1), 2],
  ])(
    '[R83] an input whose end %s is read as often as it is said: each character at most 3 times',
    (_, atEnd, times) => {
      const text = JSON.stringify(input);
      const reads = [vi.spyOn(String.prototype, 'charCodeAt'), vi.spyOn(String.prototype, 'charAt')];
      const parse = vi.spyOn(JSON, 'parse');
      const builder = build(started('a', 'book'));
      for (let at = 0; at < text.length; at += 20) {
        builder.push(delta('call', 'a', text.slice(at, at + 20)));
        builder.draft();
      }
      builder.push(ended('a', 'book', atEnd));
      const [part] = builder.draft().parts;
      builder.push(finished);
      builder.reply();
      const charsRead = reads.reduce((sum, read) => sum + read.mock.calls.length, 0);
      const parses = parse.mock.calls.length;
      vi.restoreAllMocks();
      expect(part).toEqual({ type: 'call', callId: '3.0', tool: 'book', input, done: true });
      expect(charsRead).toBeLessThanOrEqual(3 * (times === 1 ? text.length : text.length + atEnd.length));
      expect(parses).toBe(0);
    },
  );
});

function build(...parts: readonly ModelPart[]) {
  const builder = createDraftBuilder(3);
  for (const part of parts) builder.push(part);
  return builder;
}

function replyTo(...parts: readonly ModelPart[]) {
  const reply = build(...parts, finished).reply();
  if (!reply) throw new Error('There is no reply after `finished`.');
  return reply;
}

function rowsOf(part: unknown): readonly unknown[] {
  return (part as { input: { rows: readonly unknown[] } }).input.rows;
}
