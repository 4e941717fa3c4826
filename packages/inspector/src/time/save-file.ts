import type { Event } from '@twelvefold/core';

/** Has the browser save a log as a thread file, named after its thread. */
export async function saveFile(events: readonly Event[]): Promise<string> {
  const { writeThreadFile } = await import('@twelvefold/core/thread-file');
  const name = fileNameOf(events);
  const url = URL.createObjectURL(new Blob([writeThreadFile(events)], { type: 'application/jsonl' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return name;
}

/** `<thread>.jsonl`, with what no file system takes replaced. */
export function fileNameOf(events: readonly Event[]): string {
  const id = (events[0]?.threadId ?? '').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+/, '');
  return `${id.slice(0, 100) || 'thread'}.jsonl`;
}
