import { readFileSync } from 'node:fs';
import type { UserConfig } from 'tsdown';

interface Manifest {
  readonly exports: Readonly<Record<string, string>>;
}

/**
 * How each package is built: ES modules, one file out for each file in, types beside them, one entry for every source
 * that the package's `exports` names. `configUrl` is the `import.meta.url` of its tsdown.config.ts.
 */
export function library(configUrl: string): UserConfig {
  const manifest = JSON.parse(readFileSync(new URL('package.json', configUrl), 'utf8')) as Manifest;
  return {
    entry: Object.values(manifest.exports).filter((path) => path.startsWith('./src/')),
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    unbundle: true,
    dts: true,
    sourcemap: true,
    clean: true,
    fixedExtension: false,
    logLevel: 'warn',
  };
}
