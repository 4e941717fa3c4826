import { readThreadFile } from '@twelvefold/core/thread-file';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));

export interface Run {
  readonly code: number;
  /** What it printed, and what it printed as errors. */
  readonly out: string;
  readonly err: string;
}

/** A folder of its own, and the program run in it: each `run` is a process. */
export function makeDesk(world: { readonly outages?: number; readonly deployMs?: number } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'deploy-bot-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  const file = (name: string): string => readFileSync(path(name), 'utf8');
  const beginning = {
    tags: ['v1.2.3', 'v1.2.2'].map((name) => ({ name, commit: 'abc', date: '2026-11-20T10:00:00Z' })),
    outages: 0,
    deployMs: 20,
    deployments: [] as readonly Readonly<Record<string, string>>[],
    ...world,
  };
  const env = { ...process.env, OPENAI_API_KEY: '' };
  writeFileSync(path('deployments.json'), JSON.stringify(beginning));
  const readWorld = () => JSON.parse(file('deployments.json')) as typeof beginning;
  return {
    path,
    file,
    run: (args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Run> =>
      new Promise((resolve) => {
        execFile(process.execPath, [cli, ...args], { cwd: folder, env: { ...env, ...more } }, (error, out, err) =>
          resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
        );
      }),
    /** The same, for a test that wants to kill it. */
    spawn: (args: readonly string[]): ChildProcess =>
      spawn(process.execPath, [cli, ...args], { cwd: folder, env, stdio: 'ignore' }),
    /** What really was deployed: `tag environment status`. */
    deployments: (): readonly string[] =>
      readWorld().deployments.map(({ tag, environment, status }) => `${tag} ${environment} ${status}`),
    /** From now on a deployment takes this long. */
    setDeployMs: (deployMs: number): void =>
      writeFileSync(path('deployments.json'), JSON.stringify({ ...readWorld(), deployMs })),
    /** The types of the events in the thread file. */
    types: (): readonly string[] => readThreadFile(file('thread.jsonl')).map(({ type }) => type),
  };
}
