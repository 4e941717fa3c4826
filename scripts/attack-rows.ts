/** Where the table of attacks in SECURITY.md and the tests of the suite disagree. */
export interface AttackReport {
  /** Rows of the table that no test has as its title. */
  readonly untested: readonly string[];
  /** Tests that the table does not name. */
  readonly unlisted: readonly { readonly title: string; readonly file: string }[];
  /** Titles that stand more than once, in the table or in the tests. */
  readonly repeated: readonly string[];
}

/** Compares the rows of the table with the titles of the tests; `tests` maps a file's path to its source. */
export function compareAttacks(page: string, tests: ReadonlyMap<string, string>): AttackReport {
  const rows = tableRows(page);
  const titles = [...tests].flatMap(([file, source]) => rowTitles(source).map((title) => ({ title, file })));
  const tested = titles.map(({ title }) => title);
  return {
    untested: rows.filter((row) => !tested.includes(row)),
    unlisted: titles.filter(({ title }) => !rows.includes(title)),
    repeated: [...new Set([...repeats(rows), ...repeats(tested)])],
  };
}

/** The first cells of all tables between the heading "What was attacked" and the next one of its level. */
function tableRows(page: string): string[] {
  const [, after = ''] = page.split(/^## What was attacked$/m);
  const [section = ''] = after.split(/^## /m);
  const cells = [...section.matchAll(/^\| (.+?) \| .* \|$/gm)].map(([, cell = '']) => cell);
  return cells.filter((cell) => cell !== 'attack' && !/^-+$/.test(cell));
}

/** What `row('…', …)` is given first. */
function rowTitles(source: string): string[] {
  return [...source.matchAll(/\brow\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"([^"\\\n]*)")/g)].map(([, single, double]) =>
    (single ?? double ?? '').replaceAll("\\'", "'"),
  );
}

function repeats(all: readonly string[]): string[] {
  return all.filter((one, at) => all.indexOf(one) !== at);
}
