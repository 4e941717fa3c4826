import { dismissPromise } from './dismiss-promise.ts';
import { describeError, toErrorFact } from './error-fact.ts';
import { isRecord } from './is-record.ts';
import { isSamePerson } from './same-person.ts';
import type { State } from './state.ts';
import type { FunctionTool, PolicyCall } from './tool.ts';

/** On which terms people decide. */
export interface Terms {
  readonly reason?: string;
  /** Without repetitions, and never empty: then the call is denied. */
  readonly approvers?: readonly string[];
  /** A whole number from 1 to the number of approvers. */
  readonly quorum: number;
  readonly expiresInMs?: number;
}

/** A policy's answer, made sure of. */
export type PolicyRuling =
  | { readonly kind: 'run' }
  | { readonly kind: 'deny'; readonly message: string }
  /** Unclear where the policy failed, or named a quorum that cannot be: people decide then, and no rule of theirs. */
  | { readonly kind: 'ask'; readonly terms: Terms; readonly isUnclear?: true };

/**
 * Asks a tool's policy about one call. Whatever is no answer (something thrown, a promise, a typing mistake) asks a
 * person; approvers that nobody can be deny. [R42] [R43]
 */
export function askPolicy(
  { approval = 'never' }: FunctionTool,
  call: PolicyCall<never>,
  state: State,
  redact: (text: string) => string,
): PolicyRuling {
  if (approval === 'never') return { kind: 'run' };
  if (approval === 'always') return ask({});
  try {
    const answer: unknown = approval(call, state);
    dismissPromise(answer);
    return readAnswer(answer);
  } catch (thrown) {
    return unclear(`The policy failed: ${describeError(toErrorFact(thrown, redact))}`);
  }
}

function readAnswer(answer: unknown): PolicyRuling {
  if (answer === 'run') return { kind: 'run' };
  if (answer === 'ask') return ask({});
  if (isRecord(answer) && typeof answer.deny === 'string') return { kind: 'deny', message: answer.deny };
  if (isRecord(answer) && isRecord(answer.ask)) return ask(answer.ask);
  return unclear('The policy failed: it gave no answer that is known.');
}

function unclear(reason: string): PolicyRuling {
  return { kind: 'ask', terms: { quorum: 1, reason }, isUnclear: true };
}

function ask({ reason, approvers, quorum, expiresInMs }: { readonly [Name in keyof Terms]?: unknown }): PolicyRuling {
  const named = approvers === undefined ? undefined : distinctIds(approvers);
  if (named?.length === 0) return { kind: 'deny', message: 'The policy lets nobody approve this call.' };
  const all = named?.length ?? 1;
  const wanted = typeof quorum === 'number' && Number.isInteger(quorum) && quorum > 0 ? quorum : all;
  const terms: Terms = {
    quorum: quorum === undefined ? 1 : Math.min(wanted, named?.length ?? Infinity),
    ...(typeof reason === 'string' && reason !== '' && { reason }),
    ...(named && { approvers: named }),
    ...(typeof expiresInMs === 'number' && Number.isFinite(expiresInMs) && { expiresInMs: Math.max(0, expiresInMs) }),
  };
  const isClear = quorum === undefined || quorum === terms.quorum;
  return { kind: 'ask', terms, ...(!isClear && { isUnclear: true }) };
}

function distinctIds(value: unknown): readonly string[] {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [];
  const texts = ids.filter((id) => typeof id === 'string');
  return texts.filter((id, at) => texts.findIndex((other) => isSamePerson(other, id)) === at);
}
