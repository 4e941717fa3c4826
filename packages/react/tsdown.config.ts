import type { UserConfig } from 'tsdown';
import { library } from '../../scripts/library.ts';

const config: UserConfig = {
  ...library(import.meta.url),
  tsconfig: 'tsconfig.lib.json',
  // 'use client' stays, because files stay apart: e2e/build.e2e.test.ts holds that.
  inputOptions: { checks: { moduleLevelDirective: false } },
};

export default config;
