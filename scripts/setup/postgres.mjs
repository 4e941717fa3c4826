import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from './debian.mjs';

const DEBIAN_FOLDER = '/usr/lib/postgresql';
const NO_CLUSTER_FILE = '/etc/postgresql-common/createcluster.d/twelvefold.conf';

/**
 * The folder with `initdb` and `postgres`: POSTGRES_BIN, the newest that Debian's packages installed, or one of PATH.
 *
 * @returns {string | undefined}
 */
export function findPostgres() {
  const versions = existsSync(DEBIAN_FOLDER) ? readdirSync(DEBIAN_FOLDER) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const folders = [
    process.env.POSTGRES_BIN ?? '',
    ...newestFirst.map((version) => join(DEBIAN_FOLDER, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find(
    (folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
}

/** Makes sure that `findPostgres` finds one, for root on Debian; elsewhere says how to have those tests, too. */
export async function ensurePostgres() {
  if (findPostgres()) return;
  if (canInstallDebianPackages()) {
    console.log('Installing PostgreSQL for the tests of its store …');
    await installDebianPackages('postgresql-common');
    // The tests start servers of their own: none is to run on this machine because of them.
    mkdirSync(dirname(NO_CLUSTER_FILE), { recursive: true });
    writeFileSync(NO_CLUSTER_FILE, 'create_main_cluster = false\n');
    await installDebianPackages('postgresql');
  }
  if (!findPostgres())
    console.log(
      'There is no PostgreSQL here, so its tests are skipped: install it, or set POSTGRES_BIN to its bin folder.',
    );
}
