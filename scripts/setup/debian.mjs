import { existsSync, readFileSync } from 'node:fs';
import { capture } from './command.mjs';

/** Whether packages of Debian may be installed here: only root may, and only on Debian. */
export function canInstallDebianPackages() {
  const isDebian = existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  return isDebian && process.getuid?.() === 0;
}

/** @param {readonly string[]} names */
export async function installDebianPackages(...names) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update'], { env });
  await capture('apt-get', ['install', '--yes', '--no-install-recommends', ...names], { env });
}
