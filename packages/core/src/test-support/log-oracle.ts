/*
 * What must hold of any log that the engine wrote, said over the events alone: this file shares nothing with `reduce`
 * and `decide` but the hash. It goes the long way, one event after the other.
 */
import type { Event, EventType, LimitName } from '../event.ts';
import { hashJson } from '../input-hash.ts';
import type { Json } from '../json.ts';
import { end, fork, gateAgain, newLife, settleVotes, vote, type Life, type Must } from './call-life.ts';

/** What the policies say about a call, said again by whoever wrote them. */
export type AnswerOn = (tool: string, input: Json) => { readonly runs?: true; readonly rulers?: readonly string[] };

interface Request {
  readonly step: number;
  readonly attempt: number;
  readonly seq: number;
}

/** Everything in this log that breaks a rule, as sentences; none when all is well. */
export function problemsOf(
  log: readonly Event[],
  isIdempotent: (tool: string) => boolean,
  answerOn: AnswerOn,
): readonly string[] {
  const problems: string[] = [];
  const lives = new Map<string, Life>();
  const asks = new Set<string>();
  const rules = new Map<string, { readonly tool: string; readonly by: string }>();
  const claims = new Set<string>();
  const requests = new Set<string>();
  let request: Request | undefined;
  let inputSeq = 0;
  let seenSeq = 0;
  let isActive = false;
  let limited: LimitName | undefined;

  for (const [index, event] of log.entries()) {
    const must: Must = (holds, rule) => {
      if (!holds) problems.push(`${event.id} ${event.type}: ${rule}`);
    };
    const life = 'callId' in event && event.callId !== undefined ? lives.get(event.callId) : undefined;
    must(event.seq === index + 1 && event.id === `${event.threadId}/${event.seq}`, 'numbered without gaps');
    must(index === 0 || event.atMs >= (log[index - 1]?.atMs ?? 0), 'no earlier than the one before');
    must((index === 0) === (event.type === 'thread.started'), 'thread.started comes first, and once');
    if (event.type.startsWith('call.')) must(life !== undefined, 'is about a call that the model made');

    switch (event.type) {
      case 'model.requested':
        must(isActive && limited === undefined, 'the run goes on');
        must([...lives.values()].every(({ stage }) => stage === 'over') && asks.size === 0, 'nothing is open');
        must(!requests.has(`${event.step}#${event.attempt}`), 'is the only request of its attempt');
        requests.add(`${event.step}#${event.attempt}`);
        request = { step: event.step, attempt: event.attempt, seq: event.seq };
        break;
      case 'model.replied':
      case 'model.failed':
        must(request?.step === event.step && request.attempt === event.attempt, 'answers the request in flight');
        if (event.type === 'model.replied') {
          seenSeq = request?.seq ?? 0;
          for (const part of event.content) {
            if (part.type !== 'call') continue;
            must(!lives.has(part.callId), `call ${part.callId} is new`);
            lives.set(part.callId, newLife(part));
          }
        }
        request = undefined;
        break;
      case 'call.admitted':
      case 'call.gated':
        must(life?.stage === 'selected', 'is admitted once');
        must(life !== undefined && event.inputHash === hashJson(life.input), 'binds the input');
        if (life) {
          life.stage = event.type === 'call.gated' ? 'gated' : 'ready';
          life.hash = event.inputHash;
          const gate = event.type === 'call.gated' ? event : event.gate;
          if (gate) life.gate = { ...gate };
          if (event.type === 'call.admitted') letThrough(life, event, must);
        }
        break;
      case 'call.rejected':
        must(life?.stage === 'selected', 'is admitted once');
        end(life);
        break;
      case 'call.approved':
      case 'call.denied': {
        const { approvers, expiresAtMs } = life?.gate ?? {};
        must(life?.stage === 'gated', 'waits for a decision');
        must(life?.hash === event.inputHash, 'decides about what is there');
        must(!approvers || approvers.includes(event.by.id), 'comes from an approver');
        must(expiresAtMs === undefined || event.atMs < expiresAtMs, 'comes in time');
        if (event.type === 'call.denied') end(life);
        else if (life) vote(life, event, must);
        break;
      }
      case 'call.expired':
        must(life?.stage === 'gated' && event.atMs >= (life.gate?.expiresAtMs ?? Infinity), 'its time is over');
        end(life);
        break;
      case 'call.claimed': {
        const isAgain = life?.stage === 'running' && isIdempotent(life.tool);
        must(isActive || isAgain, 'the run goes on');
        must(life?.stage === 'ready' || isAgain, 'is ready, or was lost and does no harm');
        must(life !== undefined && hashJson(life.input) === event.inputHash, 'runs what it says');
        must(life !== undefined && life.hash === event.inputHash, 'runs what was admitted or approved');
        must(
          !life?.gate || life.votes.size >= life.gate.quorum || life.rule !== undefined,
          'has the votes, or a rule that was in force when it was admitted',
        );
        must(isFree(life) || life?.gate !== undefined, 'was decided on where its policy asks');
        must(event.attempt === (life?.attempt ?? 0) + 1, 'is the next attempt');
        must(!claims.has(`${event.callId}#${event.attempt}`), 'is the only claim of its attempt');
        claims.add(`${event.callId}#${event.attempt}`);
        if (life) {
          life.stage = 'running';
          life.attempt = event.attempt;
          must(life.key === undefined || life.key === event.idempotencyKey, 'has one idempotency key');
          life.key = life.lastKey = event.idempotencyKey;
          must(
            !life.undoes || life.key === `${life.undoes.lastKey}.undo`,
            'is undone with one key, that of the call in whatever thread it ran',
          );
        }
        break;
      }
      case 'call.succeeded':
      case 'call.failed':
        must(life?.stage === 'running' || life?.stage === 'doubted', 'was claimed and not settled');
        must(life?.attempt === event.attempt, 'is the result of the newest attempt');
        end(life, event.type === 'call.succeeded' ? 'succeeded' : 'nothing');
        break;
      case 'call.doubted':
        must(life?.stage === 'running' && life.attempt === event.attempt, 'runs');
        if (life) life.stage = 'doubted';
        break;
      case 'call.resolved':
        must(life?.stage === 'doubted' && life.attempt === event.attempt, 'is in doubt');
        must(!life?.gate?.approvers || life.gate.approvers.includes(event.by.id), 'comes from an approver');
        if (event.resolution.kind !== 'retry')
          end(life, event.resolution.kind === 'happened' ? 'succeeded' : 'abandoned');
        else if (life) {
          delete life.gate?.expiresAtMs;
          life.votes = new Set([event.by.id]);
          settleVotes(life);
        }
        break;
      case 'human.asked':
        asks.add(event.askId);
        if (event.callId === undefined) break;
        must(life?.stage === 'selected', 'is admitted once');
        if (life) life.stage = 'asked';
        break;
      case 'human.answered':
        must(asks.delete(event.askId), 'answers an open question');
        end(lives.get(event.askId));
        break;
      case 'message.received':
        inputSeq = event.seq;
        if (event.steers) request = undefined;
        if (!isActive && !isPausedAt(log, index)) limited = undefined;
        isActive ||= !isPausedAt(log, index);
        break;
      case 'undo.requested': {
        const undone = lives.get(event.undoes);
        must(life === undefined && event.callId.startsWith(`${event.undoes}.undo`), 'is a new call');
        must(undone?.outcome === 'succeeded' && !undone.undoes, 'takes back what a model had done');
        must(!undone?.undo || undone.undo.outcome === 'nothing', 'is the only one that may have done so');
        must(!undone?.gate?.approvers || undone.gate.approvers.includes(event.by.id), 'comes from who had to approve');
        if (undone) {
          const { tool, input } = undone;
          undone.undo = { ...newLife({ tool: `${tool}.undo`, input }), undoes: undone };
          lives.set(event.callId, undone.undo);
        }
        [inputSeq, request] = [event.seq, undefined];
        if (!isActive && !isPausedAt(log, index)) limited = undefined;
        isActive ||= !isPausedAt(log, index);
        break;
      }
      case 'rule.added': {
        must(event.ruleId === `rule-${event.seq - 1}`, 'has a name of its own');
        must(
          [...rules.values()].every(({ tool, by }) => tool !== event.tool || by !== event.by.id),
          'stands once',
        );
        must(life === undefined || (life.gate?.quorum === 1 && life.votes.has(event.by.id)), 'comes from a lone vote');
        must(event.callId === undefined || life?.tool === event.tool, 'is for the tool of its call');
        rules.set(event.ruleId, { tool: event.tool, by: event.by.id });
        break;
      }
      case 'rule.revoked':
        must(rules.delete(event.ruleId), 'revokes what is in force');
        for (const each of lives.values())
          if (each.rule === event.ruleId && each.stage === 'ready' && each.votes.size === 0) gateAgain(each);
        break;
      case 'thread.forked':
        request = undefined;
        rules.clear();
        for (const each of lives.values()) fork(each, event.atMs - (log[index - 1]?.atMs ?? 0));
        break;
      case 'limit.reached':
        limited = event.limit;
        break;
      case 'limit.raised':
        if (limited === event.limit) limited = undefined;
        break;
      case 'run.resumed':
        isActive = true;
        break;
      case 'run.cancelled':
        asks.clear();
        for (const each of lives.values()) if (each.stage !== 'running' && each.stage !== 'doubted') end(each);
        [isActive, limited, request] = [false, undefined, undefined];
        break;
      case 'run.paused':
        [isActive, request] = [false, undefined];
        break;
      case 'run.finished':
      case 'run.failed':
        must(isActive, 'was going on');
        if (event.type === 'run.finished' && event.reason !== 'flow') must(inputSeq < seenSeq, 'all was seen');
        [isActive, limited, request] = [false, undefined, undefined];
        break;
      case 'thread.started':
      case 'context.prefetched':
      case 'timer.set':
      case 'timer.fired':
      case 'flow.visited':
      default:
        break;
    }
  }
  return problems;

  /** Admitted without asking anybody: the policy says so, or a rule whose maker could have. */
  function letThrough(life: Life, { ruleId, gate }: Event<'call.admitted'>, must: Must): void {
    const { runs = false, rulers = [] } = answerOn(life.tool, life.input);
    must(runs === (ruleId === undefined), 'is let through by its policy, or where that asks by a rule');
    if (ruleId === undefined) return;
    const rule = rules.get(ruleId);
    must(rule?.tool === life.tool && rulers.includes(rule.by), 'is let through by a rule in force, of one who may');
    must(gate?.quorum === 1, 'says what the policy asked');
    life.rule = ruleId;
  }

  function isFree(life: Life | undefined): boolean {
    return life !== undefined && (answerOn(life.tool, life.input).runs ?? false);
  }
}

/** Whether the newest word about the run before this event is that it is paused. */
function isPausedAt(log: readonly Event[], index: number): boolean {
  const words: readonly EventType[] = ['run.paused', 'run.resumed', 'run.cancelled', 'run.finished', 'run.failed'];
  return log.slice(0, index).findLast(({ type }) => words.includes(type))?.type === 'run.paused';
}
