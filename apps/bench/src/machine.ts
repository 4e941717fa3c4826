import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type as systemName } from 'node:os';
import { findBrowser } from '../../../scripts/setup/browser.mjs';

/** What the numbers were measured on. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  /** Empty where there is no browser. */
  readonly chromium: string;
}

export async function describeMachine(): Promise<Machine> {
  const [first] = cpus();
  return {
    cpu: first?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${systemName()} ${release()}`,
    node: process.versions.node,
    chromium: await chromiumVersion(),
  };
}

async function chromiumVersion(): Promise<string> {
  const path = await findBrowser();
  if (path === undefined) return '';
  try {
    const said = execFileSync(path, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return /[\d.]{5,}/.exec(said)?.[0] ?? said.trim();
  } catch {
    return 'unknown';
  }
}
