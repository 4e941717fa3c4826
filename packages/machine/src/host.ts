import type { Effect } from '@twelvefold/core';
import type { AnyActorRef } from 'xstate';

type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>;

/** What performs the machine's effects: one per live agent. Each effect ends when it is over. */
export interface Host {
  think(signal: AbortSignal): Promise<void>;
  claim(effect: EffectOf<'claim'>, signal: AbortSignal): Promise<void>;
  run(effect: EffectOf<'run'>, signal: AbortSignal): Promise<void>;
  wait(effect: EffectOf<'expire' | 'wait'>, signal: AbortSignal): Promise<void>;
  visit(name: string, signal: AbortSignal): Promise<void>;
  /** Told of what should never happen: an effect that threw. */
  onFailure(thrown: unknown): void;
}

type System = AnyActorRef['system'];
const hosts = new WeakMap<System, Host>();

/** Gives an actor system its host. The machine itself is made once per definition and knows none. */
export function bindHost(system: System, host: Host): void {
  hosts.set(system, host);
}

/**
 * Performs an effect with the host of an actor system. Never throws: an actor that fails would take the machine with it.
 * A machine that runs without a host (in a test, in an explorer) performs nothing.
 */
export async function withHost(system: System, effect: (host: Host) => Promise<void>): Promise<void> {
  const host = hosts.get(system);
  try {
    if (host) await effect(host);
  } catch (thrown) {
    host?.onFailure(thrown);
  }
}
