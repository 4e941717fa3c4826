import { formatNumber, formatRatio, formatValue } from './format.ts';
import { beatsOurs, isDraw, isFloor, OURS } from './ratios.ts';
import type { Results, Run } from './results.ts';
import type { Row } from './row.ts';
import type { Judgement, Scenario } from './scenario.ts';

export interface MarkdownOptions {
  /** The charts of a scenario, by its name: links to the files. */
  readonly charts: ReadonlyMap<string, readonly { readonly title: string; readonly link: string }[]>;
}

/** The results as a page for people: the targets first, then what is slower than a peer, then every number. */
export function toMarkdown(results: Results, scenarios: readonly Scenario[], { charts }: MarkdownOptions): string {
  const shown = scenarios.filter(({ name }) => results.rows.some(({ scenario }) => scenario === name));
  const sections = [
    '# Results',
    'Written by `pnpm bench`: do not edit. What is measured, how, and what is unfair about it: [README.md](README.md).',
    describeRuns(results.runs),
    '## Targets',
    targetTable(shown, results.rows),
    '## Where Twelvefold is slower, and why',
    losses(shown, results.rows),
    ...shown.flatMap((scenario) => [
      `## ${scenario.name}`,
      scenario.title,
      ...(charts.get(scenario.name) ?? []).map(({ title, link }) => `![${title}](${link})`),
      rowTable(
        results.rows.filter((row) => row.scenario === scenario.name),
        scenario.nIs,
      ),
      ...(scenario.notes ?? []),
    ]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function describeRuns(runs: readonly Run[]): string {
  const lines = runs.map(({ startedAt, commit, machine, scenarios }) => {
    const { cpu, cores, memoryGb, system, node, chromium } = machine;
    const what = commit === undefined ? '' : `, commit ${commit}`;
    const where = `${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}, Chromium ${chromium || 'none'}${what}`;
    return runs.length === 1
      ? `Measured ${startedAt} on ${where}.`
      : `- ${startedAt}: ${scenarios.join(', ')}. ${where}`;
  });
  if (runs.length === 1) return lines.join('\n');
  return `**The rows come from ${runs.length} runs.** Compare within a scenario, not across runs:\n\n${lines.join('\n')}`;
}

function targetTable(scenarios: readonly Scenario[], rows: readonly Row[]): string {
  const judged = scenarios.flatMap((scenario) => {
    const own = rows.filter((row) => row.scenario === scenario.name);
    return judgementsOf(scenario, own).map((judgement) => [scenario.name, ...cellsOf(judgement)]);
  });
  return table(['scenario', 'target', 'measured', 'met'], judged);
}

function judgementsOf({ target, judge }: Scenario, rows: readonly Row[]): readonly Judgement[] {
  if (judge) return judge(rows);
  return target === undefined ? [] : [{ target, measured: 'see the table', isMet: undefined }];
}

function cellsOf({ target, measured, isMet }: Judgement): readonly string[] {
  return [target, measured, isMet === undefined ? '–' : isMet ? 'yes' : '**no**'];
}

function losses(scenarios: readonly Scenario[], rows: readonly Row[]): string {
  const lost = scenarios.flatMap(({ name, whySlower = {}, nIs = '' }) => {
    const own = rows.filter((row) => row.scenario === name && beatsOurs(row) && !isFloor(row));
    return [...Map.groupBy(own, ({ metric, system }) => `${metric} / ${system}`).values()].map((sizes) => {
      const { metric, system } = sizes[0] as Row;
      const why = whySlower[`${system} / ${metric}`] ?? whySlower[metric] ?? '';
      return [name, `${metric}${sizesOf(sizes, nIs)}`, system, factorsOf(sizes), why];
    });
  });
  if (lost.length === 0) return 'Than a peer: in no row of this file.';
  return table(['scenario', 'metric', 'better is', 'by', 'why'], lost);
}

/** The sizes at which it is so. */
function sizesOf(rows: readonly Row[], nIs: string): string {
  const sizes = rows.flatMap(({ n }) => (n === undefined ? [] : [formatNumber(n)]));
  return sizes.length === 0 ? '' : ` at ${sizes.join(', ')} ${nIs}`.trimEnd();
}

/** How many times worse Twelvefold is, in the order of the sizes. */
function factorsOf(rows: readonly Row[]): string {
  return rows.map((row) => (row.value === 0 ? 'it has 0' : formatRatio(factorOf(row)))).join(', ');
}

function factorOf({ ratio = 1, better }: Row): number {
  return better === 'less' ? 1 / ratio : ratio;
}

function rowTable(rows: readonly Row[], nIs = 'n'): string {
  const hasN = rows.some(({ n }) => n !== undefined);
  const head = [
    'metric',
    ...(hasN ? [nIs] : []),
    'system',
    'version',
    'value (lowest–highest)',
    'runs',
    'to Twelvefold',
    'note',
  ];
  return table(
    head,
    inOrder(rows).map((row) => [
      row.metric,
      ...(hasN ? [row.n === undefined ? '' : formatNumber(row.n)] : []),
      row.system,
      row.version,
      formatValue(row),
      row.spread ? String(row.spread.runs) : '',
      verdictOf(row, rows),
      row.note ?? '',
    ]),
  );
}

/** By metric as they first came, then by size; Twelvefold first. */
function inOrder(rows: readonly Row[]): readonly Row[] {
  const metrics = [...new Set(rows.map(({ metric }) => metric))];
  const rank = ({ metric, n = 0, system }: Row): readonly number[] => [
    metrics.indexOf(metric),
    n,
    system === OURS ? 0 : 1,
  ];
  return rows.toSorted((a, b) => {
    const [left, right] = [rank(a), rank(b)];
    return left.map((each, index) => each - (right[index] ?? 0)).find((difference) => difference !== 0) ?? 0;
  });
}

/** Losses are bold. */
function verdictOf(row: Row, rows: readonly Row[]): string {
  if (row.ratio === undefined) return isBesideNone(row, rows) ? 'Twelvefold has 0' : '';
  const ratio = formatRatio(row.ratio);
  if (isFloor(row)) return `${ratio}, a floor`;
  if (row.isInSpread && !isDraw(row)) return `${ratio}, within the spread`;
  if (beatsOurs(row)) return `**${ratio}, better than Twelvefold**`;
  return isDraw(row) ? `${ratio}, a draw` : ratio;
}

/** No number says how many times more than nothing something is. */
function isBesideNone(row: Row, rows: readonly Row[]): boolean {
  const ours = rows.find(({ system, metric, n }) => system === OURS && metric === row.metric && n === row.n);
  return ours !== undefined && ours !== row && ours.value === 0 && row.value !== null && row.value > 0;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
