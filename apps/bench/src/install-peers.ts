import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { capture, Complaint } from '../../../scripts/setup/command.mjs';
import { explain, fewRetries, pnpm } from '../../../scripts/setup/install.mjs';
import { peersFolder } from './version-of.ts';

const lockfile = new URL('pnpm-lock.yaml', peersFolder);
const stampFile = new URL('node_modules/.twelvefold-installed', peersFolder);

/** Installs exactly what the peers' lockfile says, unless that is there already. Nothing else ever installs them. */
export async function installPeers(log: (line: string) => void): Promise<void> {
  const stamp = createHash('sha256').update(readFileSync(lockfile)).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  log('Installing the peers, about 600 MB, into apps/bench/peers …');
  const args = ['--dir', fileURLToPath(peersFolder), 'install', '--frozen-lockfile', '--reporter=append-only'];
  const { code, output } = await capture('npx', ['--yes', pnpm(), ...args], { env: fewRetries });
  if (code !== 0) throw new Complaint(problemOf(output));
  writeFileSync(stampFile, stamp);
}

function problemOf(output: string): string {
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output))
    return 'The lockfile of apps/bench/peers does not fit its package.json: run "pnpm install" in that folder.';
  return `The peers of the bench could not be installed. ${explain(output)}`;
}
