/**
 * A copy that cannot be changed in place: its plain objects and lists are frozen, all the way down. A date, a map, an
 * instance of a class stays the object that it was.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value, new Map()) as T;
}

function copy(value: unknown, copies: Map<object, object>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  const isList = Array.isArray(value);
  if (!isList && prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  const known = copies.get(value);
  if (known) return known;
  const target: object = isList ? [] : {};
  copies.set(value, target);
  for (const [key, item] of Object.entries(value)) {
    // Not by assignment, which would take `__proto__` for something else than a key.
    Object.defineProperty(target, key, { value: copy(item, copies), enumerable: true });
  }
  return Object.freeze(target);
}
