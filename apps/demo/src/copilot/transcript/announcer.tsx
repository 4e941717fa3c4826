import { useEffect, useRef, useState, type ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { useDatabase } from '../../desk/database-context.ts';
import { callWords } from '../words/call-words.ts';
import type { Row } from './to-rows.ts';
import { toFacts } from '../call/any-call.ts';
import type { Reader } from '../../db/sqlite.ts';

/** Reads aloud, once each: replies when they are finished, approvals and questions when they wait. */
export function Announcer({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const database = useDatabase();
  const said = useRef<ReadonlySet<string>>(undefined);
  const [lines, setLines] = useState<readonly { readonly key: string; readonly text: string }[]>([]);
  useEffect(() => {
    const sayable = rows.flatMap((row) => linesOf(row, database));
    const before = said.current;
    said.current = new Set(sayable.map(({ key }) => key));
    // What was there when the conversation opened is for reading, not for announcing.
    const fresh = before ? sayable.filter(({ key }) => !before.has(key)) : [];
    if (fresh.length > 0) setLines(fresh);
  }, [rows, database]);
  useEffect(() => {
    if (lines.length === 0) return;
    // What was said is not to be found a second time by who reads the page.
    const timer = setTimeout(() => setLines([]), SAID_MS);
    return () => clearTimeout(timer);
  }, [lines]);
  return (
    <div className="visually-hidden" aria-live="polite" aria-relevant="additions">
      {lines.map(({ key, text }) => (
        <p key={key}>{text}</p>
      ))}
    </div>
  );
}

/** Time enough for every screen reader to take it up. */
const SAID_MS = 5000;

interface Line {
  readonly key: string;
  readonly text: string;
}

function linesOf(row: Row, reader: Reader): readonly Line[] {
  const { announceApproval, announceDoubt, announceQuestion } = labels.copilot.log;
  switch (row.kind) {
    case 'reply':
      return row.reply.isStreaming ? [] : [{ key: row.key, text: row.reply.text }];
    case 'ask':
      return [{ key: row.key, text: announceQuestion(row.ask.question) }];
    case 'calls':
      return row.items.flatMap(({ call, ask }): readonly Line[] => {
        const key = `waits-${call.id}`;
        if (ask) return [{ key, text: announceQuestion(ask.question) }];
        if (call.status !== 'gated' && call.status !== 'doubted') return [];
        const announce = call.status === 'gated' ? announceApproval : announceDoubt;
        return [{ key: `${call.status}-${key}`, text: announce(callWords(toFacts(call), reader)) }];
      });
    default:
      return [];
  }
}
