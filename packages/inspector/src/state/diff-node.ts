import { jsonNode, placeIn, toPages, type Member, type Place } from '../json/json-node.ts';
import { countOf, countText, previewJson } from '../json/preview-json.ts';
import type { TreeNode } from '../json/tree-node.ts';
import { countChanges, type JsonDiff } from './diff-json.ts';

const VALUE_CHARS = 60;

/** A difference as a tree: what changed is open, what did not stands together, closed. */
export function diffNode(diff: JsonDiff, place: Place): TreeNode {
  switch (diff.kind) {
    case 'added':
      return jsonNode(diff.after, place, 'added');
    case 'removed':
      // Something else may stand at this place now.
      return jsonNode(diff.before, { ...place, key: `${place.key}~removed` }, 'removed');
    case 'changed':
      return changedNode(diff, place);
    default:
      return insideNode(diff, place);
  }
}

function changedNode({ before, after }: JsonDiff & { readonly kind: 'changed' }, place: Place): TreeNode {
  const was = jsonNode(before, sideOf(place, 'before'), 'removed');
  const is = jsonNode(after, sideOf(place, 'after'), 'added');
  const isCut = [before, after].some((side) => typeof side === 'string' && side.length > VALUE_CHARS);
  return {
    ...place,
    kind: is.kind,
    before: previewJson(before, VALUE_CHARS),
    preview: previewJson(after, VALUE_CHARS),
    value: () => after,
    mark: 'changed',
    ...((isCut || was.children || is.children) && { children: () => [was, is] }),
  };
}

function insideNode(diff: JsonDiff & { readonly kind: 'inside' }, place: Place): TreeNode {
  const { changes, after } = diff;
  const sameNode = ({ name, value }: Member): TreeNode => jsonNode(value, placeIn(place, name));
  return {
    ...place,
    kind: 'many',
    preview: countOf(countChanges(diff), 'change'),
    previewOpen: countOf(countChanges(diff), 'change'),
    value: () => after,
    isOpenAtFirst: true,
    children: () => {
      const shown = toPages(
        changes,
        { ...place, key: `${place.key}/~changes` },
        (change) => diffNode(change.diff, placeIn(place, change.name)),
        (change) => change.name,
      );
      const same = unchanged(diff);
      if (same.length === 0) return shown;
      const rest = { key: `${place.key}/~same`, name: '', path: place.path };
      return [
        ...shown,
        {
          ...rest,
          kind: 'many',
          preview: `${countText(same.length)} unchanged`,
          previewOpen: `${countText(same.length)} unchanged`,
          value: () => same.map(({ value }) => value),
          children: () => toPages(same, rest, sameNode, ({ name }) => name),
        },
      ];
    },
  };
}

function unchanged({ after, changes }: JsonDiff & { readonly kind: 'inside' }): readonly Member[] {
  const changed = new Set(changes.flatMap(({ name, diff }) => (diff.kind === 'removed' ? [] : [name])));
  if (!Array.isArray(after))
    return Object.entries(after).flatMap(([name, value]: [string, unknown]) =>
      changed.has(name) ? [] : [{ name, value }],
    );
  return after.flatMap((value: unknown, name) => (changed.has(name) ? [] : [{ name, value }]));
}

function sideOf({ key, path }: Place, name: 'before' | 'after'): Place {
  return { key: `${key}/~${name}`, path, name };
}
