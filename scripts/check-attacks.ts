/** Fails where the table of attacks in SECURITY.md and the titles of the suite's tests differ. */
import { globSync, readFileSync } from 'node:fs';
import { compareAttacks } from './attack-rows.ts';

const PAGE = 'SECURITY.md';
const tests = new Map(globSync('attacks/*.test.ts').map((file) => [file, readFileSync(file, 'utf8')]));
const { untested, unlisted, repeated } = compareAttacks(readFileSync(PAGE, 'utf8'), tests);

for (const row of untested) console.error(`No test in attacks/ is titled "${row}", a row of ${PAGE}.`);
for (const { title, file } of unlisted) console.error(`${file} attacks with "${title}", which ${PAGE} does not list.`);
for (const title of repeated) console.error(`"${title}" stands twice.`);

const bad = untested.length + unlisted.length + repeated.length;
if (bad === 0) console.log(`Every attack of ${PAGE} has a test, and every test its row.`);
else process.exitCode = 1;
