import type { LaidLine, Point, Rect, Shape } from './layout.ts';

type Place = (id: string) => Rect | undefined;

/** So much room is between the words on a loop and its two ends. */
const LOOP_PX = 9;

/**
 * The ways that dagre has no eye for: of a router's many lines, all leave it as one and part where there is room; a line from
 * a state to itself is a loop on which its words stand.
 */
export function routeLines(
  lines: readonly LaidLine[],
  placeOf: Place,
  { rankdir }: Shape,
  many: number,
): readonly LaidLine[] {
  const axes = rankdir === 'LR' ? HORIZONTAL : VERTICAL;
  const buses = new Map<LaidLine, readonly Point[]>();
  for (const id of new Set(lines.map(({ line }) => line.from))) {
    const hub = placeOf(id);
    const own = lines.filter(({ line }) => line.from === id && line.to !== id);
    if (!hub || own.length < many) continue;
    for (const isAfter of [true, false]) {
      const side = own.filter(({ label }) => axes.isAfter(hub, label) === isAfter);
      for (const [laid, points] of bus(side, hub, isAfter, placeOf, axes)) buses.set(laid, points);
    }
  }
  return lines.map((laid) => {
    const { from, to } = laid.line;
    const place = from === to ? placeOf(from) : undefined;
    if (place) return { ...laid, points: loop(place, laid.label, axes) };
    const points = buses.get(laid);
    return points ? { ...laid, points } : laid;
  });
}

/** How the two ways in which a chart grows differ. `along` is the way it grows, `across` the other. */
interface Axes {
  readonly along: 'x' | 'y';
  readonly length: 'width' | 'height';
  readonly across: 'x' | 'y';
  readonly breadth: 'width' | 'height';
  readonly isAfter: (hub: Rect, label: Rect) => boolean;
}

const HORIZONTAL: Axes = {
  along: 'x',
  length: 'width',
  across: 'y',
  breadth: 'height',
  isAfter: (hub, label) => label.x > hub.x,
};
const VERTICAL: Axes = {
  along: 'y',
  length: 'height',
  across: 'x',
  breadth: 'width',
  isAfter: (hub, label) => label.y > hub.y,
};

function bus(
  side: readonly LaidLine[],
  hub: Rect,
  isAfter: boolean,
  placeOf: Place,
  axes: Axes,
): Map<LaidLine, readonly Point[]> {
  const { along, length, across, breadth } = axes;
  const near = (rect: Rect): number => rect[along] + (isAfter ? 0 : rect[length]);
  const far = (rect: Rect): number => rect[along] + (isAfter ? rect[length] : 0);
  const middle = (rect: Rect): number => rect[across] + rect[breadth] / 2;
  const at = (a: number, b: number): Point => ({ x: along === 'x' ? a : b, y: along === 'x' ? b : a });
  const edges = side.map(({ label }) => near(label));
  const nearest = isAfter ? Math.min(...edges) : Math.max(...edges);
  const start = far(hub);
  const ways = new Map<LaidLine, readonly Point[]>();
  // Without a free strip between the hub and the nearest words, dagre's ways are the better ones.
  if (isAfter ? nearest < start + 12 : nearest > start - 12) return ways;
  const turn = (start + nearest) / 2;
  for (const laid of side) {
    const target = placeOf(laid.line.to);
    const level = middle(laid.label);
    if (!target || Math.abs(middle(target) - level) > target[breadth] / 2 - 4) continue;
    const isBeyond = isAfter ? near(target) > far(laid.label) : near(target) < far(laid.label);
    if (!isBeyond) continue;
    const first = middle(hub);
    const bend = Math.abs(level - first) < 1 ? [] : [at(turn, first), at(turn, level)];
    ways.set(laid, [at(start, first), ...bend, at(near(target), level)]);
  }
  return ways;
}

function loop(place: Rect, label: Rect, { along, length, across, breadth }: Axes): readonly Point[] {
  const middle = place[along] + place[length] / 2;
  const edge = place[across] + place[breadth];
  const end = label[across] + label[breadth] / 2;
  const at = (a: number, b: number): Point => ({ x: along === 'x' ? a : b, y: along === 'x' ? b : a });
  return [at(middle - LOOP_PX, edge), at(middle - LOOP_PX, end), at(middle + LOOP_PX, end), at(middle + LOOP_PX, edge)];
}
