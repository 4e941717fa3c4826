import type { UserConfig } from 'tsdown';
import { library } from '../../scripts/library.ts';

const config: UserConfig = {
  ...library(import.meta.url),
  tsconfig: 'tsconfig.lib.json',
  inputOptions: { checks: { moduleLevelDirective: false } },
};

export default config;
