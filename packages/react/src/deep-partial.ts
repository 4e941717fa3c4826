/**
 * A value of which some parts have yet to arrive. Strings are there as far as they are written, so a literal is any
 * string; nothing has been checked against a schema.
 */
export type DeepPartial<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly (DeepPartial<Item> | undefined)[]
    : T extends object
      ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
      : T;
