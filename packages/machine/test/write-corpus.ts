/**
 * Writes the threads that this version of the engine writes, with the hash of what each folds to, for later versions to
 * read: `node packages/machine/test/write-corpus.ts packages/core/corpus/<version>`. It never writes over what is kept.
 */
import { fold, initialState } from '@twelvefold/core';
import { writeThreadFile } from '@twelvefold/core/thread-file';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldHash } from '../../core/corpus/fold-hash.ts';
import { corpusThreads } from './corpus-threads.ts';

const folder = process.argv[2] ?? '';
if (folder === '' || existsSync(folder)) throw new Error('Name a folder that is not there yet: what is kept stays.');
mkdirSync(folder, { recursive: true });
const hashes: Record<string, string> = {};
const root = new URL('../../../', import.meta.url).href;

for await (const [name, written] of corpusThreads()) {
  // Stack frames say where this repository lies: the same thread comes of it wherever that is.
  const events: typeof written = JSON.parse(JSON.stringify(written).replaceAll(root, 'file:///app/'));
  writeFileSync(join(folder, `${name}.jsonl`), writeThreadFile(events));
  hashes[name] = foldHash(fold(events, initialState));
}
writeFileSync(join(folder, 'hashes.json'), `${JSON.stringify(hashes, null, 2)}\n`);
