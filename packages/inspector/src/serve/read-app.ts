import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

/** A file as it is served. */
export interface AppFile {
  readonly type: string;
  readonly body: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

/**
 * All files of a built page by the path under which they are served, read once: nothing else on the disk can be asked for.
 * The page is told that who serves it relays messages, too.
 */
export async function readApp(folder: string): Promise<ReadonlyMap<string, AppFile>> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry): Promise<[string, AppFile]> => {
        const path = join(entry.parentPath, entry.name);
        const name = path.slice(folder.length).replaceAll('\\', '/');
        return [name, { type: TYPES[extname(name)] ?? 'application/octet-stream', body: await readFile(path) }];
      }),
  );
  const app = new Map(files);
  const index = app.get('/index.html');
  if (!index) throw new Error(`There is no index.html in ${folder}.`);
  const html = index.body.toString('utf8').replace('<head>', '<head><meta name="twelvefold-relay" content="here" />');
  return app.set('/', { type: index.type, body: Buffer.from(html) });
}
