import { existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture } from './setup/command.mjs';
import { pnpm } from './setup/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Builds and packs every package as it would be published; gives each name's tarball. `folder` is emptied first. */
export async function packAll(folder: string): Promise<Map<string, string>> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = ['--recursive', '--filter', './packages/*', 'pack', '--pack-destination', folder];
  const { code, output } = await capture('npx', ['--yes', pnpm(), ...args]);
  if (code !== 0) throw new Error(`The packages could not be packed:\n${output}`);
  return new Map(globSync(join(root, 'packages/*/package.json')).map((path) => tarballOf(path, folder)));
}

function tarballOf(manifestPath: string, folder: string): [name: string, tarball: string] {
  const { name, version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { name: string; version: string };
  const tarball = join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(tarball)) throw new Error(`Packing ${name} left no ${tarball}.`);
  return [name, tarball];
}
