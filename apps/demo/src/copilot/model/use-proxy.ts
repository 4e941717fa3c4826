import { useEffect, useState } from 'react';
import { PROXY_PATH } from './proxy-path.ts';

/** A provider that the dev server answers for. */
export interface Proxy {
  readonly provider: string;
  /** The model to ask unless the person names another. */
  readonly model: string;
}

/** The provider whose key the dev server holds; nothing until it is known, and where there is none. */
export function useProxy(): Proxy | undefined {
  const [proxy, setProxy] = useState<Proxy>();
  useEffect(() => {
    const aborter = new AbortController();
    askServer(aborter.signal).then(setProxy, () => undefined);
    return () => aborter.abort();
  }, []);
  return proxy;
}

async function askServer(signal: AbortSignal): Promise<Proxy | undefined> {
  const response = await fetch(PROXY_PATH, { signal });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (!response.ok || !isJson) return undefined;
  const { provider, model } = (await response.json()) as Readonly<Record<string, unknown>>;
  return typeof provider === 'string' && typeof model === 'string' ? { provider, model } : undefined;
}
