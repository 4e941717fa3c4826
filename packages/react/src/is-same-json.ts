/**
 * Whether two values are the same JSON: absent and `undefined` properties are alike, and so is their order. What JSON
 * cannot say (a map, an instance of a class) is the same as itself only.
 */
export function isSameJson(a: unknown, b: unknown): boolean {
  const one = said(a);
  const other = said(b);
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other) || !isPlain(one) || !isPlain(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => isSameJson(own(one, key), own(other, key)));
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === null || Object.getPrototypeOf(prototype) === null;
}

function own(value: object, key: string): unknown {
  return Object.hasOwn(value, key) ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function said(value: unknown): unknown {
  const hasToJson =
    typeof value === 'object' && value !== null && 'toJSON' in value && typeof value.toJSON === 'function';
  return hasToJson ? (value.toJSON as () => unknown)() : value;
}
