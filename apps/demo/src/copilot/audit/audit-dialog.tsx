import type { Event } from '@twelvefold/core';
import { auditOf, verify, type Verification } from '@twelvefold/core/audit';
import type { LiveAgent } from '@twelvefold/machine';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useNotify } from '../../ui/notices.tsx';
import { downloadLog, type LogFormat } from '../download-log.ts';
import { AuditTable } from './audit-table.tsx';
import './audit.css';

/** What an `AuditDialog` shows. */
export interface AuditDialogProps {
  readonly agent: Pick<LiveAgent, 'readEvents'>;
  readonly onClose: () => void;
}

/** Who approved what in a conversation, what they saw, what ran, and what came back; and whether its log is whole. */
export function AuditDialog({ agent, onClose }: AuditDialogProps): ReactNode {
  const words = labels.copilot.threads.audit;
  const notify = useNotify();
  const events = useEvents(agent);
  const found = useMemo(
    () =>
      Array.isArray(events) ? { rows: auditOf(events), verdict: verify(events), count: events.length } : undefined,
    [events],
  );
  const download = (format: LogFormat, label: string): ReactNode => (
    <button
      type="button"
      className="button"
      onClick={() => void downloadLog(agent, format).catch(() => notify(labels.copilot.header.downloadFailed))}
    >
      <Icon name="download" /> {label}
    </button>
  );
  return (
    <Dialog title={words.title} shape="wide" onClose={onClose}>
      <div className="dialog-body">
        {events === 'failed' && <p role="alert">{words.failed}</p>}
        {events === undefined && <p className="quiet">{words.loading}</p>}
        {found && <Verdict verdict={found.verdict} count={found.count} />}
        {found && (found.rows.length === 0 ? <p>{words.none}</p> : <AuditTable rows={found.rows} />)}
      </div>
      <div className="dialog-actions audit-downloads" role="group" aria-label={words.downloads}>
        {download('csv', words.csv)}
        {download('jsonl', words.jsonl)}
        {download('log', words.thread)}
      </div>
    </Dialog>
  );
}

function Verdict({ verdict, count }: { readonly verdict: Verification; readonly count: number }): ReactNode {
  const words = labels.copilot.threads.audit;
  if (!verdict.ok) {
    return (
      <p className="problem" role="alert">
        {words.broken(verdict.seq, verdict.message)}
      </p>
    );
  }
  const { from } = verdict;
  const sealed = from === 1 ? words.whole(count) : words.partly(from ?? 0);
  return <p className="audit-verdict">{from === undefined ? words.unsealed : sealed}</p>;
}

/** The log as it is when somebody looks. */
function useEvents(agent: AuditDialogProps['agent']): readonly Event[] | 'failed' | undefined {
  const [events, setEvents] = useState<readonly Event[] | 'failed'>();
  useEffect(() => {
    let isOver = false;
    agent.readEvents().then(
      (read) => !isOver && setEvents(read),
      (error: unknown) => {
        console.error(error);
        if (!isOver) setEvents('failed');
      },
    );
    return () => void (isOver = true);
  }, [agent]);
  return events;
}
