import type {
  Actor,
  Decision,
  Intent,
  Json,
  JsonObject,
  LimitName,
  MessageSource,
  Resolution,
  State,
} from '@twelvefold/core';
import { findCall, openAsks } from '@twelvefold/core';

const LOCAL: Actor = { kind: 'person', id: 'local' };

/** Who says so, when not the agent's own user. */
export interface By {
  readonly by?: Actor;
}

/** What a person can ask of a live agent. Each resolves to the events that it became, or to why it was refused. */
export interface AgentCommands {
  readonly send: (
    text: string,
    options?: By & { readonly source?: MessageSource; readonly data?: JsonObject },
  ) => Promise<Decision>;
  /** Puts data before the model that it would ask for anyway (factor 13). */
  readonly prefetch: (key: string, data: Json) => Promise<Decision>;
  /**
   * Approves the input with that `inputHash`, the one that the person looked at; without it, the input as it is now. With
   * `input`, that input instead. With `remember`, later calls of this tool run without asking, as after `allow`.
   */
  readonly approve: (
    callId: string,
    options?: By & { readonly inputHash?: string; readonly input?: Json; readonly remember?: boolean },
  ) => Promise<Decision>;
  /** The model is told the reason, and what the person suggests instead. */
  readonly deny: (
    callId: string,
    options?: By & { readonly inputHash?: string; readonly reason?: string; readonly suggestion?: string },
  ) => Promise<Decision>;
  /**
   * From now on, calls of this tool run in this thread where that person's approval would be enough. `state.rules` has
   * the rules in force.
   */
  readonly allow: (tool: string, options?: By) => Promise<Decision>;
  /** Takes a rule back, whoever made it. */
  readonly revokeRule: (ruleId: string, options?: By) => Promise<Decision>;
  /** Answers a question; without an id, the oldest open one. */
  readonly answer: (answer: Json, options?: By & { readonly askId?: string }) => Promise<Decision>;
  /** Settles a call whose outcome is unknown: `attempt`, the one that was looked into, or else the last. */
  readonly resolve: (
    callId: string,
    resolution: Resolution,
    options?: By & { readonly attempt?: number },
  ) => Promise<Decision>;
  /** Takes back what a call did, by the `undo` of its tool: a call of its own, which may wait for a decision. */
  readonly undo: (callId: string, options?: By & { readonly reason?: string }) => Promise<Decision>;
  readonly pause: (options?: By) => Promise<Decision>;
  readonly resume: (options?: By) => Promise<Decision>;
  readonly cancel: (options?: By & { readonly reason?: string }) => Promise<Decision>;
  /** Leaves a failed run's failure behind and asks the model again. */
  readonly retry: (options?: By) => Promise<Decision>;
  readonly raiseLimit: (limit: LimitName, max: number, options?: By) => Promise<Decision>;
}

export interface CommandsOptions {
  readonly submit: (intent: Intent) => Promise<Decision>;
  readonly threadId: () => string;
  /** The same, for what may be the first thing in a thread: names it. */
  readonly nameThread: () => string;
  readonly state: () => State;
  readonly user: Actor | (() => Actor | undefined) | undefined;
}

export function createCommands({ submit, threadId, nameThread, state, user }: CommandsOptions): AgentCommands {
  const me = (): Actor => whoIs(user);
  const hashNow = (callId: string): string => findCall(state(), callId)?.inputHash ?? '';
  const lastAttempt = (callId: string): number => findCall(state(), callId)?.claim?.attempt ?? 0;
  return {
    send: (text, { by = me(), source, data } = {}) =>
      submit({ type: 'message.send', text, by, ...(source && { source }), ...(data && { data }) }),
    prefetch: (key, data) => submit({ type: 'context.prefetch', key, data }),
    approve: (callId, { by = me(), inputHash = hashNow(callId), input, remember } = {}) =>
      submit({
        type: 'call.approve',
        threadId: threadId(),
        callId,
        inputHash,
        by,
        ...(input !== undefined && { editedInput: input }),
        ...(remember && { remember }),
      }),
    deny: (callId, { by = me(), inputHash = hashNow(callId), reason, suggestion } = {}) =>
      submit({
        type: 'call.deny',
        threadId: threadId(),
        callId,
        inputHash,
        by,
        ...(reason && { reason }),
        ...(suggestion && { suggestion }),
      }),
    allow: (tool, { by = me() } = {}) => submit({ type: 'rule.add', threadId: nameThread(), tool, by }),
    revokeRule: (ruleId, { by = me() } = {}) => submit({ type: 'rule.revoke', threadId: threadId(), ruleId, by }),
    answer: (answer, { by = me(), askId = openAsks(state())[0]?.id ?? '' } = {}) =>
      submit({ type: 'human.answer', threadId: threadId(), askId, answer, by }),
    resolve: (callId, resolution, { by = me(), attempt = lastAttempt(callId) } = {}) =>
      submit({ type: 'call.resolve', threadId: threadId(), callId, attempt, resolution, by }),
    undo: (callId, { by = me(), reason } = {}) =>
      submit({ type: 'undo.request', threadId: threadId(), callId, by, ...(reason && { reason }) }),
    pause: ({ by = me() } = {}) => submit({ type: 'run.pause', by }),
    resume: ({ by = me() } = {}) => submit({ type: 'run.resume', by }),
    cancel: ({ by = me(), reason } = {}) => submit({ type: 'run.cancel', by, ...(reason && { reason }) }),
    retry: ({ by = me() } = {}) => submit({ type: 'run.retry', by }),
    raiseLimit: (limit, max, { by = me() } = {}) => submit({ type: 'limit.raise', limit, max, by }),
  };
}

/** Who acts when a command names nobody. */
export function whoIs(user: CommandsOptions['user']): Actor {
  return (typeof user === 'function' ? user() : user) ?? LOCAL;
}
