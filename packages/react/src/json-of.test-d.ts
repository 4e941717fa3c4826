import type { Json } from '@twelvefold/core';
import { expectTypeOf, test } from 'vitest';
import type { JsonOf } from './json-of.ts';

test('a value is what the log keeps of it', () => {
  interface Link {
    readonly url: URL;
    readonly createdAt: Date;
    readonly tags: readonly string[];
    readonly history: readonly { readonly at: Date }[];
    readonly note?: string;
    readonly by: string | undefined;
    readonly extra: unknown;
  }
  expectTypeOf<JsonOf<Link>>().toEqualTypeOf<{
    readonly url: string;
    readonly createdAt: string;
    readonly tags: readonly string[];
    readonly history: readonly { readonly at: string }[];
    readonly note?: string;
    readonly by: string | undefined;
    readonly extra: Json;
  }>();
});

test('nothing is null, JSON is itself, and what is not known may be any JSON', () => {
  expectTypeOf<JsonOf<void>>().toEqualTypeOf<null>();
  expectTypeOf<JsonOf<undefined>>().toEqualTypeOf<null>();
  expectTypeOf<JsonOf<Json>>().toEqualTypeOf<Json>();
  expectTypeOf<JsonOf<unknown>>().toEqualTypeOf<Json>();
  expectTypeOf<JsonOf<1 | Date>>().toEqualTypeOf<1 | string>();
});

test('what the log keeps is JSON again', () => {
  interface Saved {
    readonly at: Date;
    readonly items: readonly { readonly cents: number }[];
  }
  expectTypeOf<JsonOf<Saved>>().toExtend<Json>();
});
