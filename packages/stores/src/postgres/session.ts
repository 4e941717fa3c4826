/*
 * The one connection that a store keeps open: it hears notifications, and holds the locks that show who is there. When it
 * is lost, so are they; it connects again, takes them again, and says so.
 */
import { TwelvefoldError } from '@twelvefold/core';
import type { ClientBase } from 'pg';
import { toStoreError } from './postgres-error.ts';

const RETRY_MS = [50, 200, 1_000, 5_000];

export interface SessionClient extends ClientBase {
  end(): Promise<void>;
}

export interface Session {
  /** Connects unless it is connected. Rejects when it cannot; it goes on trying as long as somebody needs it. */
  readonly connect: () => Promise<void>;
  /** Whether the lock is held here now. Asked for again by itself after the connection was lost, until it is released. */
  readonly tryHold: (key: string) => Promise<boolean>;
  readonly release: (key: string) => void;
  readonly isConnected: () => boolean;
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  readonly create: () => SessionClient;
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  /** It listens, for the first time or again: what was notified before was not heard. */
  readonly onConnect: () => void;
}

export function createSession({ create, channel, onNotify, onConnect }: SessionOptions): Session {
  /** Locks that were held once and shall be held again. */
  const held = new Set<string>();
  let client: SessionClient | undefined;
  let connecting: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let failures = 0;
  let isClosed = false;

  return {
    connect,
    tryHold: async (key) => {
      await connect();
      const isHeld = await lock(key);
      if (isHeld) held.add(key);
      return isHeld;
    },
    release: (key) => {
      if (held.delete(key)) client?.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined);
    },
    isConnected: () => client !== undefined,
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      await connecting?.catch(() => undefined);
      const last = client;
      client = undefined;
      await last?.end().catch(() => undefined);
    },
  };

  function connect(): Promise<void> {
    if (isClosed) return Promise.reject(new TwelvefoldError('store_failed', 'This store was closed.'));
    if (client) return Promise.resolve();
    return (connecting ??= begin().finally(() => (connecting = undefined)));
  }

  async function begin(): Promise<void> {
    const next = create();
    next.on('error', () => lost(next));
    next.on('end', () => lost(next));
    next.on('notification', ({ payload }) => onNotify(payload ?? ''));
    try {
      await next.connect();
      await next.query(`LISTEN "${channel}"`);
    } catch (thrown) {
      await next.end().catch(() => undefined);
      later();
      throw toStoreError(thrown);
    }
    if (isClosed) return next.end().catch(() => undefined);
    client = next;
    failures = 0;
    onConnect();
    for (const key of held) void holdAgain(key, next);
  }

  function lost(which: SessionClient): void {
    if (client !== which) return;
    client = undefined;
    later();
  }

  function later(): void {
    if (isClosed || retry !== undefined) return;
    const waitMs = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)];
    retry = setTimeout(() => {
      retry = undefined;
      connect().catch(() => undefined);
    }, waitMs);
  }

  /** The server may take a while to see that the lost connection, which held it, is gone. */
  async function holdAgain(key: string, on: SessionClient): Promise<void> {
    while (client === on && held.has(key)) {
      const isHeld = await lock(key).catch(() => false);
      if (isHeld && !held.has(key)) await on.query('SELECT pg_advisory_unlock($1)', [key]).catch(() => undefined);
      if (isHeld) return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  async function lock(key: string): Promise<boolean> {
    const on = client;
    if (!on) return false;
    try {
      const { rows } = await on.query<{ readonly held: boolean }>('SELECT pg_try_advisory_lock($1) AS held', [key]);
      return rows[0]?.held === true;
    } catch (thrown) {
      throw toStoreError(thrown);
    }
  }
}
