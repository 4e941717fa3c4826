import { expectTypeOf, test } from 'vitest';
import { maybe, object, oneOf, text, variants, type Shape } from './shape.ts';

interface Ticket {
  readonly id: string;
  readonly note?: string;
}

type Ruling = { readonly kind: 'yes' } | { readonly kind: 'no'; readonly why: string };

test('[R79] a table that has the form of its type compiles', () => {
  const ticket: Shape<Ticket> = object({ id: text, note: maybe(text) });
  const ruling: Shape<Ruling> = variants('kind', { yes: {}, no: { why: text } });
  expectTypeOf(ticket).toEqualTypeOf<Shape<Ticket>>();
  expectTypeOf(ruling).toEqualTypeOf<Shape<Ruling>>();
});

test('[R79] one that forgets something does not', () => {
  // @ts-expect-error the optional field is forgotten
  const forgotten: Shape<Ticket> = object({ id: text });
  // @ts-expect-error the field may be absent
  const required: Shape<Ticket> = object({ id: text, note: text });
  // @ts-expect-error the field may not be absent
  const optional: Shape<Ticket> = object({ id: maybe(text), note: maybe(text) });
  // @ts-expect-error a value of the union is forgotten
  const narrow: Shape<'a' | 'b'> = oneOf({ a: true });
  // @ts-expect-error a member of the union is forgotten
  const member: Shape<Ruling> = variants('kind', { yes: {} });
  // @ts-expect-error a field of a member is forgotten
  const field: Shape<Ruling> = variants('kind', { yes: {}, no: {} });
  expectTypeOf([forgotten, required, optional, narrow, member, field]).toBeArray();
});
