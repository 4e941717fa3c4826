import { STORES, type Column, type Results, type Row, type StoreName } from './column.ts';

/** The results as a Markdown table: a row a place, a column a store. */
export function toTable(results: Results): string {
  const stores = (Object.keys(STORES) as StoreName[]).filter((name) => results[name]);
  const columns = stores.map((name) => results[name] as Column);
  const places = [...new Set(columns.flatMap(({ rows }) => Object.keys(rows)))];
  const line = (name: string, cell: (column: Column) => string): string => row([name, ...columns.map(cell)]);
  return [
    row(['killed', ...stores.map((name) => STORES[name])]),
    row(['---', ...stores.map(() => '---')]),
    ...places.map((place) => line(place, ({ rows }) => cellOf(rows[place]))),
    line('**kills**', ({ rows }) => `**${total(rows, ({ kills }) => kills)}**`),
    line(
      'runs that finished',
      ({ rows }) => `${total(rows, (one) => one.finished)} of ${total(rows, (one) => one.trials)}`,
    ),
    line('acknowledged events lost', ({ lost }) => `${lost}`),
    line('unapproved effects', ({ unapproved }) => `${unapproved}`),
    line('double effects', ({ doubled }) => `${doubled}`),
  ].join('\n');
}

function cellOf(found: Row | undefined): string {
  if (!found) return '';
  const { kills, trials, finished, inDoubt, claimedAgain } = found;
  const end = finished === trials ? 'all finished' : `${finished} of ${trials} finished`;
  const what = [inDoubt ? `${inDoubt} in doubt` : '', claimedAgain ? `${claimedAgain} claimed again` : ''];
  const counts = what.filter((part) => part !== '').join(', ');
  return `${kills} ${kills === 1 ? 'kill' : 'kills'}, ${end}${counts && `: ${counts}`}`;
}

function total(rows: Column['rows'], of: (row: Row) => number): number {
  return Object.values(rows).reduce((so, one) => so + of(one), 0);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
