import { createContext, use, useMemo, useSyncExternalStore } from 'react';
import type { Database } from '../db/database.ts';
import type { Reader } from '../db/sqlite.ts';

/** The open database, for every page below. */
export const DatabaseContext = createContext<Database | undefined>(undefined);

/** The open database. */
export function useDatabase(): Database {
  const database = use(DatabaseContext);
  if (!database) throw new TypeError('There is no DatabaseContext above this component.');
  return database;
}

/**
 * What a query gives now, asked again after every change of the database, in this tab or another. `query` and `input`
 * must keep their identity between renders.
 */
export function useQuery<Input, Result>(query: (reader: Reader, input: Input) => Result, input: Input): Result {
  const database = useDatabase();
  const version = useSyncExternalStore(database.subscribe, database.version);
  return useMemo(() => {
    // Only read so that a new version asks again.
    void version;
    return query(database, input);
  }, [database, version, query, input]);
}
