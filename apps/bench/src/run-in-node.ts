import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface RunOptions {
  /** How long it may take before it is killed. Default 120,000. */
  readonly timeoutMs?: number;
  /** For the process: `['--max-old-space-size=4096']`. */
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A measurement that took too long: its row says so and has no value. */
export class TookTooLong extends Error {}

/**
 * Runs a measurement script, one that calls `task`, in a Node process of its own (`--expose-gc`, NODE_ENV=production),
 * and gives what it answered.
 *
 * @throws TookTooLong when it had to be killed; Error with the end of what it printed when it failed.
 */
export function runInNode<TOutput>(script: URL, input: unknown, options: RunOptions = {}): Promise<TOutput> {
  const { timeoutMs = 120_000, execArgv = [], env = {} } = options;
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(script), {
      execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning', ...execArgv],
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    let printed = '';
    let answer: { readonly output: TOutput } | undefined;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => (printed = (printed + chunk).slice(-4_000)));
    child.once('message', (message) => (answer = message as { readonly output: TOutput }));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (answer) return resolve(answer.output);
      const name = script.pathname.split('/').at(-1);
      if (isLate) return reject(new TookTooLong(`${name} took longer than ${timeoutMs / 1000} s.`));
      reject(new Error(`${name} ended with ${signal ?? code} and without an answer:\n${printed}`));
    });
    child.send({ input });
  });
}
