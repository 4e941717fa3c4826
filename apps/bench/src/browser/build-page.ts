import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { peersFolder } from '../version-of.ts';

const benchFolder = new URL('../../', import.meta.url);
const builtFolder = new URL('node_modules/.cache/twelvefold-pages/', benchFolder);

/** React as applications ship it, or the one that tells Profilers of commits and takes longer for it. */
export type ReactBuild = 'production' | 'profiling';

/**
 * Builds the page of a system as for production, with one React whoever imports it. A page is built again when any of its
 * sources, or what is installed, has changed.
 *
 * @returns The folder that holds `page.js`.
 */
export async function buildPage(entry: URL, react: ReactBuild): Promise<URL> {
  const name = `${basename(entry.pathname, '.tsx')}-${react}`;
  const built = new URL(`${name}-${hashOfAllIn(entry)}${process.env['BENCH_NAMES'] ?? ''}/`, builtFolder);
  if (existsSync(built)) return built;
  for (const old of globSync(fileURLToPath(new URL(`${name}-????????????`, builtFolder))))
    rmSync(old, { recursive: true });
  const unfinished = new URL(`${name}-unfinished-${process.pid}`, builtFolder);
  await build({
    configFile: false,
    root: fileURLToPath(benchFolder),
    logLevel: 'error',
    resolve: {
      alias: [
        {
          find: /^react-dom\/client$/,
          replacement: installed(react === 'profiling' ? 'react-dom/profiling' : 'react-dom/client'),
        },
        { find: /^(react|react-dom)(\/.*)?$/, replacement: `${installed('')}$1$2` },
      ],
    },
    build: {
      minify: process.env['BENCH_NAMES'] === undefined,
      outDir: fileURLToPath(unfinished),
      emptyOutDir: true,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input: fileURLToPath(entry),
        output: { entryFileNames: 'page.js' },
        onLog: () => undefined,
      },
    },
  });
  renameSync(unfinished, built);
  return built;
}

function installed(path: string): string {
  return fileURLToPath(new URL(`node_modules/${path}`, benchFolder));
}

/** What a page can be made of, from the root. A peer's has nothing of ours but what the bench shares. */
const SHARED = ['apps/bench/src/browser/**/*.{ts,tsx}', 'pnpm-lock.yaml'];
const OF_PEERS = [...SHARED, 'apps/bench/peers/src/browser/**/*.{ts,tsx}', 'apps/bench/peers/pnpm-lock.yaml'];
const OF_OURS = [...SHARED, 'packages/*/src/**/*.{ts,tsx}', 'apps/bench/src/{make-log,node/desk}.ts'];

const hashes = new Map<readonly string[], string>();

/** A dozen characters. */
function hashOfAllIn(entry: URL): string {
  const patterns = entry.href.startsWith(peersFolder.href) ? OF_PEERS : OF_OURS;
  const known = hashes.get(patterns);
  if (known !== undefined) return known;
  const root = fileURLToPath(new URL('../../', benchFolder));
  const sum = createHash('sha256');
  for (const file of globSync(patterns, { cwd: root, exclude: ['**/*.test.*', '**/*.test-d.*'] }).toSorted())
    sum.update(file).update(readFileSync(root + file));
  const hash = sum.digest('hex').slice(0, 12);
  hashes.set(patterns, hash);
  return hash;
}
