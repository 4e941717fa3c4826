/** Packs every package as it would be published and asks publint and attw whether others can use it. */
import { resolve } from 'node:path';
import { packAll } from './pack.ts';
import { capture } from './setup/command.mjs';

for (const [name, tarball] of await packAll(resolve('test-artifacts/tarballs'))) {
  const checks = [
    await capture('publint', ['run', tarball, '--strict']),
    await capture('attw', [tarball, '--profile', 'esm-only', '--no-color', '--no-emoji']),
  ];
  const failed = checks.filter(({ code }) => code !== 0);
  console.log(`${name}: ${failed.length === 0 ? 'publint and attw agree' : 'NOT fit to publish'}`);
  for (const { output } of failed) console.error(output);
  if (failed.length > 0) process.exitCode = 1;
}
