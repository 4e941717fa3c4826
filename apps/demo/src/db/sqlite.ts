import init, { type Database as Connection, type Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import type { Row, SqlValue } from './row.ts';

/** Reads. Statements take `?` parameters; nothing a person typed is ever part of a statement. */
export interface Reader {
  readonly all: (statement: string, parameters?: readonly SqlValue[]) => readonly Row[];
  readonly get: (statement: string, parameters?: readonly SqlValue[]) => Row | undefined;
}

/** Reads and writes, inside a transaction. */
export interface Writer extends Reader {
  /** Runs one statement and gives the rowid of the row it inserted last. */
  readonly run: (statement: string, parameters?: readonly SqlValue[]) => number;
}

/** One SQLite database in memory. */
export interface Sqlite extends Writer {
  /** Runs several statements without parameters, such as a schema. */
  readonly exec: (statements: string) => void;
  /** The whole database as the bytes of a database file. */
  readonly toBytes: () => Uint8Array<ArrayBuffer>;
  readonly close: () => void;
}

/** Opens databases in memory: an empty one, or the one that a database file's bytes hold. */
export type OpenSqlite = (bytes?: Uint8Array) => Sqlite;

/** SQLite reads this once, from a global of this name, and takes the global away. */
const CONFIG = {
  // A refused statement is thrown to its caller; the console need not hear of it too.
  warn: () => {},
  // Looking for this storage throws in browsers that allow none, and nothing here uses it.
  disable: { vfs: { kvvfs: true, opfs: true, 'opfs-vfs': true, 'opfs-sahpool': true, 'opfs-wl': true } },
};

/** Loads SQLite's WebAssembly, from our own origin in a page and from the package in Node. Each call loads anew. */
export async function loadSqlite(): Promise<OpenSqlite> {
  Object.assign(globalThis, { sqlite3ApiConfig: CONFIG });
  const sqlite3 = await init();
  return (bytes) => open(sqlite3, bytes);
}

function open(sqlite3: Sqlite3Static, bytes: Uint8Array | undefined): Sqlite {
  const connection = new sqlite3.oo1.DB(':memory:');
  try {
    if (bytes) deserialize(sqlite3, connection, bytes);
    // Off by default in SQLite, and a property of the connection rather than of the file.
    connection.exec('PRAGMA foreign_keys = ON');
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    all: (statement, parameters) => connection.selectObjects(statement, bound(parameters)),
    get: (statement, parameters) => connection.selectObject(statement, bound(parameters)),
    run: (statement, parameters) => {
      const bind = bound(parameters);
      connection.exec(bind ? { sql: statement, bind } : { sql: statement });
      return Number(sqlite3.capi.sqlite3_last_insert_rowid(connection));
    },
    exec: (statements) => void connection.exec(statements),
    toBytes: () => sqlite3.capi.sqlite3_js_db_export(connection),
    close: () => connection.close(),
  };
}

/** SQLite refuses an empty list of parameters for a statement that takes none. */
function bound(parameters: readonly SqlValue[] = []): readonly SqlValue[] | undefined {
  return parameters.length > 0 ? parameters : undefined;
}

function deserialize({ capi, wasm }: Sqlite3Static, connection: Connection, bytes: Uint8Array): void {
  const pointer = wasm.allocFromTypedArray(bytes);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
  const size = bytes.byteLength;
  connection.checkRc(capi.sqlite3_deserialize(connection, 'main', pointer, size, size, flags));
}
