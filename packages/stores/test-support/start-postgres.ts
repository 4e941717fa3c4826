import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findPostgres } from '../../../scripts/setup/postgres.mjs';

export interface PostgresServer {
  /** For the superuser, without a password, from this machine only. */
  readonly connectionString: string;
  /** A folder that the server may write to. */
  readonly folder: string;
  /** Stops the server, which ends all connections, and starts it again that much later. */
  readonly restart: (downMs: number) => Promise<void>;
  /** Stops the server, and removes all that it kept. */
  readonly stop: () => Promise<void>;
}

/** Why no server can be started here; absent where one can. */
export const postgresIsMissing: string | undefined = findPostgres()
  ? undefined
  : 'There is no PostgreSQL on this machine: "npm test" installs it for root on Debian; elsewhere set POSTGRES_BIN.';

/** Starts a PostgreSQL server of its own, on a free port, with its data in a temporary folder. */
export async function startPostgres(): Promise<PostgresServer> {
  const bin = findPostgres();
  if (bin === undefined) throw new Error(postgresIsMissing);
  const folder = mkdtempSync(join(tmpdir(), 'twelvefold-postgres-'));
  const user = otherUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, stdio: 'pipe' } as const;
  const how = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--no-locale', '--no-sync'];
  execFileSync(join(bin, 'initdb'), [`--pgdata=${data}`, ...how], options);
  const port = await freePort();
  // Its data is gone after the tests anyway, so nothing waits for the disk.
  const settings = ['listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`, 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const connectionString = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const start = async (): Promise<ChildProcess> => {
    const started = spawn(join(bin, 'postgres'), args, { ...options, stdio: 'ignore' });
    await untilReady(connectionString, started);
    return started;
  };
  let server = await start();
  return {
    connectionString,
    folder,
    restart: async (downMs) => {
      await end(server);
      await new Promise((resolve) => setTimeout(resolve, downMs));
      server = await start();
    },
    stop: async () => {
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function end(server: ChildProcess): Promise<void> {
  server.kill('SIGINT');
  if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
}

/** PostgreSQL refuses to run as root; Debian's package comes with a user for it. */
function otherUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (what: string): number => Number(execFileSync('id', [what, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(connectionString: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return await client.end();
    } catch (thrown) {
      if (server.exitCode !== null || tries > 300) throw new Error('PostgreSQL did not start.', { cause: thrown });
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
