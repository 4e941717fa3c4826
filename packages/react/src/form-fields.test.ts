import type { Json } from '@twelvefold/core';
import { describe, expect, test } from 'vitest';
import { readForm, toFields } from './form-fields.ts';
import { sayUnchecked } from './say-unchecked.ts';

const order = {
  invoice: 'F-1',
  lines: [
    { cents: 500, isPaid: false },
    { cents: 0.1, isPaid: true },
  ],
  note: null,
};

function formOf(values: Readonly<Record<string, string | Blob>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.append(name, value as string);
  return form;
}

/** What comes back when all fields are sent as a browser sends them. */
function sentBack(shown: Json): unknown {
  const form = new FormData();
  for (const field of toFields(shown)) {
    if (field.type !== 'checkbox') form.append(field.name, String(field.defaultValue));
    else form.append(field.name, field.defaultChecked ? 'on' : 'false');
  }
  return readForm(shown, form);
}

describe('fields', () => {
  test('are the texts, numbers and booleans of an input, in order', () => {
    expect(toFields(order)).toEqual([
      { name: 'input.invoice', 'aria-label': 'invoice', type: 'text', defaultValue: 'F-1' },
      { name: 'input.lines.0.cents', 'aria-label': 'lines.0.cents', type: 'number', step: 'any', defaultValue: 500 },
      {
        name: 'input.lines.0.isPaid',
        'aria-label': 'lines.0.isPaid',
        type: 'checkbox',
        defaultChecked: false,
        ref: sayUnchecked,
      },
      { name: 'input.lines.1.cents', 'aria-label': 'lines.1.cents', type: 'number', step: 'any', defaultValue: 0.1 },
      {
        name: 'input.lines.1.isPaid',
        'aria-label': 'lines.1.isPaid',
        type: 'checkbox',
        defaultChecked: true,
        ref: sayUnchecked,
      },
    ]);
  });

  test.each<[string, Json]>([
    ['null', { note: null }],
    ['nothing', {}],
    ['lists of nothing', { lines: [] }],
    ['texts that an <input> would change', { note: 'one\ntwo', more: 'one\r' }],
  ])('%s has none', (_, input) => {
    expect(toFields(input)).toEqual([]);
  });

  test('have names that differ whatever the keys are, and that are no property of a form', () => {
    const names = toFields({
      'a.b': 1,
      a: { b: 1, '': 1 },
      'a\\': { b: 1 },
      'a\\.b': 1,
      '': { b: 1 },
      reset: 1,
      reason: 1,
    }).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('input.reset');
    expect(names.filter((name) => !name.startsWith('input.'))).toEqual([]);
    expect(toFields('alone')).toEqual([{ name: 'input', 'aria-label': 'input', type: 'text', defaultValue: 'alone' }]);
  });

  test.each<Json>([
    order,
    { 'a.b': 'x', a: { b: 'y' } },
    { huge: 1e300, tiny: 5e-324, negative: -1.5, zero: 0 },
    { text: '  spaces  ', empty: '', number: '12', truth: 'on', line: 'one\r\ntwo' },
    'alone',
    7,
    false,
    null,
    JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": {"prototype": "x"}}') as Json,
  ])('bring %j back as it was', (shown) => {
    expect(sentBack(shown)).toEqual({ ok: true, input: shown });
    expect(JSON.stringify(sentBack(shown))).toBe(JSON.stringify({ ok: true, input: shown }));
  });
});

describe('a form', () => {
  test('changes what it has, as the kind of value that it was, and leaves the rest', () => {
    const form = formOf({
      'input.invoice': '12',
      'input.lines.0.cents': ' 7.5 ',
      'input.lines.0.isPaid': 'on',
      'input.lines.1.isPaid': 'false',
    });
    expect(readForm(order, form)).toEqual({
      ok: true,
      input: {
        invoice: '12',
        lines: [
          { cents: 7.5, isPaid: true },
          { cents: 0.1, isPaid: false },
        ],
        note: null,
      },
    });
    expect(order.lines[0]).toEqual({ cents: 500, isPaid: false });
  });

  test('of an input that has no checkbox leaves booleans as they were shown', () => {
    expect(readForm({ isPaid: true, cents: 5 }, formOf({ 'input.cents': '6' }))).toEqual({
      ok: true,
      input: { isPaid: true, cents: 6 },
    });
  });

  test('with a hidden no before its checkbox means the last of them', () => {
    const form = formOf({ 'input.isPaid': 'false' });
    expect(readForm({ isPaid: true }, form)).toEqual({ ok: true, input: { isPaid: false } });
    form.append('input.isPaid', 'on');
    expect(readForm({ isPaid: false }, form)).toEqual({ ok: true, input: { isPaid: true } });
  });

  test('with a text of several lines keeps line breaks that only the browser has changed', () => {
    const shown = { note: 'one\r\ntwo' };
    expect(readForm(shown, formOf({ 'input.note': 'one\ntwo' }))).toEqual({ ok: true, input: shown });
    expect(readForm(shown, formOf({ 'input.note': 'one\ntwo\n' }))).toEqual({
      ok: true,
      input: { note: 'one\ntwo\n' },
    });
  });

  test('with names that lead nowhere, or anywhere else, changes nothing', () => {
    const form = formOf({
      'input.__proto__.isAdmin': 'true',
      'input.constructor.prototype.isAdmin': 'true',
      'input.lines': 'x',
      'input.lines.2.cents': '9',
      'input.lines.length': '0',
      'input.note': 'not null',
      invoice: 'F-2',
      reason: 'no',
      input: 'x',
      '': 'x',
    });
    expect(readForm(order, form)).toEqual({ ok: true, input: order });
    expect(({} as { isAdmin?: unknown }).isAdmin).toBeUndefined();
  });

  test.each<[string, Readonly<Record<string, string | Blob>>, string]>([
    ['an empty number', { 'input.lines.0.cents': '' }, 'The form needs a number in "lines.0.cents".'],
    ['a blank number', { 'input.lines.0.cents': ' ' }, 'The form needs a number in "lines.0.cents".'],
    ['a text for a number', { 'input.lines.1.cents': '1,5' }, 'The form needs a number in "lines.1.cents".'],
    ['too large a number', { 'input.lines.1.cents': '1e999' }, 'The form needs a number in "lines.1.cents".'],
    ['a maybe', { 'input.lines.0.isPaid': 'maybe' }, 'The form needs true or false in "lines.0.isPaid".'],
    ['a file', { 'input.invoice': new Blob(['x']) }, 'The form needs a text in "invoice".'],
    [
      'two mistakes',
      { 'input.lines.0.cents': 'x', 'input.lines.1.cents': 'y' },
      'The form needs a number in "lines.0.cents" and a number in "lines.1.cents".',
    ],
  ])('with %s is refused with the name of the field', (_, values, message) => {
    expect(readForm(order, formOf(values))).toEqual({ ok: false, rejection: { code: 'invalid_input', message } });
  });
});
