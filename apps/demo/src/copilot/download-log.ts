import type { LiveAgent } from '@twelvefold/machine';
import { saveFile } from './save-file.ts';

/** What of a conversation is downloaded: the log itself, or its audit. */
export type LogFormat = 'log' | 'jsonl' | 'csv';

/** Offers a conversation as a file. What writes it is fetched when somebody asks for it. */
export async function downloadLog(agent: Pick<LiveAgent, 'readEvents'>, format: LogFormat): Promise<void> {
  const events = await agent.readEvents();
  const id = events[0]?.threadId ?? 'empty';
  if (format === 'log') {
    const { writeThreadFile } = await import('@twelvefold/core/thread-file');
    return saveFile(`thread-${id}.jsonl`, 'application/jsonl', writeThreadFile(events));
  }
  const { writeAudit } = await import('@twelvefold/core/audit');
  const text = writeAudit(events, format);
  if (format === 'jsonl') saveFile(`audit-${id}.jsonl`, 'application/jsonl', text);
  // The mark at the beginning tells spreadsheets that it is UTF-8.
  else saveFile(`audit-${id}.csv`, 'text/csv', `\uFEFF${text}`);
}
