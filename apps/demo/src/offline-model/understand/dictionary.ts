import nlp from 'compromise';
import { z } from 'zod';

const Model = z.object({ one: z.object({ lexicon: z.record(z.string(), z.unknown()) }) });
const { lexicon } = Model.parse(nlp.model()).one;

/** Whether one of these words stands in the library's dictionary: `lunch` does, `globex` does not. */
export function isDictionaryWord(text: string): boolean {
  return text
    .toLowerCase()
    .split(' ')
    .some((word) => Object.hasOwn(lexicon, word));
}
