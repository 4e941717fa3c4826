import { createHash } from 'node:crypto';
// As a whole: an old Node, which lacks statfsSync, must get as far as being told that it is old.
import * as fs from 'node:fs';
import { capture, Complaint, root } from './command.mjs';

const NEEDED_MB = 1200;
const lockfile = new URL('pnpm-lock.yaml', root);
const stampFile = new URL('node_modules/.twelvefold-installed', root);

/** Says how often npm may try again: a person who is offline should hear of it within seconds. */
export const fewRetries = {
  npm_config_fetch_retries: '1',
  npm_config_fetch_retry_mintimeout: '1000',
  npm_config_fetch_retry_maxtimeout: '3000',
};

/** Installs what the lockfile says with the pnpm of package.json, unless exactly that is installed already. */
export async function ensureInstalled() {
  const stamp = installStamp();
  if (fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === stamp) return;
  refuseFullDisk();
  console.log('Installing packages (about a minute the first time) …');
  const args = ['install', '--frozen-lockfile', '--reporter=append-only'];
  const { code, output } = await capture('npx', ['--yes', pnpm(), ...args], { onLine: showProgress, env: fewRetries });
  if (code !== 0) throw new Complaint(explain(output));
  fs.writeFileSync(stampFile, stamp);
}

/** `pnpm@<version>`, as package.json's packageManager says. */
export function pnpm() {
  return JSON.parse(fs.readFileSync(new URL('package.json', root), 'utf8')).packageManager;
}

/** Two installs with the same stamp are the same: the lockfile on this kind of machine. */
function installStamp() {
  const hash = createHash('sha256').update(fs.readFileSync(lockfile)).digest('hex');
  return `${process.platform} ${process.arch} ${hash}\n`;
}

function refuseFullDisk() {
  const { bavail, bsize } = fs.statfsSync(root);
  const freeMb = Math.floor((bavail * bsize) / 1e6);
  if (freeMb < NEEDED_MB)
    throw new Complaint(`The disk has ${freeMb} MB free and the packages need about ${NEEDED_MB} MB: free some space.`);
}

/** @param {string} line */
function showProgress(line) {
  if (line.startsWith('Progress:')) console.log(`  ${line}`);
}

/**
 * What went wrong, as one sentence, after what pnpm last said where the cause is not a known one.
 *
 * @param {string} output
 */
export function explain(output) {
  if (/ENOSPC/.test(output)) return `The disk is full: free about ${NEEDED_MB} MB and try again.`;
  if (/ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|ENETUNREACH|META_FETCH_FAIL|TARBALL_FETCH/.test(output))
    return 'The npm registry cannot be reached: check the network, the proxy, or the registry in your npm settings.';
  if (/ERR_PNPM_OUTDATED_LOCKFILE/.test(output))
    return 'pnpm-lock.yaml does not fit the package.json files: run "pnpm install" and commit the lockfile.';
  if (/EACCES|EPERM/.test(output)) return 'This user may not write to the repository folder or to the npm cache.';
  const last = output.trimEnd().split('\n').slice(-15).join('\n');
  return `${last}\n\nThe packages could not be installed; the lines above are the last that pnpm said.`;
}
