/**
 * A copy that cannot be changed in place: its plain objects and lists are frozen, all the way down. A date, a map, an
 * instance of a class stays the object that it was. What is frozen already in `like`, and says the same in its place, is
 * used again, so that whoever showed it need not show it anew.
 */
export function frozenCopy<T>(value: T, like?: unknown): T {
  return copy(value, like, new Map()) as T;
}

function copy(value: unknown, like: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isList = Array.isArray(value);
  if (!isList && prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  const known = copies.get(value);
  if (known) return known;
  const target: object = isList ? [] : {};
  copies.set(value, target);
  const items = Object.entries(value);
  const model = modelOf(like, isList);
  const names = Object.keys(model);
  let isSame = Object.isFrozen(model) && names.length === items.length;
  for (const [index, [key, item]] of items.entries()) {
    const other = Object.hasOwn(model, key) ? model[key] : undefined;
    const copied = copy(item, other, copies);
    isSame &&= names[index] === key && Object.is(copied, other);
    // Not by assignment, which would take `__proto__` for something else than a key.
    Object.defineProperty(target, key, { value: copied, enumerable: true });
  }
  if (!isSame) return Object.freeze(target);
  copies.set(value, model);
  return model;
}

/** What a copy may be like: a list for a list, a plain object for a plain object, or else nothing, which nothing is like. */
function modelOf(like: unknown, isList: boolean): Readonly<Record<string, unknown>> {
  const prototype = isList ? Array.prototype : Object.prototype;
  const isAlike = typeof like === 'object' && like !== null && Object.getPrototypeOf(like) === prototype;
  return isAlike && Array.isArray(like) === isList ? (like as Readonly<Record<string, unknown>>) : {};
}
