import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page on a local server. */
export interface Served {
  /** With a slash at the end. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

const viteOfRoot = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));

/**
 * Serves a folder that holds an index.html, on a free port of 127.0.0.1: by Vite's dev server, or, with `preview`,
 * its production build, made first. `vite` is the path of the vite.js to use where it is not the repository's.
 *
 * @example const page = await serve('apps/demo', { preview: true });
 */
export async function serve(
  folder: string,
  { preview = false, vite = viteOfRoot }: { preview?: boolean; vite?: string } = {},
): Promise<Served> {
  const port = String(await freePort());
  const address = ['--port', port, '--strictPort', '--host', '127.0.0.1'];
  if (!preview) return listen(startVite(vite, [folder, ...address]), port);

  const shared = sharedBuildOf(folder, vite);
  const outDir = shared !== undefined && existsSync(shared) ? shared : await build(vite, folder);
  if (shared !== undefined && outDir !== shared) await share(outDir, shared);
  const served = await listen(startVite(vite, ['preview', folder, '--outDir', shared ?? outDir, ...address]), port);
  const removeBuild = () => (shared === undefined ? rm(outDir, { recursive: true, force: true }) : undefined);
  return { ...served, close: () => served.close().then(removeBuild) };
}

async function build(vite: string, folder: string): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'twelvefold-build-'));
  const built = await ended(startVite(vite, ['build', folder, '--outDir', outDir, '--emptyOutDir']));
  if (built.code === 0) return outDir;
  await rm(outDir, { recursive: true, force: true });
  throw new Error(`vite build ${folder} failed:\n${built.output}`);
}

/** Nobody sees one that is half made; of two that were made at the same time one is kept. */
async function share(outDir: string, shared: string): Promise<void> {
  try {
    await rename(outDir, shared);
  } catch (error) {
    await rm(outDir, { recursive: true, force: true });
    if (!existsSync(shared)) throw error;
  }
}

/** Where the build of a folder is kept for all files of this run of tests. */
function sharedBuildOf(folder: string, vite: string): string | undefined {
  const builds = process.env['SHARED_BUILDS'];
  if (builds === undefined) return undefined;
  return join(
    builds,
    createHash('sha256')
      .update(`${resolve(folder)} ${vite}`)
      .digest('hex')
      .slice(0, 16),
  );
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function startVite(vite: string, args: readonly string[]): Running {
  // Vitest sets these, and a page served under them would not be the page a person gets.
  const { NODE_ENV: _node, VITEST: _vitest, MODE: _mode, DEV: _dev, PROD: _prod, ...env } = process.env;
  let output = '';
  const child = spawn(process.execPath, [vite, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  // A test that ran out of time leaves nobody to call close().
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('close', () => process.off('exit', kill));
  const keep = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  return { child, output: () => output };
}

async function ended({ child, output }: Running): Promise<{ code: number | null; output: string }> {
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output: output() };
}

async function listen(running: Running, port: string): Promise<Served> {
  const url = `http://127.0.0.1:${port}/`;
  const { child } = running;
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async () => {
    child.kill('SIGTERM');
    await closed;
  };
  for (let waitedMs = 0; waitedMs < 30_000; waitedMs += 100) {
    if (child.exitCode !== null) break;
    if (await answers(url)) return { url, close };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await close();
  throw new Error(`Vite did not serve ${url}:\n${running.output()}`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
