import { expect, test } from 'vitest';
import { createFormReader } from './form-reader.ts';

const formOf = (values: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

test('what is typed well is read, without problems', () => {
  const reader = createFormReader(formOf({ name: ' Ada ', amount: '12.50', quantity: '3', draft: 'on', memo: ' ' }));
  expect([
    reader.text('name', 'Name?'),
    reader.cents('amount', 'Amount?'),
    reader.count('quantity', 'Quantity?'),
    reader.checked('draft'),
    reader.checked('other'),
    reader.text('memo'),
    reader.problems,
  ]).toEqual(['Ada', 1250, 3, true, false, '', {}]);
});

test.each(['', '0', '-1', '1.5', '1e2', 'two'])('"%s" is no quantity', (quantity) => {
  const reader = createFormReader(formOf({ quantity }));
  reader.count('quantity', 'Quantity?');
  expect(reader.problems).toEqual({ quantity: 'Quantity?' });
});

test('every problem is noted at once', () => {
  const reader = createFormReader(formOf({ amount: '0', name: '  ' }));
  reader.text('name', 'Name?');
  reader.cents('amount', 'Amount?');
  reader.text('absent', 'Absent?');
  expect(reader.problems).toEqual({ name: 'Name?', amount: 'Amount?', absent: 'Absent?' });
});
