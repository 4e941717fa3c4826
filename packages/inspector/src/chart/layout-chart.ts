/*
 * Where states and lines stand: dagre ranks and orders the states that have none inside, the composites come out as the
 * clusters around them, and then room is made for what is written into their heads.
 *
 *   chart ─ drawing ─→ dagre's graph ─ layout ─→ positions ─ stretch: heads of composites ─→ clip lines at boxes ─→ Layout
 *
 * This file is loaded with dagre, when a chart is first shown. The same chart has the same layout everywhere.
 */
import { Graph, layout as runDagre, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { Chart, ChartState } from './chart.ts';
import { clipTo } from './clip-to.ts';
import { drawingOf, type ChartLine, type Drawing } from './drawing-of.ts';
import { labelSize, leafSize, ROW_PX, HEAD_PX, headSize } from './box-size.ts';
import type { Box, LaidLine, Layout, Point, Rect, Shape } from './layout.ts';
import { createPlane } from './plane.ts';
import { routeLines } from './route-lines.ts';

/** A chart of more would take seconds, and nobody could read it. */
const MOST_STATES = 150;
const MOST_LINES = 300;
const MARGIN_PX = 14;
/** A router with so many lines has half of them on each side. */
const MANY_LINES = 6;

const SHAPES: readonly Shape[] = [
  { rankdir: 'LR', isSplit: false },
  { rankdir: 'TB', isSplit: false },
  { rankdir: 'LR', isSplit: true },
  { rankdir: 'TB', isSplit: true },
];

/** The layouts among which the room decides, one a task; `undefined` for a chart that is too large to be drawn. */
export async function layoutChart(chart: Chart): Promise<readonly [Layout, ...Layout[]] | undefined> {
  const drawing = drawingOf(chart);
  if (chart.states.length > MOST_STATES || drawing.lines.length > MOST_LINES) return undefined;
  const hasHub = chart.states.some(({ id }) => linesOf(drawing, id).length >= MANY_LINES);
  const [first, ...others] = SHAPES.filter(({ isSplit }) => hasHub || !isSplit);
  const layouts: [Layout, ...Layout[]] = [lay(chart, drawing, first ?? { rankdir: 'LR', isSplit: false })];
  for (const shape of others) {
    await new Promise((resolve) => setTimeout(resolve));
    layouts.push(lay(chart, drawing, shape));
  }
  return layouts;
}

function lay(chart: Chart, drawing: Drawing, shape: Shape): Layout {
  const { rankdir, isSplit } = shape;
  const ports = new Map<string, { readonly name: string; readonly id: string }>();
  const tree = treeOf(chart);
  const names = new Map(chart.states.map(({ id }, index) => [id, `s${index}`]));
  const nameOf = (id: string): string => names.get(id) ?? '';
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>({ compound: true, multigraph: true });
  graph.setGraph({ rankdir, ranksep: rankdir === 'LR' ? 44 : 36, nodesep: 22, edgesep: 14 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const state of chart.states.slice(1)) {
    const rows = drawing.rows.get(state.id) ?? [];
    graph.setNode(
      nameOf(state.id),
      tree.isComposite(state.id) ? { width: 0, height: 0 } : { ...leafSize(state, rows) },
    );
    if (state.parent !== undefined && state.parent !== chart.id)
      graph.setParent(nameOf(state.id), nameOf(state.parent));
  }
  const before = isSplit ? linesBefore(drawing, tree) : new Set<string>();
  const wanted = drawing.lines.map((line): Arc => {
    const [from, to] = [anchor(line.from, line.to), anchor(line.to, line.from)];
    const isFlipped = before.has(line.id);
    return { line, v: isFlipped ? to : from, w: isFlipped ? from : to, isFlipped };
  });
  const arcs = withoutCycles(wanted, [nameOf(tree.firstLeaf(chart.id)), ...graph.nodes()]);
  // From the last one, since dagre sets the first of several at the end.
  for (const { v, w, line } of arcs.toReversed())
    graph.setEdge(v, w, { ...labelSize(line.words, chart.isCounted), labelpos: 'c' }, line.id);
  runDagre(graph);

  const plane = createPlane();
  for (const name of graph.nodes()) plane.addBox(name, centered(graph.node(name)), graph.children(name).length > 0);
  for (const { line, v, w } of arcs) {
    const edge = graph.edge(v, w, line.id);
    plane.addLine(line.id, edge.points ?? [], [v, w], centered({ width: 0, height: 0, ...edge }));
  }
  // The innermost first: what they need makes the others larger too.
  for (const state of chart.states.slice(1).reverse()) {
    if (!tree.isComposite(state.id)) continue;
    plane.makeHead(
      nameOf(state.id),
      tree.children(state.id).map(nameOf),
      headSize(state, drawing.rows.get(state.id) ?? []),
    );
  }
  return framed();

  /** The node that stands for an end of a line: dagre knows no lines to clusters. */
  function anchor(id: string, other: string): string {
    if (!tree.isComposite(id)) return nameOf(id);
    if (id !== other && !tree.isWithin(other, id)) return nameOf(tree.firstLeaf(id));
    // A line between a composite and something inside it begins at a point in the composite, which has room for it.
    const port = `p${nameOf(id)}`;
    if (!graph.hasNode(port)) {
      ports.set(port, { name: port, id });
      graph.setNode(port, { width: 8, height: 8 });
      if (id !== chart.id) graph.setParent(port, nameOf(id));
    }
    return port;
  }

  function framed(): Layout {
    const root = chart.states[0];
    const rows = drawing.rows.get(chart.id) ?? [];
    const extent = plane.extent();
    const head = root ? headSize(root, rows) : { width: 0, height: 0 };
    const by = { x: MARGIN_PX - extent.x, y: MARGIN_PX + HEAD_PX + rows.length * ROW_PX - extent.y };
    const moved = (rect: Rect): Rect => ({ ...rect, x: rect.x + by.x, y: rect.y + by.y });
    const width = Math.ceil(Math.max(extent.width + 2 * MARGIN_PX, head.width));
    const height = Math.ceil(extent.height + by.y + extent.y + MARGIN_PX);
    const boxes = chart.states.slice(1).map(({ id }): Box => ({
      ...moved(plane.box(nameOf(id))),
      id,
      rows: drawing.rows.get(id) ?? [],
    }));
    const places = new Map(boxes.map((box) => [box.id, box]));
    const lines = arcs.map(({ line, isFlipped }): LaidLine => {
      const { points, label } = plane.line(line.id);
      const there = points.map(({ x, y }): Point => ({ x: x + by.x, y: y + by.y }));
      return { line, points: clipped(line, isFlipped ? there.reverse() : there, moved(label)), label: moved(label) };
    });
    return {
      width,
      height,
      boxes: [{ x: 0, y: 0, width, height, id: chart.id, rows }, ...boxes],
      lines: routeLines(lines, (id) => places.get(id), shape, MANY_LINES),
      ports: [...ports.values()].map(({ name, id }) => ({ ...centerOf(moved(plane.box(name))), id })),
    };

    /** Lines to and from composites end at their edges. */
    function clipped({ from, to }: ChartLine, points: readonly Point[], label: Rect): readonly Point[] {
      const [first, last] = [places.get(from), places.get(to)];
      const isOut = first && tree.isComposite(from) && !tree.isWithin(to, from);
      const isIn = last && tree.isComposite(to) && !tree.isWithin(from, to);
      const begun = isOut ? clipTo(first, points, label) : points;
      return isIn ? clipTo(last, begun.toReversed(), label).toReversed() : begun;
    }
  }
}

/** A line as dagre sees it: between nodes, and perhaps the other way around. */
interface Arc {
  readonly line: ChartLine;
  readonly v: string;
  readonly w: string;
  readonly isFlipped: boolean;
}

interface Tree {
  readonly isComposite: (id: string) => boolean;
  readonly children: (id: string) => readonly string[];
  readonly parent: (id: string) => string | undefined;
  readonly isWithin: (id: string, ancestor: string) => boolean;
  readonly firstLeaf: (id: string) => string;
}

function treeOf(chart: Chart): Tree {
  const states = new Map(chart.states.map((state) => [state.id, state]));
  const below = Map.groupBy(chart.states, ({ parent }) => parent);
  const children = (id: string): readonly ChartState[] => below.get(id) ?? [];
  const firstLeaf = (id: string): string => {
    const first = states.get(id)?.initial ?? children(id)[0]?.id;
    return first === undefined ? id : firstLeaf(first);
  };
  return {
    isComposite: (id) => children(id).length > 0,
    children: (id) => children(id).map((child) => child.id),
    parent: (id) => states.get(id)?.parent,
    isWithin: (id, ancestor) => {
      for (let at = states.get(id)?.parent; at !== undefined; at = states.get(at)?.parent)
        if (at === ancestor) return true;
      return false;
    },
    firstLeaf,
  };
}

function linesOf(drawing: Drawing, id: string): readonly ChartLine[] {
  return drawing.lines.filter(({ from, to }) => from !== to && (from === id || to === id));
}

/** Lines that lead back to where they can be reached from are turned around, so that what comes first stands first. */
function withoutCycles(arcs: readonly Arc[], from: readonly string[]): readonly Arc[] {
  const out = Map.groupBy(arcs, ({ v }) => v);
  const seen = new Set<string>();
  const open = new Set<string>();
  const back = new Set<Arc>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    open.add(name);
    for (const arc of out.get(name) ?? []) {
      if (arc.v !== arc.w && open.has(arc.w)) back.add(arc);
      else visit(arc.w);
    }
    open.delete(name);
  };
  from.forEach(visit);
  return arcs.map((arc) => (back.has(arc) ? { ...arc, v: arc.w, w: arc.v, isFlipped: !arc.isFlipped } : arc));
}

/** The lines that go to the side before their router: the first half of them, those to one composite together. */
function linesBefore(drawing: Drawing, tree: Tree): ReadonlySet<string> {
  const before = new Set<string>();
  for (const [hub, lines] of Map.groupBy(drawing.lines, ({ from }) => from)) {
    const all = linesOf(drawing, hub).length;
    if (all < MANY_LINES) continue;
    const parent = tree.parent(hub);
    const groups = Map.groupBy(lines, ({ to }) => (tree.parent(to) === parent ? to : tree.parent(to)));
    for (const group of groups.values()) if (before.size < all / 2) for (const { id } of group) before.add(id);
  }
  return before;
}

function centerOf({ x, y, width, height }: Rect): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function centered({ x = 0, y = 0, width, height }: NodeLabel): Rect {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
