import type { ChartInvoke, ChartState } from './chart.ts';
import { nameOf } from './guard-label.ts';
import { listOf, own, ownEntries, textOf } from './own.ts';

/** A state with what it was read from. */
export interface StateNode {
  readonly state: ChartState;
  readonly config: unknown;
  readonly parent: StateNode | undefined;
  readonly children: Map<string, StateNode>;
  /** What `#id` finds it by. */
  readonly ownId: string;
}

const MOST_STATES = 500;
const DEEPEST = 24;
const MOST_NAMES = 20;

/** The states of a config, the root first, parents before their children. */
export function readStates(config: unknown, report: (problem: string) => void): readonly [StateNode, ...StateNode[]] {
  if (typeof config !== 'object' || config === null) report('There is no machine config.');
  const id = textOf(own(config, 'id')) || '(machine)';
  const root = nodeOf(config, { id, key: id, ownId: id, parent: undefined });
  const nodes: [StateNode, ...StateNode[]] = [root];
  addChildren(root, 1);
  return nodes.map((node) => ({ ...node, state: withInitial(node, report) })) as [StateNode, ...StateNode[]];

  function addChildren(parent: StateNode, depth: number): void {
    for (const [key, child] of ownEntries(own(parent.config, 'states'), MOST_STATES)) {
      if (nodes.length >= MOST_STATES || depth > DEEPEST) {
        report(`Only ${nodes.length} states are shown: ${parent.state.id} has more.`);
        return;
      }
      const name = textOf(key) || '(nameless)';
      const path = `${parent.state.id}.${name}`;
      if (nodes.some(({ state }) => state.id === path)) {
        report(`There are two states at ${path}.`);
        continue;
      }
      const node = nodeOf(child, { id: path, key: name, ownId: textOf(own(child, 'id')) ?? path, parent });
      parent.children.set(key, node);
      nodes.push(node);
      addChildren(node, depth + 1);
    }
  }
}

type Place = Pick<StateNode, 'ownId' | 'parent'> & Pick<ChartState, 'id' | 'key'>;

function nodeOf(config: unknown, { id, key, ownId, parent }: Place): StateNode {
  const type = typeOf(config);
  const description = textOf(own(config, 'description'));
  const state: ChartState = {
    id,
    key,
    ...(parent && { parent: parent.state.id }),
    type,
    ...(type === 'history' && { history: own(config, 'history') === 'deep' ? 'deep' : 'shallow' }),
    tags: listOf(own(config, 'tags'))
      .slice(0, MOST_NAMES)
      .flatMap((tag) => textOf(tag) ?? []),
    invokes: listOf(own(config, 'invoke'))
      .slice(0, MOST_NAMES)
      .map((invoke, index) => invokeOf(invoke, ownId, index)),
    entry: actionNames(own(config, 'entry')),
    exit: actionNames(own(config, 'exit')),
    ...(description !== undefined && { description }),
  };
  return { state, config, parent, children: new Map(), ownId };
}

const TYPES = ['atomic', 'compound', 'parallel', 'final', 'history'] as const;

function typeOf(config: unknown): ChartState['type'] {
  const type = TYPES.find((one) => one === own(config, 'type'));
  const hasStates = ownEntries(own(config, 'states'), 1).length > 0;
  if (type === 'parallel') return hasStates ? 'parallel' : 'atomic';
  if (type === 'final' || type === 'history') return type;
  if (own(config, 'history')) return 'history';
  return hasStates ? 'compound' : 'atomic';
}

function invokeOf(invoke: unknown, ownId: string, index: number): ChartInvoke {
  const src = own(invoke, 'src');
  const id = textOf(own(invoke, 'id')) ?? textOf(own(invoke, 'systemId')) ?? `${index}.${ownId}`;
  return { id, src: nameOf(src) ?? textOf(own(own(src, 'config'), 'id')) ?? '(inline)' };
}

/** Names of actions that are given as one or many. */
export function actionNames(actions: unknown): readonly string[] {
  return listOf(actions)
    .slice(0, MOST_NAMES)
    .flatMap((action) => nameOf(action) ?? []);
}

/** `initial` may be a key, or `{ target }` with a key or, in a machine's definition, a list of ids. */
function withInitial({ state, config, children }: StateNode, report: (problem: string) => void): ChartState {
  if (state.type !== 'compound') return state;
  const initial = own(config, 'initial');
  const [target] = listOf(typeof initial === 'string' ? initial : own(initial, 'target'));
  const wanted = textOf(target);
  if (wanted === undefined) {
    report(`${state.id} does not say which state it begins in.`);
    return state;
  }
  const found = children.get(wanted) ?? [...children.values()].find(({ ownId }) => `#${ownId}` === wanted);
  if (!found) report(`${state.id} begins in "${wanted}", which is no state of it.`);
  return found ? { ...state, initial: found.state.id } : state;
}
