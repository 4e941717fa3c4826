// Runs Twelvefold on a machine that has only git, Node and npm:
//
//   npm start [-- --port 5200]   install what is missing, then serve apps/demo with Vite
//   npm test  [-- <filter>]      install what is missing, a browser and PostgreSQL too, then run every test
//
// It must run before anything is installed and on Node 20, so it is plain JavaScript without dependencies.
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { ensureBrowser } from './scripts/setup/browser.mjs';
import { Complaint, root, run } from './scripts/setup/command.mjs';
import { ensureInstalled } from './scripts/setup/install.mjs';
import { ensurePostgres } from './scripts/setup/postgres.mjs';

const DEFAULT_PORT = 5173;
const OLDEST_NODE = 20;

/** @type {Record<string, (args: string[]) => Promise<number>>} */
const commands = { start, test };

try {
  const [name = '', ...args] = process.argv.slice(2);
  const command = commands[name];
  if (!command) throw new Complaint(`Say "node play.mjs start" or "node play.mjs test", not "${name}".`);
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE)
    throw new Complaint(`Twelvefold needs Node ${OLDEST_NODE} or newer, and this is Node ${process.versions.node}.`);
  process.exitCode = await command(args);
} catch (error) {
  if (!(error instanceof Complaint)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** @param {string[]} args passed on to Vite; `--port` and the variable PORT choose the port */
async function start(args) {
  const { port, rest } = takePort(args);
  await refuseTakenPort(port);
  await ensureInstalled();
  return run('vite', ['apps/demo', '--port', String(port), '--strictPort', ...rest]);
}

/** @param {string[]} args passed on to Vitest, a file name for example */
async function test(args) {
  await ensureInstalled();
  await ensureBrowser();
  await ensurePostgres();
  mkdirSync(new URL('test-artifacts', root), { recursive: true });
  const report = ['--reporter=default', '--reporter=json', '--outputFile.json=test-artifacts/vitest.json'];
  return run('vitest', ['run', ...report, ...args]);
}

/**
 * @param {string[]} args
 * @returns {{ port: number, rest: string[] }}
 */
function takePort(args) {
  const at = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  const inOne = at >= 0 && args[at]?.startsWith('--port=');
  const said = at < 0 ? process.env.PORT : inOne ? args[at]?.slice('--port='.length) : args[at + 1];
  const port = Number(said || (at < 0 ? DEFAULT_PORT : Number.NaN));
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Complaint(
      `"${said ?? ''}" is not a port: give a number from 1 to 65535, as in "npm start -- --port 5200".`,
    );
  return { port, rest: at < 0 ? args : args.toSpliced(at, inOne ? 1 : 2) };
}

/** @param {number} port */
async function refuseTakenPort(port) {
  for (const host of ['127.0.0.1', '::1']) {
    const code = await listenError(port, host);
    if (code === 'EADDRINUSE')
      throw new Complaint(
        `Port ${port} is taken: stop what listens there, or choose another with "npm start -- --port ${port + 1}".`,
      );
    if (code === 'EACCES') throw new Complaint(`Port ${port} may not be opened by this user: choose one above 1023.`);
  }
}

/**
 * The error code with which listening fails, or none. A machine without IPv6 answers EADDRNOTAVAIL, which is fine.
 *
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>}
 */
function listenError(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
