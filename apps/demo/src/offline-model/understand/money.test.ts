// @vitest-environment node
import { expect, test } from 'vitest';
import { foreignMoney, readMoney } from './money.ts';
import { readSpokenNumbers } from './words.ts';

const sums = (text: string) => readMoney(text, readSpokenNumbers(text)).map(({ amount }) => amount);
const marked = (text: string) => readMoney(text, readSpokenNumbers(text)).map(({ isMarked }) => isMarked);

test.each([
  ['$750', 750],
  ['750 bucks', 750],
  ['seven hundred fifty dollars', 750],
  ['$1.2k', 1200],
  ['$1,250.00', 1250],
  ['1,250.00 USD', 1250],
  ['USD 500', 500],
  ['US$40', 40],
  ['750$', 750],
  ['3 hundred dollars', 300],
  ['two grand', 2000],
  ['a grand', 1000],
  ['a hundred bucks', 100],
  ['fifty-five dollars', 55],
  ['$2m', 2_000_000],
  ['two dollars and fifty cents', 2.5],
  ['$3 and 20 cents', 3.2],
  ['99 cents', 0.99],
])('%s is one sum', (text, amount) => {
  expect(sums(text)).toEqual([amount]);
  expect(marked(text)).toEqual([true]);
});

test.each([
  '-$50',
  '$0',
  '10.999',
  '1,25',
  '1.250,00',
  '10%',
  '3pm',
  'Q3',
  '2nd',
  `$${'9'.repeat(400)}`,
  '9,999,999,999',
])('%s is no sum', (text) => {
  expect(sums(text)).toEqual([]);
});

test('a bare number is a sum that nothing marks', () => {
  expect([sums('750'), marked('750')]).toEqual([[750], [false]]);
});

test('a range is two sums, and so are two sums side by side', () => {
  expect([sums('$20-30'), marked('$20-30')]).toEqual([
    [20, 30],
    [true, true],
  ]);
  expect(sums('20 or 30 dollars')).toEqual([20, 30]);
  expect(sums('$20,$30')).toEqual([20, 30]);
});

test('a sum stands where it was said', () => {
  const text = 'pay two hundred dollars now';
  const [sum] = readMoney(text, readSpokenNumbers(text));
  expect(text.slice(sum?.start, sum?.end)).toBe('two hundred dollars');
});

test('other currencies are seen', () => {
  expect(['€50', '20 pounds', 'EUR 40', 'fifty dollars'].map(foreignMoney)).toEqual([
    '€50',
    '20 pounds',
    'EUR 40',
    undefined,
  ]);
});
