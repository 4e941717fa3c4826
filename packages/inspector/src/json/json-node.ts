import { countOf, previewJson } from './preview-json.ts';
import type { TreeNode } from './tree-node.ts';

/** More children than that stand in pages. */
const PAGE = 100;
/** Longer text is a node of its own that opens. */
const LINE_CHARS = 120;
/** What is shown of a text that is open; all of it can be copied. */
const TEXT_CHARS = 20_000;

/** Where a value stands. */
export interface Place {
  readonly key: string;
  readonly name: string;
  readonly path: string;
}

/** A child of something in a tree. */
export interface Member {
  readonly name: string | number;
  readonly value: unknown;
}

/** A JSON value as a tree. */
export function jsonNode(value: unknown, place: Place, mark?: TreeNode['mark']): TreeNode {
  const common = { ...place, kind: kindOf(value), value: () => value, ...(mark && { mark }) };
  if (typeof value === 'string') {
    const isLong = value.length > LINE_CHARS || value.includes('\n');
    const preview = previewJson(value, LINE_CHARS);
    return isLong ? { ...common, preview, children: () => [textNode(value, place)] } : { ...common, preview };
  }
  const preview = previewJson(value);
  if (typeof value !== 'object' || value === null || isEmpty(value)) return { ...common, preview };
  return { ...common, preview, children: () => membersOf(value, place) };
}

/** Nodes for all of these, in pages where they are many. */
export function toPages<T>(
  members: readonly T[],
  place: Place,
  toNode: (member: T) => TreeNode,
  nameOf: (member: T) => string | number,
): readonly TreeNode[] {
  if (members.length <= PAGE) return members.map(toNode);
  let span = PAGE;
  while (members.length / span > PAGE) span *= PAGE;
  const pages: TreeNode[] = [];
  for (let from = 0; from < members.length; from += span) {
    const page = members.slice(from, from + span);
    const [first, last] = [page[0], page.at(-1)];
    if (first === undefined || last === undefined) break;
    // No name in JSON Pointer has a `~` before anything but 0 and 1.
    const own = {
      key: `${place.key}/~page${from}-${span}`,
      path: place.path,
      name: `${nameOf(first)} … ${nameOf(last)}`,
    };
    pages.push({
      ...own,
      kind: 'many',
      preview: countOf(page.length, 'item'),
      previewOpen: countOf(page.length, 'item'),
      value: () => page.map((member) => toNode(member).value()),
      children: () => toPages(page, own, toNode, nameOf),
    });
  }
  return pages;
}

/** The place of a child. */
export function placeIn({ key, path }: Place, name: string | number): Place {
  const step =
    typeof name === 'number' ? `[${name}]` : isWord(name) ? `${path && '.'}${name}` : `[${JSON.stringify(name)}]`;
  return {
    key: `${key}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`,
    name: String(name),
    path: path + step,
  };
}

function membersOf(value: object, place: Place): readonly TreeNode[] {
  const members: readonly Member[] = Array.isArray(value)
    ? value.map((item: unknown, name) => ({ name, value: item }))
    : Object.entries(value).map(([name, item]: [string, unknown]) => ({ name, value: item }));
  return toPages(
    members,
    place,
    (member) => jsonNode(member.value, placeIn(place, member.name)),
    (member) => member.name,
  );
}

function textNode(text: string, place: Place): TreeNode {
  const isCut = text.length > TEXT_CHARS;
  return {
    key: `${place.key}/~text`,
    name: '',
    path: place.path,
    kind: 'text',
    preview: isCut ? `${text.slice(0, TEXT_CHARS)}… (${countOf(text.length, 'character')} in all)` : text,
    value: () => text,
  };
}

function kindOf(value: unknown): TreeNode['kind'] {
  if (value === null) return 'null';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'many';
}

function isEmpty(value: object): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function isWord(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}
