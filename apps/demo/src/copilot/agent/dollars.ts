import './jitless-zod.ts';
import { z } from 'zod';
import { MAX_CENTS } from '../../db/schema.ts';

/** An amount of money as models write it: dollars, with whole cents. */
export const dollars: z.ZodNumber = z
  .number()
  .positive()
  .multipleOf(0.01)
  .max(MAX_CENTS / 100);

/** What the database counts in. */
export function toCents(amount: number): number {
  return Math.round(amount * 100);
}

export function toDollars(cents: number): number {
  return cents / 100;
}
