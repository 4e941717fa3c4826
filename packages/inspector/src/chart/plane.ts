import type { Size } from './box-size.ts';
import type { Point, Rect } from './layout.ts';

/** Boxes and lines that stand somewhere, between which room can be made. */
export interface Plane {
  readonly addBox: (name: string, rect: Rect, isComposite: boolean) => void;
  /** A line with its words, between two boxes. */
  readonly addLine: (name: string, points: readonly Point[], ends: readonly [string, string], label: Rect) => void;
  /** Makes a composite large enough for what is written above its children. */
  readonly makeHead: (name: string, children: readonly string[], head: Size) => void;
  readonly box: (name: string) => Rect;
  readonly line: (name: string) => { readonly points: Point[]; readonly label: Rect };
  /** What all of them take. */
  readonly extent: () => Rect;
}

interface PlacedBox {
  rect: Rect;
  readonly isComposite: boolean;
}

interface PlacedLine {
  points: readonly Point[];
  label: Rect;
  readonly ends: readonly [string, string];
}

const NOWHERE: Rect = { x: 0, y: 0, width: 0, height: 0 };
/** Between what is written in a composite and what stands below. */
const GAP_PX = 8;

export function createPlane(): Plane {
  const boxes = new Map<string, PlacedBox>();
  const lines = new Map<string, PlacedLine>();
  const box = (name: string): Rect => boxes.get(name)?.rect ?? NOWHERE;
  return {
    addBox: (name, rect, isComposite) => void boxes.set(name, { rect, isComposite }),
    addLine: (name, points, ends, label) => void lines.set(name, { points, ends, label }),
    makeHead: (name, children, head) => {
      const { x, y, width } = box(name);
      const room = Math.min(...children.map((child) => box(child).y)) - y;
      if (room < head.height + GAP_PX) stretch('y', y + 0.5, head.height + GAP_PX - room);
      if (width < head.width) stretch('x', x + width - 0.5, head.width - width);
    },
    box,
    line: (name) => {
      const { points = [], label = NOWHERE } = lines.get(name) ?? {};
      return { points: [...points], label };
    },
    extent: () => {
      const labels = [...lines.values()].map(({ label }) => label);
      const points = [...lines.values()].flatMap((line) => line.points.map((point) => ({ ...NOWHERE, ...point })));
      const all = [...[...boxes.values()].map(({ rect }) => rect), ...labels, ...points];
      if (all.length === 0) return NOWHERE;
      const [x, y] = [Math.min(...all.map((rect) => rect.x)), Math.min(...all.map((rect) => rect.y))];
      const [right, bottom] = [
        Math.max(...all.map((rect) => rect.x + rect.width)),
        Math.max(...all.map((rect) => rect.y + rect.height)),
      ];
      return { x, y, width: right - x, height: bottom - y };
    },
  };

  /**
   * Moves all that stands behind a place. What is a whole (a state, words) goes with its center, so nothing that stood apart
   * comes to overlap; composites grow where the place is inside of them.
   */
  function stretch(axis: 'x' | 'y', at: number, by: number): void {
    const size = axis === 'x' ? 'width' : 'height';
    const move = (place: number): number => (place > at ? place + by : place);
    const moveWhole = (rect: Rect): Rect => ({ ...rect, [axis]: move(rect[axis] + rect[size] / 2) - rect[size] / 2 });
    const moves = new Map<string, number>();
    for (const [name, placed] of boxes) {
      const { rect } = placed;
      const [start, end] = [move(rect[axis]), move(rect[axis] + rect[size])];
      placed.rect = placed.isComposite ? { ...rect, [axis]: start, [size]: end - start } : moveWhole(rect);
      moves.set(name, placed.rect[axis] - rect[axis]);
    }
    for (const line of lines.values()) {
      const last = line.points.length - 1;
      line.points = line.points.map((point, index) => {
        // Its ends stay where they were on their boxes.
        const end = index === 0 ? line.ends[0] : index === last ? line.ends[1] : undefined;
        return { ...point, [axis]: end === undefined ? move(point[axis]) : point[axis] + (moves.get(end) ?? 0) };
      });
      line.label = moveWhole(line.label);
    }
  }
}
