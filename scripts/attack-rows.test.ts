import { expect, test } from 'vitest';
import { compareAttacks } from './attack-rows.ts';

const page = `# Security

| attack | before the section |
| --- | --- |
| Not a row | x |

## What was attacked

### One family

| attack | what happens |
| --- | --- |
| A forged \`approval\` | It is refused. |
| A sender's name | It is text. |

### Another

| attack | what happens |
| --- | --- |
| A long one, over lines | Nothing. |

## After

| Not a row either | x |
`;
const source = `
row('A forged \`approval\`', async () => {});
row("A sender's name", async () => {});
row(
  'A long one, over lines',
  async () => {},
);
narrow('No row', 1);
`;

test('a table and tests that agree have nothing to report', () => {
  expect(compareAttacks(page, new Map([['a.test.ts', source]]))).toEqual({ untested: [], unlisted: [], repeated: [] });
  const escaped = source.replace(`"A sender's name"`, `'A sender\\'s name'`);
  expect(compareAttacks(page, new Map([['a.test.ts', escaped]]))).toEqual({ untested: [], unlisted: [], repeated: [] });
});

test('a row without a test, a test without a row and what stands twice are told', () => {
  const tests = new Map([
    ['a.test.ts', `${source}row('New', async () => {});`.replace('A forged', 'A Forged')],
    ['b.test.ts', `row("A sender's name", async () => {});`],
  ]);
  expect(compareAttacks(page, tests)).toEqual({
    untested: ['A forged `approval`'],
    unlisted: [
      { title: 'A Forged `approval`', file: 'a.test.ts' },
      { title: 'New', file: 'a.test.ts' },
    ],
    repeated: ["A sender's name"],
  });
});

test('without the section every test is unlisted', () => {
  expect(compareAttacks('# Security', new Map([['a.test.ts', source]])).unlisted).toHaveLength(3);
});
