/**
 * The config of a machine as an inspector draws it: without its context, which is a function, under the agent's name where
 * that can be an id, so that the charts of several agents can be told apart, and with `not(guard)` in words, since an inspector
 * is told no more of a function than its name.
 */
export function chartConfig(config: object, name: string): object {
  const { context: _context, ...rest } = config as { readonly id?: unknown; readonly context?: unknown };
  const { id } = rest;
  if (typeof id !== 'string' || !/^[\w-]+$/.test(name)) return shown(rest, '#', '#') as object;
  return { ...(shown(rest, `#${id}`, `#${name}`) as object), id: name };
}

/** Every target that begins at the old id, at the new one; every guard of guards by its name and theirs. */
function shown(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string')
    return value === from || value.startsWith(`${from}.`) ? to + value.slice(from.length) : value;
  if (typeof value === 'function') return guardOfGuards(value) ?? value;
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item, from, to));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, from, to)]));
}

function guardOfGuards(guard: object): object | undefined {
  const { name, guards } = guard as { readonly name: string; readonly guards?: readonly unknown[] };
  if (!Array.isArray(guards)) return undefined;
  const [first] = guards;
  const words = [name, ...guards.map(typeOf)].join(' ');
  return guards.length === 1 && isParametrised(first) ? { type: words, params: first.params } : { type: words };
}

function typeOf(guard: unknown): string {
  if (typeof guard === 'string') return guard;
  if (typeof guard === 'function') return guard.name;
  return isParametrised(guard) ? guard.type : '';
}

function isParametrised(guard: unknown): guard is { readonly type: string; readonly params?: unknown } {
  return typeof guard === 'object' && guard !== null && 'type' in guard && typeof guard.type === 'string';
}
