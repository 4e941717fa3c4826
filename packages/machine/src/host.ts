import type { Effect, State } from '@twelvefold/core';
import type { AnyActorRef } from 'xstate';

type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>;

/** What performs the machine's effects: one per live agent. Each method ends when the effect is over, and never throws. */
export interface Host {
  think(signal: AbortSignal): Promise<void>;
  claim(effect: EffectOf<'claim'>, signal: AbortSignal): Promise<void>;
  run(effect: EffectOf<'run'>, signal: AbortSignal): Promise<void>;
  wait(effect: EffectOf<'expire' | 'wait'>, signal: AbortSignal): Promise<void>;
  visit(name: string, state: State, signal: AbortSignal): Promise<void>;
}

type System = AnyActorRef['system'];
const hosts = new WeakMap<System, Host>();

/** Gives an actor system its host. The machine itself is made once per definition and knows none. */
export function bindHost(system: System, host: Host): void {
  hosts.set(system, host);
}

/** The host of an actor system; a machine that runs without one (in a test, in an explorer) performs nothing. */
export function hostOf(system: System): Host | undefined {
  return hosts.get(system);
}
