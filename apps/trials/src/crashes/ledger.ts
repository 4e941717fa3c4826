import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Effect } from '../desk/desk.ts';

/** A file of what tools did, beside all stores: a line an effect, on the disk before the tool goes on. */
export function appendToLedger(path: string, effect: Effect): void {
  const file = openSync(path, 'a');
  writeSync(file, `${JSON.stringify(effect)}\n`);
  fsyncSync(file);
  closeSync(file);
}

export function readLedger(path: string): readonly Effect[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as Effect);
}
