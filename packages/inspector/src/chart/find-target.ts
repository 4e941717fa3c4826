import type { StateNode } from './read-states.ts';

/**
 * The state that a target means, by XState's rules: `#id.below` from anywhere, `.child` below the state itself, and else a
 * sibling of it and what is below that. The root has no siblings, so there a plain name is a child.
 */
export function findTarget(nodes: readonly StateNode[], from: StateNode, target: string): StateNode | undefined {
  if (target.startsWith('#')) {
    const exact = nodes.find(({ ownId }) => ownId === target.slice(1));
    if (exact) return exact;
    const [id, ...path] = pathOf(target.slice(1));
    return below(
      nodes.find(({ ownId }) => ownId === id),
      path,
    );
  }
  if (target.startsWith('.')) return below(from, pathOf(target.slice(1)));
  return below(from.parent ?? from, pathOf(target));
}

/** A dot that belongs to a name is written `\.`. */
function pathOf(target: string): readonly string[] {
  return target.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
}

function below(from: StateNode | undefined, path: readonly string[]): StateNode | undefined {
  return path.reduce<StateNode | undefined>((node, key) => node?.children.get(key), from);
}
