import type { Actor } from './event.ts';
import { currentVotes } from './reduce-call.ts';
import { isSamePerson } from './same-person.ts';
import type { CallEntry } from './entry.ts';

/** Whether this is one of those who may approve, edit, deny and resolve the call: anyone, where its gate names nobody. [R47] */
export function mayDecide({ gate }: CallEntry, by: Actor): boolean {
  return gate?.approvers?.includes(by.id) ?? true;
}

/** Whether this person approved the call's input as it stands: then it takes somebody else. [R48] */
export function hasVoted(call: CallEntry, by: Actor): boolean {
  return currentVotes(call).some((vote) => isSamePerson(vote.by.id, by.id));
}
