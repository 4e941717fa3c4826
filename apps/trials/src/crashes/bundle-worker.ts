import { join } from 'node:path';
import { build } from 'vite';

/**
 * Makes one file of the worker and all that it needs, and gives its path: hundreds of them start, and one file starts in
 * a quarter of the time.
 */
export async function bundleWorker(folder: string): Promise<string> {
  const fileName = 'worker.mjs';
  await build({
    configFile: false,
    logLevel: 'warn',
    root: import.meta.dirname,
    ssr: { noExternal: true, external: ['pg-native'] },
    build: {
      ssr: 'worker.ts',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: { output: { entryFileNames: fileName, codeSplitting: false } },
    },
  });
  return join(folder, fileName);
}
