/**
 * Runs the checks that must hold besides the tests: every `check:*` script of package.json, in its order, or only those
 * named (`pnpm gates lint types`). All of them run, whatever fails, so that one run tells everything.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PREFIX = 'check:';
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const all = Object.keys(scripts).flatMap((name) => (name.startsWith(PREFIX) ? [name.slice(PREFIX.length)] : []));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`There is no gate "${unknown.join('", "')}": the gates are ${all.join(', ')}.`);
  process.exit(1);
}

const failed: string[] = [];
for (const name of asked.length > 0 ? asked : all) {
  console.log(`\n── ${name}: ${scripts[PREFIX + name]}`);
  const startedMs = performance.now();
  const { status } = spawnSync(scripts[PREFIX + name] ?? '', {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, DO_NOT_TRACK: '1' },
  });
  if (status !== 0) failed.push(name);
  console.log(
    `── ${name}: ${status === 0 ? 'holds' : 'FAILS'} (${((performance.now() - startedMs) / 1000).toFixed(1)} s)`,
  );
}
console.log(failed.length === 0 ? '\nEvery gate holds.' : `\nGates that fail: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
