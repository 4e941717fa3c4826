/*
 * The one connection that a store keeps open: it hears notifications, and holds the locks that show who is there. When it
 * is lost, so are they; it connects again, takes them again, and says so.
 */
import { TwelvefoldError } from '@twelvefold/core';
import type { Client } from 'pg';
import { toStoreError } from './postgres-error.ts';

const RETRY_MS = [50, 200, 500, 5_000];
/** While others might think that who holds a lock here is gone: see `REAPPEAR_MS`. */
const HOLDING_RETRY_MS = 500;
const CONNECT_MS = 5_000;
const HOLDING_CONNECT_MS = 2_000;
const GOODBYE_MS = 1_000;
const UP_FOR = `SELECT (extract(epoch FROM clock_timestamp() - pg_postmaster_start_time()) * 1000)::float8 AS ms`;

/**
 * Whoever held a lock has it again this long after the server can be reached again: an attempt that began before that
 * ends, the next one begins, and ends. One that cannot connect in its time stays away.
 */
export const REAPPEAR_MS: number = HOLDING_CONNECT_MS + HOLDING_RETRY_MS + HOLDING_CONNECT_MS;

export interface Session {
  /** Connects unless it is connected. Rejects when it cannot; it goes on trying as long as somebody needs it. */
  readonly connect: () => Promise<void>;
  /** Whether the lock is held here now. Asked for again by itself after the connection was lost, until it is released. */
  readonly tryHold: (key: string) => Promise<boolean>;
  readonly release: (key: string) => void;
  readonly isConnected: () => boolean;
  /** How long others have had to come back: since it connected again, or the server began; 0 while it is not connected. */
  readonly settledForMs: () => number;
  /** Takes no longer where the server does not answer. */
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  readonly create: (connectionTimeoutMillis: number) => Client;
  readonly channel: string;
  readonly onNotify: (payload: string) => void;
  /** It listens, for the first time or again: what was notified before was not heard. */
  readonly onConnect: () => void;
}

export function createSession({ create, channel, onNotify, onConnect }: SessionOptions): Session {
  /** Locks that were held once and shall be held again. */
  const held = new Set<string>();
  let client: Client | undefined;
  let connecting: Promise<void> | undefined;
  /** Connects, but is of no use yet. */
  let next: Client | undefined;
  let connectedAtMs = 0;
  let serverUpForMs = 0;
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
    settledForMs: () => (client ? serverUpForMs + performance.now() - connectedAtMs : 0),
    close: async () => {
      isClosed = true;
      clearTimeout(retry);
      // Who does not answer would not say goodbye either.
      next?.connection.stream.destroy();
      await connecting?.catch(() => undefined);
      const last = client;
      client = undefined;
      if (last) await end(last);
    },
  };

  function connect(): Promise<void> {
    if (isClosed) return Promise.reject(new TwelvefoldError('store_failed', 'This store was closed.'));
    if (client) return Promise.resolve();
    return (connecting ??= begin().finally(() => (connecting = undefined)));
  }

  async function begin(): Promise<void> {
    const begun = (next = create(held.size > 0 ? HOLDING_CONNECT_MS : CONNECT_MS));
    begun.on('error', () => lost(begun));
    begun.on('end', () => lost(begun));
    begun.on('notification', ({ payload }) => onNotify(payload ?? ''));
    try {
      await begun.connect();
      // Who connects for the first time has not seen whether the server was away.
      serverUpForMs = connectedAtMs > 0 ? 0 : await upForMs(begun);
      await begun.query(`LISTEN "${channel}"`);
    } catch (thrown) {
      begun.connection.stream.destroy();
      later();
      throw toStoreError(thrown);
    } finally {
      next = undefined;
    }
    if (isClosed) return end(begun);
    client = begun;
    failures = 0;
    connectedAtMs = performance.now();
    onConnect();
    for (const key of held) void holdAgain(key, begun);
  }

  async function upForMs(on: Client): Promise<number> {
    const { rows } = await on.query<{ readonly ms: number }>(UP_FOR);
    return rows[0]?.ms ?? 0;
  }

  /** Says goodbye; where nobody takes it, the connection ends without. */
  async function end(which: Client): Promise<void> {
    const impatient = setTimeout(() => which.connection.stream.destroy(), GOODBYE_MS);
    await which.end().catch(() => undefined);
    clearTimeout(impatient);
  }

  function lost(which: Client): void {
    if (client !== which) return;
    client = undefined;
    later();
  }

  function later(): void {
    if (isClosed || retry !== undefined) return;
    const waitMs = RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)] ?? 0;
    retry = setTimeout(
      () => {
        retry = undefined;
        connect().catch(() => undefined);
      },
      held.size > 0 ? Math.min(waitMs, HOLDING_RETRY_MS) : waitMs,
    );
  }

  /** The server may take a while to see that the lost connection, which held it, is gone. */
  async function holdAgain(key: string, on: Client): Promise<void> {
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
