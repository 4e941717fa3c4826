import type { Actor, CallDecision, Json } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { useDatabase } from '../../desk/database-context.ts';
import { labels } from '../../labels.ts';
import { changesBetween } from '../words/changes.ts';
import { formatTime } from '../words/format-time.ts';
import { nameOf } from '../words/name-of.ts';
import type { CallFacts } from './any-call.ts';

/** Who decided about a call, when, why, and what they changed. */
export function Decisions({ call }: { readonly call: CallFacts }): ReactNode {
  const { logged } = call;
  if (!logged) return null;
  if (logged.decisions.length === 0) {
    if (logged.ruleId !== undefined) return <p className="decision">{labels.copilot.call.byRule}</p>;
    if (logged.requested) return <Requested by={logged.requested.by} atMs={logged.atMs} />;
    const isFree = !logged.gate && logged.claim !== undefined;
    return isFree ? <p className="decision">{labels.copilot.call.freely}</p> : null;
  }
  return (
    <>
      {logged.decisions.map((decision) => (
        <DecisionLine key={decision.atMs} decision={decision} />
      ))}
      {logged.modelInput !== undefined && <Changes before={logged.modelInput} after={call.input ?? null} />}
    </>
  );
}

function Requested({ by, atMs }: { readonly by: Actor; readonly atMs: number }): ReactNode {
  const { call, ago } = labels.copilot;
  return (
    <p className="decision">
      <strong>{call.undone}</strong>{' '}
      <time dateTime={new Date(atMs).toISOString()}>{ago(nameOf(by), formatTime(atMs))}</time>
    </p>
  );
}

function DecisionLine({ decision }: { readonly decision: CallDecision }): ReactNode {
  const { call, ago } = labels.copilot;
  const { kind, by, atMs, reason, suggestion } = decision;
  const resolved: Readonly<Record<string, string>> = call.resolved;
  const what = kind === 'resolved' ? (resolved[reason ?? ''] ?? kind) : call[kind];
  return (
    <p className="decision">
      <strong>{what}</strong> <time dateTime={new Date(atMs).toISOString()}>{ago(nameOf(by), formatTime(atMs))}</time>
      {kind === 'denied' && reason !== undefined && <span className="decision-reason">{call.becauseOf(reason)}</span>}
      {suggestion !== undefined && <span className="decision-reason">{call.suggested(suggestion)}</span>}
    </p>
  );
}

function Changes({ before: model, after: person }: { readonly before: Json; readonly after: Json }): ReactNode {
  const database = useDatabase();
  const words = labels.copilot.call;
  const changes = changesBetween(model, person, database);
  return (
    <ul className="changes" aria-label={words.changedTitle}>
      {changes.map(({ label, before, after }) => (
        <li key={label}>
          {label}: <del>{before}</del> <span aria-hidden="true">→</span> <ins>{after}</ins>
        </li>
      ))}
    </ul>
  );
}
