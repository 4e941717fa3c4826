import type { Event, Store, ThreadSummary } from '@twelvefold/core';
import { shortened } from '../words/shortened.ts';

/** A thread, and where it leaves another one. */
export type NamedThread = Pick<ThreadSummary, 'threadId' | 'title' | 'forkedFrom'>;

/**
 * What tells a branch from the conversation that it leaves: the first thing that was said in it, the person's words before
 * the copilot's; where nothing was, the last thing before. Nothing of a thread that is no branch.
 */
export async function branchWords(
  store: Pick<Store, 'read'>,
  { threadId, forkedFrom }: NamedThread,
): Promise<string | undefined> {
  if (!forkedFrom) return undefined;
  const texts = (of: readonly Event[]): readonly string[] => of.map(textOf).filter((text) => text !== '');
  // What it shares with the other one is read only where nothing of its own tells it apart.
  const own = await store.read(threadId, forkedFrom.seq);
  const said = own.find(({ type }) => type === 'message.received');
  const words = (said && textOf(said)) ?? texts(own)[0] ?? texts(await store.read(threadId, 0, forkedFrom.seq)).at(-1);
  return words === undefined ? undefined : shortened(words);
}

function textOf(event: Event): string {
  if (event.type === 'message.received') return event.text.trim();
  if (event.type !== 'model.replied') return '';
  return event.content
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join(' ')
    .trim();
}
