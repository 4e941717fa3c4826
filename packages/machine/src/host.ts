import type { Effect, Event } from '@twelvefold/core';
import type { AnyActorRef } from 'xstate';
import type { Scope } from './scope.ts';

type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>;

/** What performs the machine's effects: one per live agent. Each effect ends when it is over. */
export interface Host {
  think(scope: Scope): Promise<void>;
  claim(effect: EffectOf<'claim'>, scope: Scope): Promise<void>;
  run(effect: EffectOf<'run'>, scope: Scope): Promise<void>;
  wait(effect: EffectOf<'expire' | 'wait'>, scope: Scope): Promise<void>;
  visit(name: string, scope: Scope): Promise<void>;
  /** Lets go of the timer for which nothing waits any more. */
  rest(): void;
  /** Aborts the tools that run, where one of these events cancels the run. */
  heed(events: readonly Event[]): void;
  /** Says of claims that were appended here once the agent was gone that nothing began. */
  giveBack(events: readonly Event[]): void;
  /** Told of what should never happen: an effect that threw. */
  onFailure(thrown: unknown): void;
}

type System = AnyActorRef['system'];
const hosts = new WeakMap<System, Host>();

/** Gives an actor system its host. The machine itself is made once per definition and knows none. */
export function bindHost(system: System, host: Host): void {
  hosts.set(system, host);
}

/** The host of an actor system; a machine that runs in a test or in an explorer has none. */
export function hostOf(system: System): Host | undefined {
  return hosts.get(system);
}
