import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = new URL('../../', import.meta.url);

/** Something a person can mend, told in one sentence: shown without a stack trace. */
export class Complaint extends Error {}

/**
 * The environment in which everything runs: Node 24 from the npm package `node` comes before the machine's own.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function environment() {
  const bin = fileURLToPath(new URL('node_modules/.bin', root));
  return { DO_NOT_TRACK: '1', ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
}

/**
 * Runs a command with this terminal as its own and gives its exit code. Signals reach the command first.
 *
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options(), stdio: 'inherit' });
    // Ctrl+C is sent to the whole group; other ways to stop only reach this process.
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => child.kill('SIGTERM'));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)));
  });
}

/**
 * Runs a command and keeps what it prints; `onLine` sees each line as it comes.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ onLine?: (line: string) => void, env?: NodeJS.ProcessEnv }} [more]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function capture(command, args, { onLine, env } = {}) {
  return new Promise((resolve) => {
    let output = '';
    let line = '';
    const base = options();
    const child = spawn(command, args, { ...base, env: { ...base.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    /** @param {string} chunk */
    const take = (chunk) => {
      output += chunk;
      line += chunk;
      const lines = line.split('\n');
      line = lines.pop() ?? '';
      for (const whole of lines) onLine?.(whole);
    };
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', take);
    child.once('error', (error) => resolve({ code: 1, output: `${output}\n${error.message}` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function options() {
  return { cwd: fileURLToPath(root), env: environment(), shell: process.platform === 'win32' };
}
