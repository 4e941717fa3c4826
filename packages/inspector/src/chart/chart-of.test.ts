import fc from 'fast-check';
import { and, createMachine, not, or, setup, stateIn, type AnyStateNode } from 'xstate';
import { expect, test } from 'vitest';
import { chartOf } from './chart-of.ts';
import type { Chart } from './chart.ts';

const light = createMachine({
  id: 'light',
  initial: 'green',
  states: {
    green: { on: { TIMER: 'yellow' }, after: { 1000: 'yellow' } },
    yellow: { on: { TIMER: { target: 'red', actions: ['beep', () => undefined] } } },
    red: {
      id: 'stop',
      tags: 'halt',
      initial: 'walk',
      states: { walk: { on: { COUNT: 'wait' } }, wait: { on: { COUNT: 'dark' } }, dark: { type: 'final' } },
      onDone: { target: 'green' },
      on: { TIMER: [{ guard: 'isLate', target: '.dark' }, 'green'], '*': '#light.yellow', RESET: '#stop.wait' },
    },
  },
});

const word = createMachine({
  id: 'word',
  type: 'parallel',
  states: {
    bold: { initial: 'off', states: { on: { on: { B: 'off' } }, off: { on: { B: 'on' } } } },
    list: { initial: 'none', states: { none: { on: { BULLETS: 'bullets' } }, bullets: { on: { NONE: 'none' } } } },
  },
  on: { CLEAR: ['.bold.off', '.list.none'].map((target) => ({ target })) },
});

const pay = setup({
  guards: { isAbove: (_, _params: { amount: number }) => true, isOpen: () => true },
  delays: { patience: 10 },
}).createMachine({
  id: 'pay',
  initial: 'method',
  states: {
    method: {
      initial: 'cash',
      states: {
        cash: { on: { SWITCH: 'check' } },
        check: { on: { SWITCH: 'cash' } },
        back: { type: 'history', history: 'deep', target: 'check' },
      },
      on: { NEXT: 'review' },
      always: { guard: and(['isOpen', not({ type: 'isAbove', params: { amount: 5 } })]), target: 'done' },
    },
    review: {
      on: { PREVIOUS: 'method.back', STAY: { actions: () => undefined }, NOTHING: {} },
      after: { patience: { guard: or(['isOpen', stateIn('review')]), target: 'done' } },
    },
    done: { type: 'final' },
  },
});

const edges = ({ transitions }: Chart): readonly string[] =>
  transitions.map(({ source, targets, kind, label, guard }) =>
    `${source} ${kind} ${label}${guard === undefined ? '' : ` [${guard}]`} > ${targets.join(' ')}`
      .replaceAll('  ', ' ')
      .trimEnd(),
  );

/** What XState itself made of the same config. */
function trueEdges(root: AnyStateNode): readonly string[] {
  return [root, ...descendants(root)].flatMap((node) =>
    [...node.transitions.values(), node.always ?? []]
      .flat()
      .map(({ target }) => `${pathOf(node)} > ${(target ?? []).map((one) => pathOf(one as AnyStateNode)).join(' ')}`),
  );
}

const descendants = (node: AnyStateNode): AnyStateNode[] =>
  Object.values(node.states).flatMap((child) => [child, ...descendants(child)]);
const pathOf = (node: AnyStateNode): string => [node.machine.id, ...node.path].join('.');
const bare = ({ states, transitions }: Chart): readonly string[] =>
  transitions
    // A history's default is no transition in XState.
    .filter(({ source }) => states.find(({ id }) => id === source)?.type !== 'history')
    .map(({ source, targets }) => `${source} > ${targets.join(' ')}`);

test.each([light, word, pay])('has the transitions that XState has: %#', (machine) => {
  const { chart, problems } = chartOf(machine.config);
  expect(bare(chart).toSorted()).toEqual(trueEdges(machine.root).toSorted());
  expect(problems).toEqual([]);
  const states = chart.states.map(({ id, type }) => `${id} ${type}`);
  expect(states).toEqual([machine.root, ...descendants(machine.root)].map((node) => `${pathOf(node)} ${node.type}`));
});

test('names what leads where, and when', () => {
  expect(edges(chartOf(light.config).chart)).toEqual([
    'light.green event TIMER > light.yellow',
    'light.green after 1 s > light.yellow',
    'light.yellow event TIMER > light.red',
    'light.red event TIMER [isLate] > light.red.dark',
    'light.red event TIMER > light.green',
    'light.red event * > light.yellow',
    'light.red event RESET > light.red.wait',
    'light.red done > light.green',
    'light.red.walk event COUNT > light.red.wait',
    'light.red.wait event COUNT > light.red.dark',
  ]);
  expect(edges(chartOf(pay.config).chart)).toEqual([
    'pay.method event NEXT > pay.review',
    'pay.method always [isOpen and not isAbove(amount: 5)] > pay.done',
    'pay.method.cash event SWITCH > pay.method.check',
    'pay.method.check event SWITCH > pay.method.cash',
    'pay.method.back always > pay.method.check',
    'pay.review event PREVIOUS > pay.method.back',
    'pay.review event STAY >',
    'pay.review event NOTHING >',
    'pay.review after patience [isOpen or in review] > pay.done',
  ]);
  const [root, , red] = chartOf(light.config).chart.states.filter(({ id }) => !id.endsWith('yellow'));
  expect(root).toMatchObject({ id: 'light', key: 'light', type: 'compound', initial: 'light.green' });
  expect(red).toEqual({
    id: 'light.red',
    key: 'red',
    parent: 'light',
    type: 'compound',
    initial: 'light.red.walk',
    tags: ['halt'],
    invokes: [],
    entry: [],
    exit: [],
  });
});

test('combined guards are known by what they are, whatever a minifier calls them', () => {
  const minified = (guard: unknown): unknown => Object.defineProperty(guard, 'name', { value: 't' });
  const guard = minified(or([minified(not('isOpen')) as never, and(['isA', minified(stateIn('b')) as never])]));
  const { chart } = chartOf({ id: 'm', initial: 'a', states: { a: { always: { guard, target: 'b' } }, b: {} } });
  expect(edges(chart)).toEqual(['m.a always [not isOpen or (isA and in b)] > m.b']);
});

test('reads invokes, and names what they lead to', () => {
  const src = { config: { id: 'inner' } };
  const { chart } = chartOf({
    id: 'm',
    initial: 'a',
    states: {
      a: {
        entry: ['begin', { type: 'note' }, () => undefined],
        invoke: [
          { id: 'load', src: 'loader', onDone: 'b', onError: [{ guard: 'isSlow', target: 'a' }, 'b'] },
          { src, onSnapshot: { actions: 'look' } },
        ],
      },
      b: { type: 'final' },
    },
  });
  expect(chart.states[1]).toMatchObject({
    invokes: [
      { id: 'load', src: 'loader' },
      { id: '1.m.a', src: 'inner' },
    ],
    entry: ['begin', 'note', '(inline)'],
  });
  expect(edges(chart)).toEqual([
    'm.a done load > m.b',
    'm.a error load [isSlow] > m.a',
    'm.a error load > m.b',
    'm.a event snapshot of inner >',
  ]);
});

test("reads what an inspector's JSON left of a config, and a machine's definition", () => {
  const sent: unknown = JSON.parse(
    JSON.stringify(pay.config, (_, value: unknown) => (typeof value === 'function' ? { type: value.name } : value)),
  );
  const { chart, problems } = chartOf(sent);
  expect(chart.states).toEqual(chartOf(pay.config).chart.states);
  expect(edges(chart).filter((edge) => edge.includes('…'))).toEqual([
    'pay.method always [and …] > pay.done',
    'pay.review after patience [or …] > pay.done',
  ]);
  expect(problems).toEqual([]);
  // It has no always, and the default of a history is a list of ids there.
  const defined = chartOf(JSON.parse(JSON.stringify(light.definition)));
  expect(edges(defined.chart).toSorted()).toEqual(edges(chartOf(light.config).chart).toSorted());
});

test('shows what it can of a config that is wrong, and says what it left out', () => {
  const wrong = {
    id: 'm',
    initial: 'nowhere',
    states: {
      a: { on: { GO: 'gone', STOP: 7, STAY: null }, states: { b: '[...]' } },
      c: '[Circular]',
      d: { type: 'nonsense', always: '#other', after: 'soon', invoke: 3 },
    },
  };
  const { chart, problems } = chartOf(JSON.parse(JSON.stringify(wrong)));
  expect(chart.states.map(({ id, type }) => `${id} ${type}`)).toEqual([
    'm compound',
    'm.a compound',
    'm.a.b atomic',
    'm.c atomic',
    'm.d atomic',
  ]);
  expect(problems).toEqual([
    'm begins in "nowhere", which is no state of it.',
    'm.a does not say which state it begins in.',
    'A transition of m.a could not be read.',
    'A transition of m.a leads to "gone", which is no state.',
    'A transition of m.d leads to "#other", which is no state.',
  ]);
  expect(chartOf(undefined)).toMatchObject({ chart: { id: '(machine)', transitions: [] } });
});

test('a config that is its own child, or too large, ends', () => {
  const loop: Record<string, unknown> = {
    on: Object.fromEntries(Array.from({ length: 600 }, (_, n) => [`E${n}`, 'x'])),
  };
  loop['states'] = { x: loop, y: loop };
  const { chart, problems } = chartOf(loop);
  expect(chart.states.length).toBe(500);
  expect(chart.transitions.length).toBeLessThanOrEqual(2_000);
  expect(problems.length).toBeLessThanOrEqual(50);
});

test('keys that mean something to JavaScript are names like others', () => {
  const text =
    '{"id":"m","initial":"__proto__","states":{"__proto__":{"on":{"constructor":"toString"}},"toString":{}}}';
  const { chart, problems } = chartOf(JSON.parse(text));
  expect(edges(chart)).toEqual(['m.__proto__ event constructor > m.toString']);
  expect(chart.states[0]?.initial).toBe('m.__proto__');
  expect(problems).toEqual([]);
  expect(({} as Record<string, unknown>)['on']).toBeUndefined();
});

test('runs nothing of what it reads', () => {
  let ran = 0;
  const { chart } = chartOf({
    id: 'm',
    get states() {
      return ran++;
    },
    entry: () => ran++,
  });
  expect([chart.states.length, ran]).toEqual([1, 0]);
  const trap = new Proxy({}, { getOwnPropertyDescriptor: () => expect.unreachable() });
  expect(chartOf(trap).problems).toEqual(['The machine could not be read.']);
});

/** What may stand anywhere, near enough to a config that much of it is read. */
const key = fc.constantFrom('a', 'b', '__proto__', 'constructor', '', '*', 'a.b', '#', '.', '1000');
const target = fc.constantFrom('a', '.a', '#m', '#m.a', '#x.b', 'a.b', '.', '#', '', '..', 'b');
const junk = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined), target);
const { node } = fc.letrec<{ node: unknown }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    junk,
    fc.record(
      {
        id: fc.oneof(fc.constantFrom('m', 'x'), junk),
        type: fc.oneof(fc.constantFrom('parallel', 'final', 'history', 'compound'), junk),
        initial: fc.oneof(key, junk),
        states: fc.oneof(fc.dictionary(key, tie('node')), junk),
        on: fc.oneof(
          fc.dictionary(key, fc.oneof(target, fc.array(fc.record({ target, guard: junk, actions: junk })))),
          junk,
        ),
        always: fc.oneof(target, junk),
        after: fc.oneof(fc.dictionary(key, target), junk),
        invoke: fc.oneof(fc.record({ src: junk, onDone: target, onError: junk }), junk),
        tags: junk,
        entry: junk,
        history: junk,
      },
      { requiredKeys: [] },
    ),
  ),
}));

test('whatever it is given, the answer is a chart that hangs together, of plain JSON', () => {
  fc.assert(
    fc.property(node, (config) => {
      const { chart } = chartOf(config);
      const ids = new Set(chart.states.map(({ id }) => id));
      expect(ids.size).toBe(chart.states.length);
      const named = chart.states.flatMap(({ parent, initial }) => [parent ?? chart.id, initial ?? chart.id]);
      const met = chart.transitions.flatMap(({ source, targets }) => [source, ...targets]);
      expect([...named, ...met].filter((id) => !ids.has(id))).toEqual([]);
      expect(new Set(chart.transitions.map(({ id }) => id)).size).toBe(chart.transitions.length);
      expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
    }),
    { numRuns: 300 },
  );
}, 20_000);

/** Machines that XState takes, with targets of every form. */
const machines = fc
  .array(fc.record({ from: fc.nat(6), to: fc.nat(6), form: fc.nat(3), kind: fc.nat(3), several: fc.boolean() }), {
    maxLength: 14,
  })
  .map((wanted) => {
    const paths = ['a', 'b', 'b.c', 'b.d', 'e', 'e.f', 'e.g'];
    const nodes = paths.map((): Record<string, unknown> => ({}));
    for (const { from, to, form, kind, several } of wanted) {
      const path = paths[to]!;
      const siblings = paths[from]!.includes('.') ? `${paths[from]!.split('.')[0]}.` : '';
      const written =
        form === 0 && path.startsWith(siblings)
          ? path.slice(siblings.length)
          : form === 1 && path.startsWith(`${paths[from]}.`)
            ? path.slice(paths[from]!.length)
            : form === 2 && path === 'b.d'
              ? '#own'
              : `#m.${path}`;
      const given = several ? [{ guard: 'isSo', target: written }, { target: [written] }] : written;
      const at = nodes[from]!;
      if (kind === 0) at['always'] = several ? given : { guard: 'isSo', target: written };
      else if (kind === 1) at['after'] = { 100: given };
      else if (kind === 2) at['on'] = { ...(at['on'] as object), [`E${to}`]: given };
      else at['invoke'] = { src: 'work', onDone: given };
    }
    const [a, b, c, d, e, f, g] = nodes;
    return {
      id: 'm',
      initial: 'a',
      states: {
        a,
        b: { ...b, initial: 'c', states: { c, d: { ...d, id: 'own' } } },
        e: { ...e, type: 'parallel', states: { f, g } },
      },
    };
  });

test('has the transitions that XState has, of any machine', () => {
  fc.assert(
    fc.property(machines, (config) => {
      const machine = createMachine(config as never);
      const { chart, problems } = chartOf(config);
      expect(bare(chart).toSorted()).toEqual(trueEdges(machine.root).toSorted());
      expect(problems).toEqual([]);
    }),
    { numRuns: 200 },
  );
}, 20_000);
