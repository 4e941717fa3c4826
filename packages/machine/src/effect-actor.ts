import type { ActorLogic, AnyActorRef, EventObject, Snapshot } from 'xstate';
import { hostOf, type Host } from './host.ts';
import { createScope, type OpenScope, type Scope } from './scope.ts';

export type EffectSnapshot<TInput> = Snapshot<undefined> & { readonly input: TInput };
export type EffectLogic<TInput> = ActorLogic<EffectSnapshot<TInput>, EventObject, TInput>;

/** What an actor sends itself when its work is over. */
const OVER = { type: 'effect.over' } as const;
const STOP = 'xstate.stop';

const scopes = new WeakMap<AnyActorRef, OpenScope>();
let reason: DOMException | undefined;

/**
 * The logic of an actor that has the host perform an effect: it is done when that is over, and ends its scope when it is
 * stopped before. Never fails: an actor that does would take the machine with it. One that runs without a host (in a test, in
 * an explorer) performs nothing.
 */
export function effectActor<TInput>(
  perform: (host: Host, input: TInput, scope: Scope) => Promise<void>,
): EffectLogic<TInput> {
  return {
    config: perform,
    getInitialSnapshot: (_, input) => ({ status: 'active', output: undefined, error: undefined, input }),
    start: ({ input, status }, { self, system }) => {
      const host = hostOf(system);
      if (!host || status !== 'active') return;
      const scope = createScope();
      scopes.set(self, scope);
      const finish = (): void => {
        if (self.getSnapshot().status === 'active') self.send(OVER);
      };
      void perform(host, input, scope).catch(host.onFailure).then(finish);
    },
    transition: (snapshot, { type }, { self }) => {
      if (type === OVER.type) return { status: 'done', output: undefined, error: undefined, input: snapshot.input };
      if (type !== STOP) return snapshot;
      scopes.get(self)?.end(left());
      return { status: 'stopped', output: undefined, error: undefined, input: snapshot.input };
    },
    getPersistedSnapshot: (snapshot) => snapshot,
  };
}

/** Made once: an error of its own, with a stack trace, for each state that is left costs more than the state. */
function left(): DOMException {
  return (reason ??= new DOMException('The thread went on: nobody waits for this any more.', 'AbortError'));
}
