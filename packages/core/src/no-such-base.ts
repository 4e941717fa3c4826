import { TwelvefoldError } from './twelvefold-error.ts';

/** What `fork` throws when there is no such event to fork from. */
export function noSuchBase({ threadId, seq }: { readonly threadId: string; readonly seq: number }): TwelvefoldError {
  return new TwelvefoldError(
    'invalid_use',
    `There is no event ${seq} in thread ${JSON.stringify(threadId)} to fork from: fork a thread of this store at 1 to its last seq.`,
  );
}
