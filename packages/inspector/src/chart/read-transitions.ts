import type { ChartTransition } from './chart.ts';
import { guardLabel } from './guard-label.ts';
import { listOf, own, ownEntries, textOf } from './own.ts';
import { actionNames, type StateNode } from './read-states.ts';

type Kind = ChartTransition['kind'];

/** A transition whose targets are still as they were written. */
export type ReadTransition = Omit<ChartTransition, 'id' | 'source'>;

const MOST_OF_A_STATE = 500;
const MOST_TARGETS = 16;

/** What the machine itself sends, under the names that a machine's definition has for it. */
const INTERNAL: readonly (readonly [prefix: string, kind: Kind])[] = [
  ['xstate.done.actor.', 'done'],
  ['xstate.done.state.', 'done'],
  ['xstate.error.actor.', 'error'],
  ['xstate.after.', 'after'],
];

/** The transitions of a state, in the order in which XState would try them. */
export function readTransitions(
  { state, config, ownId }: StateNode,
  report: (problem: string) => void,
): readonly ReadTransition[] {
  const found = [
    ...ownEntries(own(config, 'on'), MOST_OF_A_STATE).flatMap(([event, given]) => onEvent(event, given)),
    ...listOf(own(config, 'invoke')).flatMap((invoke, index) =>
      onInvoke(invoke, actorName(`${state.invokes[index]?.id}`)),
    ),
    ...several(own(config, 'onDone'), 'done', ''),
    ...ownEntries(own(config, 'after'), MOST_OF_A_STATE).flatMap(([delay, given]) =>
      several(given, 'after', wait(delay)),
    ),
    ...several(own(config, 'always'), 'always', ''),
    ...(state.type === 'history' ? several(own(config, 'target'), 'always', '') : []),
  ];
  if (found.length > MOST_OF_A_STATE) report(`Only ${MOST_OF_A_STATE} transitions of ${state.id} are shown.`);
  return found.slice(0, MOST_OF_A_STATE);

  function onEvent(event: string, given: unknown): readonly ReadTransition[] {
    const internal = INTERNAL.find(([prefix]) => event.startsWith(prefix));
    if (!internal) return several(given, event === '' ? 'always' : 'event', event);
    const rest = event.slice(internal[0].length);
    const isOwn = rest === state.id || rest === ownId;
    return several(
      given,
      internal[1],
      internal[1] === 'after' ? wait(rest.split('.')[0] ?? '') : isOwn ? '' : actorName(rest),
    );
  }

  /** What an actor is called: by its id, or by what it runs where XState gave it one. */
  function actorName(id: string): string {
    const index = state.invokes.findIndex((invoke) => invoke.id === id);
    return id === `${index}.${ownId}` ? (state.invokes[index]?.src ?? id) : id;
  }

  function onInvoke(invoke: unknown, id: string): readonly ReadTransition[] {
    return [
      ...several(own(invoke, 'onDone'), 'done', id),
      ...several(own(invoke, 'onError'), 'error', id),
      ...several(own(invoke, 'onSnapshot'), 'event', `snapshot of ${id}`),
    ];
  }

  /** One transition or a list of them, each a target, a list of targets, or an object. */
  function several(given: unknown, kind: Kind, label: string): readonly ReadTransition[] {
    return listOf(given)
      .slice(0, MOST_OF_A_STATE)
      .flatMap((one) => {
        const isTarget = typeof one === 'string';
        if (!isTarget && (typeof one !== 'object' || one === null)) {
          report(`A transition of ${state.id} could not be read.`);
          return [];
        }
        const targets = listOf(isTarget ? one : own(one, 'target')).slice(0, MOST_TARGETS);
        const guard = isTarget ? undefined : guardLabel(own(one, 'guard') ?? own(one, 'cond'));
        const description = textOf(own(one, 'description'));
        return {
          targets: targets.flatMap((target) => textOf(target) ?? []),
          kind,
          label: textOf(label) ?? '',
          ...(guard !== undefined && { guard }),
          actions: isTarget ? [] : actionNames(own(one, 'actions')),
          ...(description !== undefined && { description }),
        };
      });
  }
}

function wait(delay: string): string {
  const ms = Number(delay);
  if (delay.trim() === '' || !Number.isFinite(ms)) return delay;
  return ms >= 1_000 && ms % 100 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}
