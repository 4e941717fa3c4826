import { describe, expect, test } from 'vitest';
import { jsonNode } from './json-node.ts';
import { moveInTree, toTreeRows, type TreeRow } from './tree-rows.ts';

const ROOT = { key: '', name: 'state', path: '' };
const opened = (...keys: readonly string[]): ReadonlySet<string> => new Set(keys);
const shown = (rows: readonly TreeRow[]): readonly string[] =>
  rows.map(
    ({ node, level, isOpen }) =>
      `${'  '.repeat(level - 1)}${isOpen === undefined ? '' : isOpen ? 'v ' : '> '}${node.name}`,
  );

const value = { run: { 'id no': 3, status: 'active' }, open: [1, 2], none: [], text: 'a\nb' };

describe('rows', () => {
  test('are those of what is open, and nothing else is made', () => {
    expect(shown(toTreeRows(jsonNode(value, ROOT), opened()))).toEqual(['> state']);
    expect(shown(toTreeRows(jsonNode(value, ROOT), opened('', '/run', '/text')))).toEqual([
      'v state',
      '  v run',
      '    id no',
      '    status',
      '  > open',
      '  none',
      '  v text',
      '    ',
    ]);
    const trap = {
      closed: new Proxy([], { ownKeys: () => expect.fail('looked into'), has: () => expect.fail('looked into') }),
    };
    expect(shown(toTreeRows(jsonNode(trap, ROOT), opened('')))).toEqual(['v state', '  closed']);
  });

  test('know their place as a screen reader says it, and as code does', () => {
    const rows = toTreeRows(jsonNode(value, ROOT), opened('', '/run', '/open'));
    expect(rows.map(({ level, position, setSize }) => [level, position, setSize])).toEqual([
      [1, 1, 1],
      [2, 1, 4],
      [3, 1, 2],
      [3, 2, 2],
      [2, 2, 4],
      [3, 1, 2],
      [3, 2, 2],
      [2, 3, 4],
      [2, 4, 4],
    ]);
    expect(rows.map(({ node }) => node.path)).toEqual([
      '',
      'run',
      'run["id no"]',
      'run.status',
      'open',
      'open[0]',
      'open[1]',
      'none',
      'text',
    ]);
  });

  test('of ten thousand items are pages of a hundred, which open', () => {
    const many = Array.from({ length: 10_050 }, (_, index) => index);
    const rows = toTreeRows(jsonNode(many, ROOT), opened('', '/~page10000-10000'));
    expect(shown(rows).slice(0, 4)).toEqual(['v state', '  > 0 … 9999', '  v 10000 … 10049', '    10000']);
    const nested = toTreeRows(jsonNode(many, ROOT), opened('', '/~page0-10000', '/~page0-10000/~page100-100'));
    expect(nested.length).toBe(1 + 2 + 100 + 100);
    expect(nested[3]?.node.name).toBe('100 … 199');
    expect(nested[4]?.node).toMatchObject({ name: '100', path: '[100]', preview: '100' });
    expect(nested[3]?.node.value()).toEqual(many.slice(100, 200));
  });

  test('have keys of their own, whatever the names', () => {
    const rows = toTreeRows(
      jsonNode({ 'a/b': { c: 1 }, a: { 'b/c': 1, b: 2 }, '~page': 1 }, ROOT),
      opened('', '/a~1b', '/a'),
    );
    expect(new Set(rows.map(({ node }) => node.key)).size).toBe(rows.length);
    expect(rows).toHaveLength(7);
  });
});

describe('keys', () => {
  const rows = toTreeRows(jsonNode(value, ROOT), opened('', '/run'));

  test.each([
    [0, 'ArrowUp', { to: 0 }],
    [0, 'ArrowDown', { to: 1 }],
    [6, 'ArrowDown', { to: 6 }],
    [3, 'Home', { to: 0 }],
    [0, 'End', { to: 6 }],
    [1, 'ArrowRight', { to: 2 }],
    [4, 'ArrowRight', { toggle: '/open' }],
    [2, 'ArrowRight', undefined],
    [1, 'ArrowLeft', { toggle: '/run' }],
    [3, 'ArrowLeft', { to: 1 }],
    [4, 'ArrowLeft', { to: 0 }],
    [1, 'Enter', { toggle: '/run' }],
    [4, ' ', { toggle: '/open' }],
    [5, 'Enter', undefined],
    [0, 'x', undefined],
  ] as const)('at row %i, %s', (at, key, move) => {
    expect(moveInTree(rows, at, key)).toEqual(move);
  });
});
