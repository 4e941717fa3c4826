import type { AnyActor } from 'xstate';

/**
 * Takes the actor's `send` away and gives it to the caller alone. Inspectors, devtools and whoever else can reach the actor
 * send into the void: events must come out of the log, or a forged one would be believed.
 */
export function takeSend<TActor extends AnyActor>(actor: TActor): TActor['send'] {
  const send = actor.send.bind(actor) as TActor['send'];
  actor.send = () => undefined;
  return send;
}
