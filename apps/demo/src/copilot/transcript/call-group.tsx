import { toolNamed, type Decision } from '@twelvefold/core';
import { memo, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { toFacts } from '../call/any-call.ts';
import { ActionCard } from '../call/action-card.tsx';
import { LookupLine } from '../call/lookup-line.tsx';
import { QuestionCard } from '../call/question-card.tsx';
import { useDecision } from '../call/use-decision.ts';
import { WritingQuestion } from '../call/writing-question.tsx';
import { useConversation } from '../conversation-context.ts';
import type { CallItem } from './to-rows.ts';

/** The calls of one reply, in one list: those that wait can be approved one by one or all together. */
export const CallGroup = memo(function CallGroup({ items }: { readonly items: readonly CallItem[] }): ReactNode {
  const waiting = items.flatMap(({ call }) => (call.status === 'gated' ? [call.approval] : []));
  const { isDeciding, refusal, decide } = useDecision();
  const approveAll = async (): Promise<Decision> => {
    let last: Decision = { ok: true, events: [] };
    for (const approval of waiting) {
      last = await approval.approve();
      if (!last.ok) return last;
    }
    return last;
  };
  return (
    <div className="call-group">
      {waiting.length > 1 && (
        <div className="group-bar" aria-busy={isDeciding}>
          <p>{labels.copilot.call.together(waiting.length)}</p>
          <button type="button" className="button button-small" onClick={() => decide(approveAll)}>
            {labels.copilot.call.approveAll(waiting.length)}
          </button>
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
