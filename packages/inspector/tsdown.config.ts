import type { UserConfig } from 'tsdown';
import { library } from '../../scripts/library.ts';

const base = library(import.meta.url);

const config: UserConfig = {
  ...base,
  // What `npx @twelvefold/inspector` runs is no entry for imports.
  entry: [...(base.entry as string[]), 'src/serve/cli.ts'],
  deps: { neverBundle: [/^node:/] },
  tsconfig: 'tsconfig.lib.json',
  inputOptions: { checks: { moduleLevelDirective: false } },
};

export default config;
