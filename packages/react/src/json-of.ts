import type { Json } from '@twelvefold/core';

/** What the log keeps of a value: what `toJSON` says of it (a `Date` is a string), and `null` for nothing at all. */
export type JsonOf<T> = [T] extends [Json]
  ? T
  : unknown extends T
    ? Json
    : T extends Json
      ? T
      : T extends { toJSON(): infer Said }
        ? JsonOf<Said>
        : T extends object
          ? { readonly [K in keyof T]: PropertyOf<T[K]> }
          : null;

/** A property that is `undefined` is left out; it does not become `null`. */
type PropertyOf<T> = unknown extends T ? Json : T extends undefined ? T : JsonOf<T>;
