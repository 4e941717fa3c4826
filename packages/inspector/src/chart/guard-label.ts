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
    const name = textOf(own(value, 'name')) ?? '';
    return NAMELESS.includes(name) ? '(inline)' : name;
  }
  const name = textOf(value) ?? textOf(own(value, 'type'));
  return name !== undefined && NAMELESS.includes(name) ? '(inline)' : name;
}

function label(guard: unknown, depth: number, isInside: boolean): string {
  const name = nameOf(guard) ?? '(inline)';
  const inner = listOf(own(guard, 'guards') ?? own(guard, 'children')).slice(0, MOST_PARTS);
  if (depth >= DEEPEST) return '…';
  if (name === 'not') {
    const [negated] = inner;
    return `not ${negated === undefined ? '…' : label(negated, depth + 1, true)}`;
  }
  if (name === 'and' || name === 'or') {
    const text = inner.length === 0 ? `${name} …` : inner.map((one) => label(one, depth + 1, true)).join(` ${name} `);
    return isInside && inner.length > 1 ? `(${text})` : text;
  }
  if (name === 'stateIn') return `in ${stateText(own(guard, 'stateValue') ?? own(own(guard, 'params'), 'stateValue'))}`;
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
