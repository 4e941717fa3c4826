import type { Rule } from '@twelvefold/core';
import type { UseAgent } from '@twelvefold/react';
import type { ReactNode } from 'react';
import { labels } from '../labels.ts';
import type { DeskTools } from './agent/desk-agent.ts';
import { useDecision } from './call/use-decision.ts';
import { toolLabel } from './words/field-label.ts';
import { formatTime } from './words/format-time.ts';
import { nameOf } from './words/name-of.ts';

/** What runs without asking in this conversation, because a person said so, and how to end that. */
export function StandingRules({ agent }: { readonly agent: UseAgent<DeskTools> }): ReactNode {
  const words = labels.copilot.rules;
  const { rules } = agent.state;
  const { refusal, decide } = useDecision();
  if (rules.length === 0) return null;
  return (
    <details className="standing-rules">
      <summary>{words.title(rules.map(({ tool }) => toolLabel(tool)).join(', '))}</summary>
      <ul>
        {rules.map((rule) => (
          <RuleItem key={rule.ruleId} rule={rule} onRevoke={() => decide(() => agent.revokeRule(rule.ruleId))} />
        ))}
      </ul>
      {refusal !== undefined && (
        <p className="field-error" role="alert">
          {refusal}
        </p>
      )}
    </details>
  );
}

function RuleItem({ rule, onRevoke }: { readonly rule: Rule; readonly onRevoke: () => void }): ReactNode {
  const { rules, ago } = labels.copilot;
  const tool = toolLabel(rule.tool);
  return (
    <li title={ago(nameOf(rule.by), formatTime(rule.atMs))}>
      {tool}
      <button type="button" className="button button-small" aria-label={rules.revokeOf(tool)} onClick={onRevoke}>
        {rules.revoke}
      </button>
    </li>
  );
}
