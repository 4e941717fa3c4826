import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Told } from './page.ts';

/** Where tabs tell what they do. */
export interface TabListener {
  /** An address for one more tab, whose words go to `hear`. */
  readonly addressFor: (hear: (told: Told) => void) => string;
  readonly close: () => void;
}

/** Who says that it stopped gets no answer, and hangs; a page that should go on behind the point gets one. */
export async function listenToTabs(): Promise<TabListener> {
  const ears = new Map<string, (told: Told) => void>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const told = JSON.parse(body) as Told;
      ears.get(request.url ?? '')?.(told);
      if (told.type !== 'stopped') response.setHeader('Access-Control-Allow-Origin', '*').end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addressFor: (hear) => {
      const path = `/${ears.size + 1}`;
      ears.set(path, hear);
      return `http://127.0.0.1:${port}${path}`;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
