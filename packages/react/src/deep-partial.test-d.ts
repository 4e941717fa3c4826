import { expectTypeOf, test } from 'vitest';
import type { DeepPartial } from './deep-partial.ts';

test('every part may be missing, lists have holes, and a literal is any string', () => {
  interface Invoice {
    readonly number: string;
    readonly currency: 'EUR' | 'USD';
    readonly lines: readonly { readonly text: string; readonly cents: number }[];
    readonly isPaid: boolean;
    readonly note: string | null;
  }
  expectTypeOf<DeepPartial<Invoice>>().toEqualTypeOf<{
    readonly number?: string;
    readonly currency?: string;
    readonly lines?: readonly ({ readonly text?: string; readonly cents?: number } | undefined)[];
    readonly isPaid?: boolean;
    readonly note?: string | null;
  }>();
  expectTypeOf<DeepPartial<unknown>>().toEqualTypeOf<unknown>();
});
