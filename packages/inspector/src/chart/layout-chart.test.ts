import fc from 'fast-check';
import { createMachine } from 'xstate';
import { expect, test } from 'vitest';
import { bookkeeperChart } from './test-support/bookkeeper-chart.ts';
import { chartOf } from './chart-of.ts';
import type { Chart } from './chart.ts';
import { layoutChart } from './layout-chart.ts';
import { bestLayout, fitScale, LEAST_SCALE, type Layout, type Rect } from './layout.ts';

const nested = chartOf(
  createMachine({
    id: 'm',
    initial: 'a',
    on: { RESET: '.a', NOTE: { actions: 'note' } },
    states: {
      a: { on: { GO: 'b', AGAIN: 'a', JUMP: '#m.b.d.f' } },
      b: {
        initial: 'c',
        on: { BACK: 'a', IN: '.d', OVER: { target: 'b', reenter: true } },
        states: {
          c: { on: { NEXT: 'd' } },
          d: { type: 'parallel', states: { e: { initial: 'g', states: { g: {} } }, f: {} }, onDone: 'c' },
          h: { type: 'history' },
        },
      },
    },
  }).config,
).chart;

test.each([
  ['an agent', bookkeeperChart()],
  ['nested states', nested],
])('%s: children are within their parents, and nothing else overlaps', async (_, chart) => {
  for (const layout of (await layoutChart(chart)) ?? []) expect(faults(chart, layout)).toEqual([]);
});

test('lines lead from the edge of one state to the edge of the other', async () => {
  for (const chart of [bookkeeperChart(), nested])
    for (const layout of (await layoutChart(chart)) ?? []) {
      const place = new Map(layout.boxes.map((box) => [box.id, box]));
      const ends = layout.lines
        // A line between a state and what is inside of it begins or ends at a point that is drawn.
        .filter(({ line: { from, to } }) => !to.startsWith(`${from}.`) && !from.startsWith(`${to}.`))
        .flatMap(({ line: { from, to }, points }) => [
          [place.get(from), points[0]] as const,
          [place.get(to), points.at(-1)] as const,
        ]);
      expect(ends.length).toBeGreaterThan(4);
      // Or at its words, where those stand in a composite that it leads out of.
      const words = layout.lines.map(({ label: { x, y, width, height } }) => ({ x: x + width / 2, y: y + height / 2 }));
      const isAtWords = (point: { x: number; y: number }): boolean =>
        words.some(({ x, y }) => Math.hypot(x - point.x, y - point.y) < 1);
      for (const [box, point] of ends) expect(isAtWords(point!) ? 0 : distanceToEdge(box!, point!)).toBeLessThan(1);
      expect(layout.lines.every(({ points }) => points.length >= 2)).toBe(true);
    }
});

test('the same chart has the same layout', async () => {
  expect(await layoutChart(bookkeeperChart())).toEqual(await layoutChart(bookkeeperChart()));
});

test('what is written fits into its box', async () => {
  const [layout] = (await layoutChart(bookkeeperChart())) ?? [];
  const box = layout?.boxes.find(({ id }) => id === 'agent.acting.awaitingApproval');
  expect(box?.width).toBeGreaterThan('awaitingApproval'.length * 7);
  expect(layout?.boxes[0]?.rows.map(({ text }) => text)).toContain('on 34 events: append');
});

test('states stand in the order in which they were written, on both sides of a router', async () => {
  const layouts = (await layoutChart(bookkeeperChart())) ?? [];
  expect(layouts.length).toBe(4);
  const split = layouts[2]!;
  const box = (key: string): Rect => split.boxes.find(({ id }) => id === `agent.${key}`)!;
  const down = (keys: readonly string[]): void => {
    const at = keys.map((key) => box(key).y);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  };
  down(['idle', 'thinking', 'backingOff', 'acting.running', 'acting.awaitingHuman']);
  down(['limited', 'paused', 'done', 'failed', 'cancelled']);
  expect(box('idle').x).toBeLessThan(box('route').x);
  expect(box('done').x).toBeGreaterThan(box('route').x);
});

test('the room decides which layout is shown, and how large', async () => {
  const layouts = (await layoutChart(bookkeeperChart()))!;
  const narrow = bestLayout(layouts, { width: 360, height: 500 });
  const wide = bestLayout(layouts, { width: 1400, height: 500 });
  expect(narrow.width).toBeLessThan(wide.width);
  expect(fitScale(narrow, { width: 360, height: 500 })).toBeGreaterThanOrEqual(LEAST_SCALE);
  expect(fitScale(wide, { width: 1400, height: 500 }) * wide.width).toBeLessThanOrEqual(1400);
  expect(fitScale(wide, { width: 0, height: 0 })).toBe(LEAST_SCALE);
});

test('a chart that nobody could read is not drawn', async () => {
  const states = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`s${index}`, {}]));
  expect(await layoutChart(chartOf({ id: 'm', initial: 's0', states }).chart)).toBeUndefined();
});

/** Any nesting of seven states, with transitions between any of them. */
const charts = fc
  .tuple(
    fc.array(fc.nat(6), { minLength: 7, maxLength: 7 }),
    fc.array(fc.tuple(fc.nat(6), fc.nat(6)), { maxLength: 12 }),
    fc.boolean(),
  )
  .map(([parents, lines, isParallel]): Chart => {
    const ids: string[] = ['m'];
    // Each below one that was before it.
    const states = parents.map((at, index): unknown => {
      const parent = ids[at % ids.length]!;
      ids.push(`${parent}.${index}`);
      return { id: `${parent}.${index}`, parent };
    });
    const config = (id: string): unknown => {
      const own = (states as { id: string; parent: string }[]).filter(({ parent }) => parent === id);
      return {
        ...(id === 'm' && { id: 'm' }),
        ...(own.length > 0 && !isParallel && { initial: own[0]!.id.split('.').at(-1) }),
        ...(own.length > 0 && isParallel && { type: 'parallel' }),
        states: Object.fromEntries(own.map((child) => [child.id.split('.').at(-1), config(child.id)])),
        on: Object.fromEntries(
          lines.flatMap(([from, to], index) => (ids[from] === id ? [[`E${index}`, `#${ids[to]}`]] : [])),
        ),
      };
    };
    return chartOf(config('m')).chart;
  });

test('any chart is laid out without overlaps', async () => {
  await fc.assert(
    fc.asyncProperty(charts, async (chart) => {
      for (const layout of (await layoutChart(chart)) ?? []) expect(faults(chart, layout)).toEqual([]);
    }),
    { numRuns: 25 },
  );
}, 20_000);

function faults(chart: Chart, { boxes, lines, width, height }: Layout): readonly string[] {
  const place = new Map(boxes.map((box) => [box.id, box]));
  const outside = chart.states.flatMap(({ id, parent }) =>
    parent === undefined || isWithin(place.get(id)!, place.get(parent)!) ? [] : [`${id} is not within ${parent}`],
  );
  const overlapping = chart.states.flatMap(({ id, parent }) =>
    chart.states
      .filter((other) => other.parent === parent && other.id < id && doOverlap(place.get(id)!, place.get(other.id)!))
      .map((other) => `${id} overlaps ${other.id}`),
  );
  const leaves = boxes.filter(({ id }) => !chart.states.some(({ parent }) => parent === id));
  const covered = lines.flatMap(({ line, label }) =>
    leaves.filter((box) => doOverlap(box, label)).map(({ id }) => `the words of ${line.id} cover ${id}`),
  );
  const all = { x: 0, y: 0, width, height };
  const lost = lines.filter(({ label }) => !isWithin(label, all)).map(({ line }) => `${line.id} is outside`);
  return [...outside, ...overlapping, ...covered, ...lost];
}

function isWithin(inner: Rect, outer: Rect): boolean {
  const slack = 0.5;
  return (
    inner.x >= outer.x - slack &&
    inner.y >= outer.y - slack &&
    inner.x + inner.width <= outer.x + outer.width + slack &&
    inner.y + inner.height <= outer.y + outer.height + slack
  );
}

function doOverlap(a: Rect, b: Rect): boolean {
  const slack = 0.5;
  return (
    a.x + slack < b.x + b.width &&
    b.x + slack < a.x + a.width &&
    a.y + slack < b.y + b.height &&
    b.y + slack < a.y + a.height
  );
}

function distanceToEdge({ x, y, width, height }: Rect, point: { readonly x: number; readonly y: number }): number {
  const [dx, dy] = [point.x - x, point.y - y];
  const isOut = dx < -1 || dy < -1 || dx > width + 1 || dy > height + 1;
  return isOut ? Infinity : Math.min(Math.abs(dx), Math.abs(dy), Math.abs(width - dx), Math.abs(height - dy));
}
