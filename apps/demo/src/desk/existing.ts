import { DeskError } from '../db/desk-error.ts';

/** What a query gives, or undefined where it says that the thing does not exist. */
export function existing<Result>(query: () => Result): Result | undefined {
  try {
    return query();
  } catch (error) {
    if (error instanceof DeskError && error.code.endsWith('_not_found')) return undefined;
    throw error;
  }
}
