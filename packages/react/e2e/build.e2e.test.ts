/** What is published keeps its directives, and loads in Node without a bundler, as a server does that renders pages. */
import { execFile } from 'node:child_process';
import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
// Inside the package, so that what it imports is found.
const built = join(root, 'node_modules/.build-test');
const run = promisify(execFile);

beforeAll(async () => {
  await run(process.execPath, ['node_modules/tsdown/dist/run.mjs', '--out-dir', built, '--no-dts'], { cwd: root });
});

afterAll(() => rm(built, { recursive: true, force: true }));

test('every file with a hook or a context is for the client, and the entry is for both sides', async () => {
  const files = (await readdir(built)).filter((name) => name.endsWith('.js'));
  const isClient = await Promise.all(
    files.map(async (name): Promise<[string, boolean]> => {
      const code = await readFile(join(built, name), 'utf8');
      return [name, code.startsWith('"use client";')];
    }),
  );
  const wanted = files.filter((name) => /^(use-|agent-(context|provider)\.)/.test(name));
  expect(wanted).toContain('use-agent.js');
  expect(isClient.filter(([, client]) => client).map(([name]) => name)).toEqual(wanted);
});

test('the build renders an agent in plain Node', async () => {
  const program = `
    import { createElement } from 'react';
    import { renderToString } from 'react-dom/server';
    import { defineAgent, useAgent, useAgentActor, useAgentContext, AgentProvider, createAgent } from '${join(built, 'index.js')}';
    const desk = defineAgent({ name: 'desk', instructions: '' });
    const model = { id: 'none', async *stream() {} };
    const agent = createAgent(desk, { model, autoStart: false });
    const Own = () => useAgent(desk, { model }).phase;
    const Given = () => useAgentActor(useAgentContext(desk), ({ value }) => value);
    console.log(renderToString(createElement(AgentProvider, { agent }, createElement(Own), createElement(Given))));
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { cwd: root });
  expect(stdout).toBe('idle<!-- -->idle\n');
});
