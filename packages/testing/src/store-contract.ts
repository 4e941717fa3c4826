/*
 * What every store promises, as cases for any test runner: R113 to R122 of SPEC.md.
 */
import { appendTrials } from './store-contract/append-trials.ts';
import { checkpointTrials } from './store-contract/checkpoint-trials.ts';
import { failureTrials } from './store-contract/failure-trials.ts';
import { forkTrials } from './store-contract/fork-trials.ts';
import type { ContractCase, StoreContractOptions, StoreLab, Trial } from './store-contract/lab.ts';
import { listTrials } from './store-contract/list-trials.ts';
import { presenceTrials } from './store-contract/presence-trials.ts';
import { readTrials } from './store-contract/read-trials.ts';
import { subscribeTrials } from './store-contract/subscribe-trials.ts';

export type { ContractCase, StoreContractOptions, StoreLab } from './store-contract/lab.ts';

const trials: readonly Trial[] = [
  ...appendTrials,
  ...readTrials,
  ...failureTrials,
  ...forkTrials,
  ...listTrials,
  ...subscribeTrials,
  ...checkpointTrials,
  ...presenceTrials,
];

/**
 * The cases that a `ThreadStore` must pass, each on an empty database of its own. They need no test runner and no
 * platform, so they run in a browser as well.
 *
 * @example
 * for (const { name, run, skip } of storeContract({ begin: beginMyLab })) test.skipIf(skip)(name, run, 30_000);
 */
export function storeContract<TLab extends StoreLab>(options: StoreContractOptions<TLab>): readonly ContractCase[] {
  return trials.map(({ name, needs, run }) => ({
    name,
    run: async () => {
      const lab = await options.begin();
      try {
        await run(lab, options);
      } finally {
        await lab.end();
      }
    },
    ...(needs && !options[needs] && { skip: `It needs the option "${needs}".` }),
  }));
}
