import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build, type Rolldown } from 'vite';

/** What importing touches, by entry point of our packages. Nothing of what they depend on runs. */
export async function whatImportingDoes(): Promise<Readonly<Record<string, readonly string[]>>> {
  const entries = entryPoints();
  const chunks = await bundle(entries);
  return Object.fromEntries(
    [...entries.keys()].map((name) => [name, touchedBy(`${fileNameOf(name)}.js`, (file) => chunks.get(file))]),
  );
}

/**
 * What a CommonJS module touches when it runs: globals that are not of the language, the clock, chance, and calls of what
 * it requires. `codeOf` gives the code of a module; one without is a dependency.
 */
export function touchedBy(file: string, codeOf: (file: string) => string | undefined): readonly string[] {
  const touched = new Set<string>();
  const modules = new Map<string, { exports: unknown }>();
  const language = runInContext('globalThis', createContext({})) as Readonly<Record<string, unknown>>;
  const clock = spied('Date', Date);
  const chance = Object.defineProperty(Object.create(Math), 'random', { value: spied('Math.random') }) as unknown;
  const globals: object = new Proxy({}, { has: () => true, get: (_, name) => globalNamed(String(name)) });
  const context = createContext(globals);
  run(file);
  return [...touched].toSorted();

  function globalNamed(name: string): unknown {
    if (name === 'Date') return clock;
    if (name === 'Math') return chance;
    if (name === 'globalThis') return globals;
    if (!(name in language)) touched.add(name);
    return language[name];
  }

  function run(id: string): unknown {
    const name = id.replace(/^\.\//, '');
    const known = modules.get(name);
    if (known) return known.exports;
    const code = codeOf(name);
    if (code === undefined) return spied(name);
    const module = { exports: {} };
    modules.set(name, module);
    const wrapped: unknown = runInContext(`(function (module, exports, require) {${code}\n})`, context);
    (wrapped as (...given: readonly unknown[]) => void)(module, module.exports, run);
    return module.exports;
  }

  /** Stands for something, and for whatever it has: to read that is nothing, to call it is work. */
  function spied(name: string, target: object = function anything() {}): unknown {
    const note = (): object => {
      touched.add(`${name}()`);
      return {};
    };
    return new Proxy(target, {
      get: (of, key) => {
        if (key === '__esModule') return true;
        return typeof key === 'symbol' || key === 'prototype'
          ? (Reflect.get(of, key) as unknown)
          : spied(`${name}.${key}`);
      },
      apply: note,
      construct: note,
    });
  }
}

/** The source of each entry point, by the name that it is imported by. */
function entryPoints(): ReadonlyMap<string, string> {
  const manifests = globSync('packages/*/package.json').toSorted();
  return new Map(
    manifests.flatMap((path) => {
      const { name, exports } = JSON.parse(readFileSync(path, 'utf8')) as {
        readonly name: string;
        readonly exports: Readonly<Record<string, string>>;
      };
      const sources = Object.entries(exports).filter(([, source]) => source.startsWith('./src/'));
      return sources.map(([key, source]): [string, string] => [
        join(name, key),
        join(process.cwd(), dirname(path), source),
      ]);
    }),
  );
}

/** Our code as CommonJS modules by file name. What it depends on stays outside. */
async function bundle(entries: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, string>> {
  const input = Object.fromEntries([...entries].map(([name, source]) => [fileNameOf(name), source]));
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'esnext',
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        treeshake: false,
        external: (id) => !/^[./]/.test(id) && !id.startsWith('@twelvefold/'),
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: '[name].chunk.js' },
      },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(built.output.flatMap((part) => (part.type === 'chunk' ? [[part.fileName, part.code]] : [])));
}

function fileNameOf(name: string): string {
  return name.replaceAll(/\W+/g, '-').replace(/^-/, '');
}
