/*
 * What of a chart is drawn as a line, and what is written into a box:
 *
 *   from one state to another   a line; several between the same two share it, and the two directions of a router do
 *   to nowhere                  `append` on 45 events: a row in the box of its state
 *   from a composite to itself  a row, since a loop around a large box says less
 */
import type { Chart, ChartState, ChartTransition } from './chart.ts';

export interface Drawing {
  readonly lines: readonly ChartLine[];
  /** What is written into the box of each state, below its name. */
  readonly rows: ReadonlyMap<string, readonly Row[]>;
}

/** One line between two states. */
export interface ChartLine {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly there: readonly ChartTransition[];
  /** Those in the other direction, where both share the line. */
  readonly back: readonly ChartTransition[];
  readonly words: readonly Row[];
}

export interface Row {
  readonly text: string;
  /** All of it, where `text` is short for more. */
  readonly full: string;
  readonly kind: 'invoke' | 'action' | 'stays' | 'there' | 'back';
  /** The transitions that it tells of. */
  readonly ids: readonly string[];
}

/** So many events are named; more are counted. */
const MOST_NAMED = 3;

export function drawingOf(chart: Chart): Drawing {
  const states = new Map(chart.states.map((state) => [state.id, state]));
  const routers = new Set(chart.states.filter((state) => isRouter(chart, state)).map(({ id }) => id));
  const isComposite = (id: string): boolean => ['compound', 'parallel'].includes(states.get(id)?.type ?? '');
  const lines = new Map<string, { from: string; to: string; there: ChartTransition[]; back: ChartTransition[] }>();
  const staying = new Map<string, ChartTransition[]>();
  for (const transition of chart.transitions) {
    const { source, targets } = transition;
    const isLoop = targets.includes(source) && isComposite(source);
    if (targets.length === 0 || isLoop) staying.set(source, [...(staying.get(source) ?? []), transition]);
    for (const target of targets) {
      if (isLoop && target === source) continue;
      const opposite = lines.get(JSON.stringify([target, source]));
      const isShared = source !== target && (routers.has(source) || routers.has(target));
      if (isShared && opposite) opposite.back.push(transition);
      else {
        const key = JSON.stringify([source, target]);
        const line = lines.get(key) ?? { from: source, to: target, there: [], back: [] };
        line.there.push(transition);
        lines.set(key, line);
      }
    }
  }
  return {
    lines: [...lines].map(([id, line]) => ({
      ...line,
      id,
      words: [...words(line.there, 'there'), ...words(line.back, 'back')],
    })),
    rows: new Map(chart.states.map((state) => [state.id, rowsOf(state, staying.get(state.id) ?? [])])),
  };
}

/** What leads out of a state and when, in words: `model.replied [isRequestOver]`. */
export function wordsOf({ kind, label, guard }: ChartTransition): string {
  const when = triggerOf(kind, label);
  if (when === '') return guard ?? 'always';
  return guard === undefined ? when : `${when} [${guard}]`;
}

function triggerOf(kind: ChartTransition['kind'], label: string): string {
  if (kind === 'always') return '';
  if (kind === 'event') return label === '*' ? 'any event' : label;
  return label === '' ? kind : `${kind} ${label}`;
}

/** A state that nobody stays in: it leads on at once. */
function isRouter({ transitions }: Chart, { id, type }: ChartState): boolean {
  const own = transitions.filter(({ source }) => source === id);
  return type === 'atomic' && own.length > 2 && own.every(({ kind }) => kind === 'always');
}

/** Events with the same condition and the same actions stand together; few are named, many are counted. */
function words(transitions: readonly ChartTransition[], kind: Row['kind']): readonly Row[] {
  const alike = Map.groupBy(transitions, (one) => [one.kind === 'event', one.guard, one.actions.join()].join());
  return [...alike.values()].flatMap((group): readonly Row[] => {
    if (group.length <= MOST_NAMED)
      return group.map((one) => ({ text: wordsOf(one), full: wordsOf(one), kind, ids: [one.id] }));
    const guard = group[0]?.guard;
    const text = `on ${group.length} events${guard === undefined ? '' : ` [${guard}]`}`;
    return [{ text, full: group.map(wordsOf).join(', '), kind, ids: group.map(({ id }) => id) }];
  });
}

function rowsOf(state: ChartState, staying: readonly ChartTransition[]): readonly Row[] {
  const row = (kind: Row['kind'], text: string): Row => ({ text, full: text, kind, ids: [] });
  const doing = Map.groupBy(staying, ({ actions, targets }) => [actions.join(', '), targets.length].join());
  return [
    ...state.invokes.map(({ src }) => row('invoke', src)),
    ...(state.entry.length > 0 ? [row('action', `entry: ${state.entry.join(', ')}`)] : []),
    ...(state.exit.length > 0 ? [row('action', `exit: ${state.exit.join(', ')}`)] : []),
    ...[...doing.values()].flatMap((group) => {
      const [first] = group;
      const actions = first && first.actions.length > 0 ? `: ${first.actions.join(', ')}` : '';
      const again = first && first.targets.length > 0 ? ' (again)' : '';
      return words(group, 'stays').map(({ text, full, ids }): Row => ({
        text: text + again + actions,
        full: full + again + actions,
        kind: 'stays',
        ids,
      }));
    }),
  ];
}
