#!/usr/bin/env node
/** `npx @twelvefold/inspector`: serves the page that shows machines, and relays what they say to it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isLoopback } from './is-allowed-origin.ts';
import { listenProblem } from './listen-problem.ts';
import { HELP, readArguments } from './read-arguments.ts';
import { serveInspector } from './serve-inspector.ts';

const folder = ['../app', '../../dist/app']
  .map((path) => fileURLToPath(new URL(path, import.meta.url)))
  .find((path) => existsSync(path));
const asked = readArguments(process.argv.slice(2));

if (asked.kind === 'help') process.stdout.write(HELP);
else if (asked.kind === 'problem') fail(asked.message);
else if (folder === undefined) fail('The page was not built: run "pnpm --filter @twelvefold/inspector build" first.');
else await serve(folder, asked);

async function serve(from: string, { kind: _, ...options }: Extract<typeof asked, { kind: 'serve' }>): Promise<void> {
  try {
    const { port, close } = await serveInspector({ folder: from, ...options });
    const shown = isLoopback(options.host) || options.host === '0.0.0.0' ? 'localhost' : options.host;
    process.stdout.write(`The inspector is at http://${shown}:${port}

  in a page      createBrowserInspector({ url: 'http://${shown}:${port}' })
  over a socket  createWebSocketInspector({ url: 'ws://${shown}:${port}' })
${isLoopback(options.host) ? '' : '\nEverybody who reaches this address can read what your machines say.\n'}`);
    const end = (): void => void close().then(() => process.exit(0));
    process.once('SIGINT', end).once('SIGTERM', end);
  } catch (error) {
    fail(listenProblem(error, options));
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
