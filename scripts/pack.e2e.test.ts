/**
 * What somebody gets who installs the published packages: the drop-in of README.md, in a new Vite project outside the
 * workspace, on the tarballs that would be published. It is type-checked, built, and used in a browser: a tool call
 * streams in, is edited and approved, and the answer follows. The provider is the real package; what answers it speaks
 * its wire format.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { dropInFiles, packagesImportedBy } from './drop-in.ts';
import { packAll } from './pack.ts';
import { serve } from './serve.ts';
import { pnpm } from './setup/install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = join(root, 'README.md');
const hasDropIn = existsSync(readme) && dropInFiles(await readFile(readme, 'utf8')).size > 0;

test.skipIf(!hasDropIn)('the drop-in of the README runs on the published packages', { timeout: 240_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-packed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const tarballs = await packAll(join(folder, 'tarballs'));
  const sources = dropInFiles(await readFile(readme, 'utf8'));
  const project = join(folder, 'project');
  await writeProject(project, { sources, tarballs });

  await command(project, 'npx', '--yes', pnpm(), 'install', '--prefer-offline', '--reporter=append-only');
  await command(project, process.execPath, 'node_modules/typescript/bin/tsc', '--noEmit');
  const site = await serve(project, { preview: true, vite: join(project, 'node_modules/vite/bin/vite.js') });
  onTestFinished(site.close);
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());

  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const requests = await answerAsOpenAi(page);
  await page.goto(site.url);
  await page.getByLabel('Message').fill('A link for INV-7 over 750 euros, please.');
  await page.getByLabel('Message').press('Enter');
  await page.getByLabel('Euros').fill('500');
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('12 € ist offen').waitFor();
  expect(requests).toHaveLength(2);
  expect(requests[1]).toContain('https://pay.example/INV-7/500');
  expect(errors).toEqual([]);
});

/** Answers for the provider, in its wire format: a tool call first, then a text. Gives the bodies that it was sent. */
async function answerAsOpenAi(page: Page): Promise<readonly string[]> {
  const fixture = (name: string): Promise<string> =>
    readFile(join(root, 'packages/ai-sdk/fixtures/openai-responses', name), 'utf8');
  const call = (await fixture('tool-call.sse'))
    .replaceAll('get_invoice', 'create_link')
    .replaceAll(String.raw`{\"id\":`, String.raw`{\"euros\":750,\"invoice\":`);
  const replies = [call, await fixture('text.sse')];
  const requests: string[] = [];
  await page.route('https://api.openai.com/**', async (route) => {
    const body = replies[requests.push(route.request().postData() ?? '') - 1] ?? '';
    await route.fulfill({ contentType: 'text/event-stream', headers: { 'access-control-allow-origin': '*' }, body });
  });
  return requests;
}

interface ProjectParts {
  readonly sources: ReadonlyMap<string, string>;
  readonly tarballs: ReadonlyMap<string, string>;
}

/** An empty Vite and React project, as its template makes it, with our tarballs and the versions that we develop on. */
async function writeProject(folder: string, { sources, tarballs }: ProjectParts): Promise<void> {
  const ours = Object.fromEntries([...tarballs].map(([name, tarball]) => [name, `file:${tarball}`]));
  const imported = packagesImportedBy(sources.values()).filter((name) => !tarballs.has(name));
  const theirs = await versionsOf([...imported, ...template]);
  const files = new Map([
    ['package.json', JSON.stringify({ private: true, type: 'module', dependencies: { ...theirs, ...ours } })],
    // What one tarball needs of another is the other tarball: no version of ours is asked of the registry.
    ['pnpm-workspace.yaml', `packages: []\noverrides: ${JSON.stringify(ours)}\n`],
    ['tsconfig.json', JSON.stringify({ compilerOptions, include: ['src'] })],
    ['vite.config.js', "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()] };\n"],
    ['index.html', '<!doctype html><div id="root"></div><script type="module" src="/src/main.tsx"></script>'],
    ['.env', 'VITE_OPENAI_API_KEY=no-key-is-needed-here\n'],
    ['src/main.tsx', main],
    ...[...sources].map(([name, code]): [string, string] => [`src/${name}`, code]),
  ]);
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}

/** What every project of this kind depends on, and the peers of our packages. */
const template = [
  // Our types are checked as well (no skipLibCheck); the AI SDK's own do not pass without these.
  '@types/json-schema',
  '@types/node',
  '@types/react',
  '@types/react-dom',
  '@vitejs/plugin-react',
  '@xstate/react',
  'react',
  'react-dom',
  'typescript',
  'vite',
  'xstate',
  'zod',
];

const compilerOptions = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: ['vite/client', 'node'],
  module: 'esnext',
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  jsx: 'react-jsx',
  strict: true,
  noEmit: true,
};

/** Renders the first component that the drop-in exports, whatever its name. */
const main = `
import { createElement, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import * as dropIn from './app.tsx';

const [App] = Object.values(dropIn).filter((value) => typeof value === 'function') as ComponentType[];
if (!App) throw new Error('The drop-in exports no component.');
createRoot(document.getElementById('root') as HTMLElement).render(createElement(App));
`;

/** The versions in our catalog; `latest` for what we do not use ourselves. */
async function versionsOf(names: readonly string[]): Promise<Record<string, string>> {
  const workspace = await readFile(join(root, 'pnpm-workspace.yaml'), 'utf8');
  const catalog = new Map(
    [...workspace.matchAll(/^ {2}'?([@\w/.-]+)'?: ([\w^~.-]+)$/gm)].map(([, name = '', range = '']) => [name, range]),
  );
  return Object.fromEntries(names.map((name) => [name, catalog.get(name) ?? 'latest']));
}

async function command(cwd: string, file: string, ...args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(file, args, { cwd });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${args.join(' ')} failed in the new project:\n${stdout}${stderr}`, { cause: error });
  }
}
