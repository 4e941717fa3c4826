import type { Reader } from '../../db/sqlite.ts';
import { labels } from '../../labels.ts';
import type { CallFacts } from '../call/any-call.ts';
import { plainWords } from './plain-words.ts';

/** What a call does, in a sentence; one that takes back another says so. */
export function callWords({ tool, input, logged }: CallFacts, reader: Reader): string {
  const words = plainWords(tool, input, reader);
  return logged?.undoes === undefined ? words : labels.copilot.plain.undo(words);
}
