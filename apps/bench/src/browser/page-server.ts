import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The list scrolls in a box of its own that stays at its end, as chats do, so that no frame paints a whole thread. */
const PAGE = `<!doctype html><meta charset="utf-8"><title>bench</title>
<style>
  section { height: 600px; overflow-y: auto; contain: strict }
  li { content-visibility: auto; contain-intrinsic-size: auto 40px }
  pre { white-space: pre-wrap }
</style>
<script type="module" src="page.js"></script>`;

export interface PageServer {
  /** The address of the page whose built files are in this folder. */
  readonly addressOf: (folder: URL) => string;
  readonly close: () => void;
}

/** Serves built pages to this machine alone, each under a path of its own. */
export async function servePages(): Promise<PageServer> {
  const folders: URL[] = [];
  const server = createServer(({ url = '/' }, response) => {
    const [, number = '', file = ''] = /^\/(\d+)\/([\w./-]*)(?:\?.*)?$/.exec(url) ?? [];
    const folder = folders[Number(number)];
    if (folder && file === '') return void response.setHeader('content-type', 'text/html').end(PAGE);
    const path = folder && !file.includes('..') && fileURLToPath(new URL(file, folder));
    if (!path || !existsSync(path)) return void response.writeHead(404).end();
    response.setHeader('content-type', file.endsWith('.css') ? 'text/css' : 'text/javascript');
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addressOf: (folder) => {
      const known = folders.findIndex(({ href }) => href === folder.href);
      return `http://127.0.0.1:${port}/${known === -1 ? folders.push(folder) - 1 : known}/`;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
