/**
 * The config of a machine as an inspector draws it: without its context, which is a function, under the agent's name where
 * that can be an id, so that the charts of several agents can be told apart, and with the guards in `not(guard)`, of which an
 * inspector would be told no more than the name of a function.
 */
export function chartConfig(config: object, name: string): object {
  const { context: _context, ...rest } = config as { readonly id?: unknown; readonly context?: unknown };
  const { id } = rest;
  if (typeof id !== 'string' || !/^[\w-]+$/.test(name)) return shown(rest, '#', '#') as object;
  return { ...(shown(rest, `#${id}`, `#${name}`) as object), id: name };
}

/** Every target that begins at the old id, at the new one; every guard of guards as data. */
function shown(value: unknown, from: string, to: string): unknown {
  if (typeof value === 'string')
    return value === from || value.startsWith(`${from}.`) ? to + value.slice(from.length) : value;
  if (typeof value === 'function') return guardOfGuards(value) ?? value;
  if (Array.isArray(value)) return value.map((item: unknown) => shown(item, from, to));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item, from, to)]));
}

/**
 * As plain as the guards in it: their own functions would be lost the same way. Where names were shortened for production, one
 * guard of one is a `not`.
 */
function guardOfGuards(guard: object): object | undefined {
  const { name, guards } = guard as { readonly name: string; readonly guards?: readonly unknown[] };
  if (!Array.isArray(guards)) return undefined;
  return {
    type: guards.length === 1 ? 'not' : name,
    guards: guards.map((one: unknown) => (typeof one === 'function' ? (guardOfGuards(one) ?? one) : one)),
  };
}
