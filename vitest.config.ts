import babel from '@rolldown/plugin-babel';
import react, { reactCompilerPreset } from '@vitejs/plugin-react';
import { playwright } from '@vitest/browser-playwright';
import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { quietArgs } from './scripts/browser.ts';
import { findBrowser } from './scripts/setup/browser.mjs';

const react18 = fileURLToPath(new URL('packages/react/compat/react-18/node_modules/', import.meta.url));

// On a machine with one worker Vitest puts order 0 last, so nothing here has it.
const first = { groupOrder: 1 };
const last = { groupOrder: 2 };
const veryLast = { groupOrder: 3 };

const executablePath = await findBrowser();

/** No test is about how long it takes: a busy machine may take several times as long as a quiet one. */
const patience = {
  testTimeout: 30_000,
  hookTimeout: 30_000,
  expect: { poll: { timeout: 20_000 } },
  setupFiles: ['scripts/patience.ts'],
};

/** A browser starts, or a lease ends, on the way. */
const morePatience = { ...patience, testTimeout: 60_000, hookTimeout: 120_000 };

/** Unit tests of one package, beside its sources, on Node. */
const unit = (name: string): TestProjectConfiguration => ({
  test: {
    name,
    include: [`packages/${name}/src/**/*.test.ts`],
    exclude: ['**/*.browser.test.ts'],
    environment: 'node',
    sequence: first,
    ...patience,
  },
});

/** A package's tests in a DOM, the react package's by default; each React that it supports runs the same files. */
const inDom = (
  name: string,
  rest: { plugins?: Parameters<typeof babel>[0]; onReact18?: boolean; folder?: string } = {},
) =>
  ({
    plugins: rest.plugins ? [react(), babel(rest.plugins)] : [react()],
    // React 18 and all that binds to a React come from one folder, so no test ever meets two Reacts.
    resolve: rest.onReact18
      ? {
          alias: ['react', 'react-dom', '@testing-library/react', '@xstate/react', 'use-sync-external-store'].map(
            fromReact18,
          ),
        }
      : {},
    test: {
      name,
      include: [`packages/${rest.folder ?? 'react'}/src/**/*.test.{ts,tsx}`],
      environment: 'happy-dom',
      sequence: first,
      ...patience,
      setupFiles: [...patience.setupFiles, 'packages/react/vitest.setup.ts'],
    },
  }) satisfies TestProjectConfiguration;

const browserTests = ['{apps,examples,packages}/*/e2e/**/*.e2e.test.ts', 'scripts/**/*.e2e.test.ts'];
const timed = ['apps/demo/e2e/opening.e2e.test.ts', 'packages/stores/e2e/tabs.e2e.test.ts'];

/** Tests that start a real browser and look at pages that are served for them. */
const inBrowser = (
  name: string,
  rest: { include: string[]; exclude?: string[]; maxWorkers: number; sequence: { groupOrder: number } },
) =>
  ({
    test: {
      name,
      globalSetup: ['scripts/share-builds.ts'],
      environment: 'node',
      ...morePatience,
      ...rest,
    },
  }) satisfies TestProjectConfiguration;

export default defineConfig({
  test: {
    passWithNoTests: true,
    projects: [
      unit('core'),
      unit('machine'),
      unit('ai-sdk'),
      unit('testing'),
      unit('stores'),
      inDom('react'),
      inDom('react-18', { onReact18: true }),
      inDom('react-compiler', { plugins: { presets: [reactCompilerPreset()] } }),
      inDom('inspector', { folder: 'inspector' }),
      {
        plugins: [react()],
        test: {
          name: 'apps',
          include: ['apps/!(trials)/src/**/*.test.{ts,tsx}', 'examples/*/src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          sequence: first,
          ...patience,
        },
      },
      {
        test: {
          name: 'scripts',
          include: ['scripts/**/*.test.ts'],
          exclude: ['**/*.e2e.test.ts'],
          sequence: first,
          ...patience,
        },
      },
      {
        test: {
          name: 'types',
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['packages/*/src/**/*.test-d.{ts,tsx}'],
            tsconfig: 'tsconfig.type-tests.json',
          },
        },
      },
      {
        // What an attacker would try, some of it in a real browser. `pnpm test:attacks` prints the table.
        test: {
          name: 'attacks',
          globalSetup: ['scripts/share-builds.ts'],
          include: ['attacks/*.test.ts'],
          environment: 'node',
          ...morePatience,
          maxWorkers: 1,
          sequence: last,
        },
      },
      {
        // Two tabs at once, processes that are killed or frozen: they want the machine for themselves.
        test: {
          name: 'trials',
          globalSetup: ['scripts/share-builds.ts'],
          include: ['apps/trials/src/**/*.test.ts'],
          environment: 'node',
          ...morePatience,
          maxWorkers: 1,
          // Most of them wait until a lease is over.
          maxConcurrency: 20,
          sequence: last,
        },
      },
      {
        // In a page of a real browser, which has the database that the store is for.
        test: {
          name: 'stores-browser',
          include: ['packages/stores/src/**/*.browser.test.ts'],
          ...patience,
          sequence: first,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { ...(executablePath && { executablePath }), args: quietArgs } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      // In a real browser, as a person, once all above is done. Two files at a time, since most of them wait for pages;
      // those that time something have the machine for themselves.
      inBrowser('e2e-alone', { include: timed, maxWorkers: 1, sequence: last }),
      inBrowser('e2e', { include: browserTests, exclude: timed, maxWorkers: 2, sequence: veryLast }),
    ],
  },
});

function fromReact18(name: string): { find: RegExp; replacement: string } {
  return { find: new RegExp(`^${name}(?=/|$)`), replacement: react18 + name };
}
