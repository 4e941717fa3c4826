import { expect, test } from 'vitest';
import { activeOf } from './active-of.ts';
import { chartOf } from './chart-of.ts';
import { drawingOf } from './drawing-of.ts';
import { groupedWords, stateWords } from './state-words.ts';
import { bookkeeperChart } from './test-support/bookkeeper-chart.ts';
import { traceOf } from './trace-of.ts';

const agent = bookkeeperChart();
const { chart: player } = chartOf({
  id: 'player',
  initial: 'off',
  states: {
    off: { on: { POWER: 'on' } },
    on: {
      initial: 'paused',
      on: { POWER: 'off' },
      states: {
        paused: { on: { PLAY: 'playing' } },
        playing: { on: { PLAY: [{ guard: 'isLast', target: 'paused' }] } },
      },
    },
  },
});

const way = (chart: typeof agent, from: string, to: string, label: string): readonly string[] =>
  traceOf(chart, { from, to, label }).map(({ source, targets, guard }) =>
    [source, '>', targets.join(), ...(guard === undefined ? [] : [`[${guard}]`])].join(' '),
  );

test('a step is one transition, from the state or from one around it, to the state or one around it', () => {
  expect(way(player, 'player.off', 'player.on.paused', 'POWER')).toEqual(['player.off > player.on']);
  expect(way(player, 'player.on.playing', 'player.off', 'POWER')).toEqual(['player.on > player.off']);
  expect(way(player, 'player.on.playing', 'player.on.paused', 'PLAY')).toEqual([
    'player.on.playing > player.on.paused [isLast]',
  ]);
});

test('or two, by way of a state that leads on at once', () => {
  expect(way(agent, 'agent.idle', 'agent.thinking', 'message.received')).toEqual([
    'agent.idle > agent.route [not idle]',
    'agent.route > agent.thinking [thinking]',
  ]);
  expect(way(agent, 'agent.thinking', 'agent.balancing', 'model.replied')).toEqual([
    'agent.thinking > agent.route [isRequestOver]',
    'agent.route > agent.balancing [balancing]',
  ]);
  expect(way(agent, 'agent.acting.running', 'agent.acting.awaitingApproval', 'call.gated')).toEqual([
    'agent.acting.running > agent.route [not running]',
    'agent.route > agent.acting.awaitingApproval [awaitingApproval]',
  ]);
});

test('a step that no transition explains, or that stays, is none', () => {
  expect(way(agent, 'agent.idle', 'agent.idle', 'thread.started')).toEqual([]);
  expect(way(player, 'player.off', 'player.gone', 'X')).toEqual([]);
  expect(way(player, 'nowhere', 'player.on', 'POWER')).toEqual([]);
});

test('a state value stands for states, and for those around them', () => {
  expect(activeOf(player, { on: 'playing' })).toEqual(['player', 'player.on', 'player.on.playing']);
  expect(activeOf(player, { on: { playing: {} }, off: undefined })).toEqual([
    'player',
    'player.on',
    'player.on.playing',
    'player.off',
  ]);
  expect(activeOf(player, { gone: 'x', __proto__: null, on: 7 })).toEqual(['player', 'player.on']);
  expect(activeOf(player, undefined)).toEqual(['player']);
});

test('both directions of a router share a line, with the words of both', () => {
  const { lines, rows } = drawingOf(agent);
  const words = Object.fromEntries(
    lines.map((line) => [line.to, line.words.map(({ kind, text }) => `${kind} ${text}`)]),
  );
  expect(Object.keys(words)).toHaveLength(13);
  expect(words['agent.idle']).toEqual(['there idle', 'back not idle']);
  expect(words['agent.balancing']).toEqual(['there balancing', 'back not balancing']);
  expect(words['agent.thinking']).toEqual(['there thinking', 'back on 4 events [isRequestOver]', 'back not thinking']);
  expect(rows.get('agent')?.map(({ text }) => text)).toEqual([
    'entry: start',
    'on 34 events: append',
    'done *: forget',
  ]);
  expect(rows.get('agent.balancing')?.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['invoke flow']);
  expect(drawingOf(player).lines.map(({ from, to, back }) => `${from} > ${to} ${back.length}`)).toEqual([
    'player.off > player.on 0',
    'player.on > player.off 0',
    'player.on.paused > player.on.playing 0',
    'player.on.playing > player.on.paused 0',
  ]);
});

test('a state can be told in words', () => {
  const thinking = agent.states.find(({ key }) => key === 'thinking')!;
  expect(stateWords(agent, thinking, true)).toBe(
    'thinking, active, runs model. ' +
      'model.replied, model.failed, message.received, log.read [isRequestOver] to route, does append. ' +
      'if not thinking to route',
  );
  expect(stateWords(agent, agent.states[0]!, false)).toBe(
    'agent, compound. on 34 events stays, does append. done * stays, does forget',
  );
  expect(groupedWords(agent, thinking)).toEqual([
    'model.replied, model.failed, message.received, log.read [isRequestOver] to route, does append',
    'if not thinking to route',
  ]);
});
