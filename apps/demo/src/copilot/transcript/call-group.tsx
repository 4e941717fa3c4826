import { toolNamed, type Decision } from '@twelvefold/core';
import { decideAll } from '@twelvefold/react';
import { memo, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { toFacts, type AnyApproval } from '../call/any-call.ts';
import { ActionCard } from '../call/action-card.tsx';
import { LookupLine } from '../call/lookup-line.tsx';
import { QuestionCard } from '../call/question-card.tsx';
import { useDecision } from '../call/use-decision.ts';
import { WritingQuestion } from '../call/writing-question.tsx';
import { useConversation } from '../conversation-context.ts';
import type { CallItem } from './to-rows.ts';

/** The calls of one reply, in one list: those that wait can be approved one by one or all together. */
export const CallGroup = memo(function CallGroup({ items }: { readonly items: readonly CallItem[] }): ReactNode {
  const words = labels.copilot.call;
  const waiting = items.flatMap(({ call }) => (call.status === 'gated' ? [call.approval as AnyApproval] : []));
  const mine = waiting.filter(({ mayDecide, hasApproved }) => mayDecide && !hasApproved);
  const { isDeciding, refusal, decide } = useDecision();
  const all = async (how: (approval: AnyApproval) => Promise<Decision>): Promise<Decision> => {
    const decisions = await decideAll(mine, how);
    return decisions.find(({ ok }) => !ok) ?? { ok: true, events: [] };
  };
  return (
    <div className="call-group">
      {mine.length > 1 && (
        <div className="group-bar" aria-busy={isDeciding}>
          <p>{words.together(mine.length)}</p>
          <div className="card-actions">
            <button type="button" className="button button-small" onClick={() => decide(() => all(approve))}>
              {words.approveAll(mine.length)}
            </button>
            <button type="button" className="button button-small" onClick={() => decide(() => all(deny))}>
              {words.denyAll(mine.length)}
            </button>
          </div>
        </div>
      )}
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
      {items.map((item) => (
        <CallView key={item.call.id} {...item} />
      ))}
    </div>
  );
}, hasSameItems);

const approve = (approval: AnyApproval): Promise<Decision> => approval.approve();
const deny = (approval: AnyApproval): Promise<Decision> => approval.deny();

const CallView = memo(function CallView({ call, ask, question }: CallItem): ReactNode {
  const { definition } = useConversation();
  const facts = toFacts(call);
  if (facts.tool === 'ask_human') {
    if (ask) return <QuestionCard ask={ask} open={question} />;
    if (facts.status === 'streaming') return <WritingQuestion call={facts} />;
  }
  const tool = toolNamed(definition.tools, facts.tool);
  const isAction = tool?.kind === 'function' && tool.approval !== undefined;
  return isAction ? <ActionCard call={facts} /> : <LookupLine call={facts} />;
});

/** Every part of a call keeps its identity while nothing about it changed. */
function hasSameItems(
  { items: before }: { readonly items: readonly CallItem[] },
  { items: now }: { readonly items: readonly CallItem[] },
): boolean {
  return before.length === now.length && now.every((item, index) => isSame(before[index], item));
}

function isSame(before: CallItem | undefined, now: CallItem): boolean {
  return before !== undefined && before.call === now.call && before.ask === now.ask && before.question === now.question;
}
