import { listOf, own, ownEntries, textOf } from './own.ts';

const DEEPEST = 8;
const MOST_PARTS = 12;

/** What an inspector's JSON and a bundler make of a function that has no name of its own. */
const NAMELESS = ['', 'guard', 'cond', 'anonymous', 'actions', 'entry', 'exit'];

/**
 * A guard in words, `not isFull and isOpen(hour: 9)`, from anything that XState takes for one or that JSON left of it. One
 * that asks for a phase of an agent is shown as that phase.
 */
export function guardLabel(guard: unknown): string | undefined {
  return guard === undefined || guard === null ? undefined : label(guard, 0, false);
}

/** The name of an action, or of a guard that is no combination of others. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'function') {
    const made = /^xstate\.(\w+)$/.exec(textOf(own(value, 'type')) ?? '');
    return made?.[1] ?? given(textOf(own(value, 'name')) ?? '');
  }
  const name = textOf(value);
  if (name !== undefined) return name;
  const type = textOf(own(value, 'type'));
  return type === undefined ? undefined : given(type.replace(/^xstate\.(?=\w+$)/, ''));
}

/** What was a function's own name, unless it had none: a minifier gives them letters. */
function given(name: string): string {
  return NAMELESS.includes(name) || name.length <= 2 ? '(inline)' : name;
}

/** How guards are combined. Of a function its code tells, since a minifier changes names. */
function combinatorOf(guard: unknown, inner: readonly unknown[]): 'and' | 'or' | 'not' | undefined {
  const check = own(guard, 'check');
  if (typeof guard === 'function' && inner.length > 0 && typeof check === 'function') {
    const code = Function.prototype.toString.call(check);
    return code.includes('.every(') ? 'and' : code.includes('.some(') ? 'or' : 'not';
  }
  const name = textOf(own(guard, typeof guard === 'function' ? 'name' : 'type'));
  const type = name?.replace(/^xstate\./, '');
  return type === 'and' || type === 'or' || type === 'not' ? type : undefined;
}

function label(guard: unknown, depth: number, isInside: boolean): string {
  if (depth >= DEEPEST) return '…';
  const inner = listOf(own(guard, 'guards') ?? own(guard, 'children')).slice(0, MOST_PARTS);
  const combinator = combinatorOf(guard, inner);
  if (combinator === 'not') {
    const [negated] = inner;
    return `not ${negated === undefined ? '…' : label(negated, depth + 1, true)}`;
  }
  if (combinator) {
    if (inner.length === 0) return `${combinator} …`;
    const text = inner.map((one) => label(one, depth + 1, true)).join(` ${combinator} `);
    return isInside && inner.length > 1 ? `(${text})` : text;
  }
  const name = nameOf(guard) ?? '(inline)';
  const stateValue =
    own(guard, 'stateValue') ?? (name === 'stateIn' ? own(own(guard, 'params'), 'stateValue') : undefined);
  if (stateValue !== undefined || name === 'stateIn') return `in ${stateText(stateValue)}`;
  const params = own(guard, 'params');
  const phase = textOf(own(params, 'phase'));
  if (name === 'isPhase' && phase !== undefined) return phase.replace(/^flow:/, '');
  const shown = ownEntries(params, MOST_PARTS).flatMap(([key, value]) => {
    const text = typeof value === 'boolean' ? String(value) : textOf(value);
    return text === undefined ? [] : [`${key}: ${text}`];
  });
  return shown.length === 0 ? name : `${name}(${shown.join(', ')})`;
}

function stateText(value: unknown, depth = 0): string {
  const text = textOf(value);
  if (text !== undefined || depth >= DEEPEST) return text ?? '…';
  const parts = ownEntries(value, MOST_PARTS).map(([key, inner]) => `${key}.${stateText(inner, depth + 1)}`);
  return parts.length === 0 ? '…' : parts.join(' and ');
}
