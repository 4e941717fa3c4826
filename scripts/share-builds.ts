import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/**
 * A folder for what `serve` builds, for all files of one run of tests: Vitest calls this once a project, before and after it.
 * While somebody watches, sources change, and each file builds anew.
 */
export default async function shareBuilds({ vitest }: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (vitest.config.watch || process.env['SHARED_BUILDS'] !== undefined) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'twelvefold-builds-'));
  process.env['SHARED_BUILDS'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
