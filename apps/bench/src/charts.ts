import { compile, type TopLevelSpec } from 'vega-lite';
import { parse, View } from 'vega';
import { OURS } from './ratios.ts';
import type { Row } from './row.ts';
import type { Scenario } from './scenario.ts';

/** One growth curve, drawn. */
export interface Chart {
  readonly scenario: string;
  readonly title: string;
  readonly file: string;
  readonly svg: string;
}

/** Fewer sizes than these are no curve. */
const FEWEST_SIZES = 3;

/** Readable on light and on dark, and apart from each other for people who do not see all colours. */
const COLORS = [
  '#e8590c',
  '#3b82f6',
  '#0d9488',
  '#a855f7',
  '#b58900',
  '#ec4899',
  '#64748b',
  '#84a20d',
  '#06a6c9',
  '#be123c',
  '#92735a',
];

const STYLE = `<style>
  :root { --paper: #ffffff; --ink: #1f2328; --faint: #d1d9e0; }
  @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --ink: #e6edf3; --faint: #3d444d; } }
</style>`;

/**
 * A chart for every metric that was measured at several sizes, on logarithmic axes: what is linear is a straight line as
 * steep as the dashed one, what is quadratic twice as steep.
 */
export async function chartsOf(rows: readonly Row[], scenarios: readonly Scenario[]): Promise<readonly Chart[]> {
  const curves = scenarios.flatMap(({ name, nIs = 'n' }) => {
    const own = rows.filter((row) => row.scenario === name);
    const metrics = [...new Set(own.map(({ metric }) => metric))];
    return metrics.map((metric) => ({ name, nIs, metric, rows: own.filter((row) => row.metric === metric) }));
  });
  return Promise.all(
    curves.filter(isCurve).map(async ({ name, nIs, metric, rows: own }) => ({
      scenario: name,
      title: `${name}: ${metric} by ${nIs}`,
      file: `${name}-${slugOf(metric)}.svg`,
      svg: await draw(own, { title: `${name}: ${metric}`, nIs }),
    })),
  );
}

function isCurve({ rows }: { readonly rows: readonly Row[] }): boolean {
  return new Set(pointsOf(rows).map(({ n }) => n)).size >= FEWEST_SIZES;
}

interface Point {
  readonly n: number;
  readonly value: number;
  readonly system: string;
  readonly min: number;
  readonly max: number;
}

function pointsOf(rows: readonly Row[]): Point[] {
  // A logarithmic axis has no place for 0.
  return rows.flatMap(({ n, value, system, spread }) => {
    if (!n || !value || value <= 0) return [];
    return [{ n, value, system, min: spread?.min || value, max: spread?.max ?? value }];
  });
}

async function draw(
  rows: readonly Row[],
  { title, nIs }: { readonly title: string; readonly nIs: string },
): Promise<string> {
  const points = pointsOf(rows);
  const systems = [...new Set(points.map(({ system }) => system))].toSorted((a) => (a === OURS ? -1 : 0));
  const sizes = [...new Set(points.map(({ n }) => n))].toSorted((a, b) => a - b);
  const unit = rows[0]?.unit ?? '';
  const guide = linear(points);
  const lowest = Math.min(...points.map(({ min }) => min));
  const highest = Math.max(...points.map(({ max }) => max), ...guide.map(({ value }) => value));
  const color = { field: 'system', type: 'nominal', scale: { domain: systems, range: COLORS }, sort: null } as const;
  const spec: TopLevelSpec = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: { text: title, subtitle: 'medians, with the lowest and highest run; dotted: growth in step with the size' },
    width: 560,
    height: 320,
    padding: 16,
    background: 'var(--paper)',
    config: {
      font: 'system-ui, sans-serif',
      title: { color: 'var(--ink)', subtitleColor: 'var(--ink)', anchor: 'start', fontSize: 14, offset: 12 },
      axis: {
        labelColor: 'var(--ink)',
        titleColor: 'var(--ink)',
        tickColor: 'var(--faint)',
        domainColor: 'var(--faint)',
        gridColor: 'var(--faint)',
        gridOpacity: 0.6,
      },
      legend: { labelColor: 'var(--ink)', titleColor: 'var(--ink)', labelLimit: 260, title: null },
      view: { stroke: null },
    },
    encoding: {
      x: {
        field: 'n',
        type: 'quantitative',
        scale: { type: 'log', domain: [(sizes[0] ?? 1) * 0.9, (sizes.at(-1) ?? 1) * 1.1], nice: false },
        axis: { title: nIs, values: sizes, format: '~s' },
      },
      y: {
        type: 'quantitative',
        scale: { type: 'log', domain: [lowest * 0.8, highest * 1.25], nice: false },
        axis: { title: unit, format: highest < 1_000 ? '~g' : '~s', tickCount: 6 },
      },
    },
    layer: [
      {
        data: { values: guide },
        mark: { type: 'line', color: 'var(--ink)', strokeDash: [2, 4], opacity: 0.6 },
        encoding: { y: { field: 'value' } },
      },
      {
        data: { values: points },
        mark: { type: 'rule', strokeWidth: 1.5, opacity: 0.7 },
        encoding: { y: { field: 'min' }, y2: { field: 'max' }, color },
      },
      {
        data: { values: points },
        mark: { type: 'line', point: { size: 45 }, strokeWidth: 2 },
        encoding: { y: { field: 'value' }, color },
      },
    ],
  };
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  const svg = await view.toSVG();
  view.finalize();
  return svg.replace(/(<svg[^>]*>)/, `$1${STYLE}`).concat('\n');
}

/** What growing with the size, and no faster, looks like from where Twelvefold begins. */
function linear(points: readonly Point[]): Pick<Point, 'n' | 'value'>[] {
  const ours = points.filter(({ system }) => system === OURS);
  const [first, ...rest] = (ours.length > 0 ? ours : points).toSorted((a, b) => a.n - b.n);
  const last = rest.at(-1);
  if (!first || !last) return [];
  return [first, last].map(({ n }) => ({ n, value: (first.value * n) / first.n }));
}

function slugOf(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
