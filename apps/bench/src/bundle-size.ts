import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

export interface BundleSize {
  /** What is loaded at once: minified and gzipped, in thousands of bytes. */
  readonly kB: number;
  /** What is loaded later, when something asks for it. */
  readonly lazyKB: number;
}

/** React is the application's in any case. */
const REACT = /^react(-dom)?($|\/)/;

/** Builds a module as Vite builds it for production, with everything that it needs but React, and weighs it. */
export async function bundleSize(entry: URL, leaveOut: readonly RegExp[] = []): Promise<BundleSize> {
  const built = await build({
    configFile: false,
    root: fileURLToPath(new URL('.', entry)),
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: {
        input: fileURLToPath(entry),
        preserveEntrySignatures: 'strict',
        external: [REACT, ...leaveOut],
        onLog: () => undefined,
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('Vite built something else than one bundle.');
  const chunks = new Map(built.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file]] : [])));
  const first = [...chunks.values()].find(({ isEntry }) => isEntry);
  const atOnce = new Set<string>();
  const load = (name: string): void => {
    if (atOnce.has(name) || !chunks.has(name)) return;
    atOnce.add(name);
    chunks.get(name)?.imports.forEach(load);
  };
  load(first?.fileName ?? '');
  const sizeOf = (isAtOnce: boolean): number =>
    [...chunks.values()]
      .filter(({ fileName }) => atOnce.has(fileName) === isAtOnce)
      .reduce((sum, { code }) => sum + gzipSync(code, { level: 9 }).length / 1_000, 0);
  return { kB: sizeOf(true), lazyKB: sizeOf(false) };
}
