import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The folder of the peers: a workspace of its own. */
export const peersFolder: URL = new URL('../peers/', import.meta.url);

/** The version of a package as it is installed, in the peers' folder or else in this one; empty when it is not. */
export function versionOf(name: string): string {
  const folders = [peersFolder, new URL('../', import.meta.url)];
  for (const folder of folders) {
    const version = readVersion(new URL(`node_modules/${name}/package.json`, folder));
    if (version !== undefined) return version;
  }
  return '';
}

function readVersion(file: URL): string | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version?: string }).version;
  } catch {
    return undefined;
  }
}

/** Twelvefold's own: all packages have the same. */
export const twelvefoldVersion: string = versionOf('@twelvefold/core');

/** The commit that is checked out, with `-dirty` where something was not committed; nothing outside a git checkout. */
export function checkedOutCommit(): string | undefined {
  try {
    const args = ['describe', '--always', '--dirty', '--abbrev=8', '--exclude=*'];
    return execFileSync('git', args, {
      cwd: peersFolder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
