/** Fails where a rule of packages/core/SPEC.md has no test, or where a test cites a rule that is not there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { compareSpec } from './spec-ids.ts';

const SPEC = 'packages/core/SPEC.md';
// The store contract is tests, too: every store runs it.
const files = globSync(
  ['{packages,apps,examples}/**/*.{test,test-d}.{ts,tsx}', 'packages/testing/src/store-contract/*-trials.ts'],
  {
    exclude: (path) => path.includes('node_modules') || path.endsWith('dist'),
  },
);
const tests = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const { untested, repeated, unknown } = compareSpec(existsSync(SPEC) ? readFileSync(SPEC, 'utf8') : '', tests);

if (!existsSync(SPEC)) console.error(`${SPEC} is missing.`);
for (const id of untested) console.error(`${id} has no test: title one "[${id}] …", or take the rule out of ${SPEC}.`);
for (const id of repeated) console.error(`${id} is defined twice in ${SPEC}.`);
for (const { id, file } of unknown) console.error(`${file} cites ${id}, which ${SPEC} does not define.`);

const bad = untested.length + repeated.length + unknown.length;
if (bad === 0 && existsSync(SPEC)) console.log(`Every rule of ${SPEC} has a test, and every citation a rule.`);
else process.exitCode = 1;
