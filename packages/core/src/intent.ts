/*
 * What may be asked of a thread. An Intent comes from a person, a webhook or a timer; a Report comes from whoever
 * performs an effect. Both may be refused: `decide` answers with facts or with a Rejection.
 */
import type { Actor, FinishReason, LimitName, MessageSource, ReplyPart, Resolution, Usage, Verdict } from './event.ts';
import type { Json, JsonObject } from './json.ts';

/** Requests from outside. */
export type Intent =
  | {
      readonly type: 'message.send';
      readonly text: string;
      readonly by: Actor;
      readonly source?: MessageSource;
      readonly data?: JsonObject;
    }
  | { readonly type: 'context.prefetch'; readonly key: string; readonly data: Json }
  | {
      readonly type: 'call.approve';
      readonly threadId: string;
      readonly callId: string;
      /** The hash of the input that the person saw. */
      readonly inputHash: string;
      readonly by: Actor;
      readonly editedInput?: Json;
      /** From now on, too: adds a rule for this tool and thread. */
      readonly remember?: boolean;
    }
  | {
      readonly type: 'call.deny';
      readonly threadId: string;
      readonly callId: string;
      readonly inputHash: string;
      readonly by: Actor;
      readonly reason?: string;
      readonly suggestion?: string;
    }
  | {
      readonly type: 'undo.request';
      readonly threadId: string;
      readonly callId: string;
      readonly by: Actor;
      readonly reason?: string;
    }
  | { readonly type: 'rule.add'; readonly threadId: string; readonly tool: string; readonly by: Actor }
  | { readonly type: 'rule.revoke'; readonly threadId: string; readonly ruleId: string; readonly by: Actor }
  | {
      readonly type: 'human.answer';
      readonly threadId: string;
      readonly askId: string;
      readonly answer: Json;
      readonly by: Actor;
    }
  | {
      readonly type: 'call.resolve';
      readonly threadId: string;
      readonly callId: string;
      readonly attempt: number;
      readonly resolution: Resolution;
      readonly by: Actor;
    }
  | { readonly type: 'run.pause' | 'run.resume' | 'run.retry'; readonly by: Actor }
  | { readonly type: 'run.cancel'; readonly by: Actor; readonly reason?: string }
  | { readonly type: 'limit.raise'; readonly limit: LimitName; readonly max: number; readonly by: Actor };

/** Results of effects. Only effect executors make them; a server never accepts one from outside. */
export type Report =
  | {
      readonly type: 'model.request';
      readonly step: number;
      readonly attempt: number;
      readonly promptVersion: string;
      readonly contextHash: string;
      readonly modelId: string;
      readonly runner: string;
      readonly leaseMs: number;
      /** The `seq` of the state that the request was built from: if anything was logged since, it is refused. */
      readonly builtAtSeq?: number;
      /** The request in flight was made by a runner that is gone. */
      readonly takeOver?: boolean;
    }
  | {
      readonly type: 'model.reply';
      readonly step: number;
      readonly attempt: number;
      readonly content: readonly ReplyPart[];
      readonly finishReason: FinishReason;
      readonly usage: Usage;
      readonly costUsd?: number;
    }
  | { readonly type: 'model.fail'; readonly step: number; readonly attempt: number; readonly thrown: unknown }
  | { readonly type: 'call.claim'; readonly callId: string; readonly runner: string }
  /** A claim's runner is gone: claim again when the tool is idempotent, doubt otherwise. */
  | {
      readonly type: 'call.recover';
      readonly callId: string;
      readonly attempt: number;
      readonly runner: string;
      readonly takeOver?: boolean;
    }
  | { readonly type: 'call.succeed'; readonly callId: string; readonly attempt: number; readonly output: unknown }
  | { readonly type: 'call.fail'; readonly callId: string; readonly attempt: number; readonly thrown: unknown }
  | { readonly type: 'call.expire'; readonly callId: string }
  | { readonly type: 'timer.fire'; readonly timerId: string }
  | { readonly type: 'flow.visit'; readonly state: string; readonly step: number; readonly verdict: Verdict };

export type RejectionCode =
  | 'wrong_thread'
  | 'wrong_agent'
  | 'malformed'
  | 'empty_message'
  | 'not_json'
  | 'no_such_call'
  | 'not_gated'
  | 'already_decided'
  | 'input_changed'
  | 'not_an_approver'
  | 'already_voted'
  | 'expired'
  | 'invalid_input'
  | 'no_such_question'
  | 'invalid_answer'
  | 'not_in_doubt'
  /** The tool cannot be undone, or this call did not succeed or was undone already. */
  | 'not_undoable'
  | 'no_such_rule'
  /** This person's rule for the tool stands already. */
  | 'rule_exists'
  /** No one person's rule can let this run: several must agree, the tool asks nobody, or there is none. */
  | 'rule_not_allowed'
  | 'not_ready'
  | 'already_claimed'
  | 'superseded'
  | 'not_due'
  | 'not_running'
  | 'not_paused'
  | 'not_failed'
  | 'nothing_to_cancel'
  | 'invalid_limit'
  /** The thread has no event with this `seq`. */
  | 'no_such_event'
  /** A thread of this id is there already. */
  | 'thread_exists'
  /** What is shown is a past state: fork there, or go back to the live one. */
  | 'in_the_past'
  /** An id or another argument that can never work. */
  | 'invalid_use'
  /** The thread was deleted, or is another one by now: make another agent. */
  | 'thread_gone'
  /** The store failed; nothing was appended. */
  | 'store_failed';

/** Why a request was refused, with a sentence that says what to do. Nothing was appended. */
export interface Rejection {
  readonly code: RejectionCode;
  readonly message: string;
}
