import { createMemoryStore, createTimeline, type Event } from '@twelvefold/core';
import { writeThreadFile } from '@twelvefold/core/thread-file';
import { createAgent, defineAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { expect, test, vi } from 'vitest';
import { openFile } from './open-file.ts';
import { fileNameOf } from './save-file.ts';

const desk = defineAgent({ name: 'desk', instructions: 'You are brief.' });
const named = (name: string, text: string) => ({ name, text: () => Promise.resolve(text) });

async function lived(): Promise<readonly Event[]> {
  const agent = createAgent(desk, { model: scriptedModel([{ text: 'Hello.' }]), store: createMemoryStore() });
  await agent.send('Hi');
  await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  agent.dispose();
  return agent.readEvents().catch(() => []);
}

test('a thread file is a log with the definition of the agent that it names', async () => {
  const events = await lived();
  expect(events.length).toBeGreaterThan(3);
  const opened = await openFile(named('bug.jsonl', writeThreadFile(events)), desk);
  expect(opened).toMatchObject({ name: 'bug.jsonl', isOfAgent: true });
  expect(opened.definition).toBe(desk);
  expect(opened.timeline.events).toEqual(events);
  expect(opened.timeline.stateAt(2)).toEqual(createTimeline(events).stateAt(2));
});

test('of another agent there is a plain definition, under its name, whatever that is', async () => {
  for (const name of ['clerk', '']) {
    const events = (await lived()).map((event) =>
      event.type === 'thread.started' ? { ...event, agent: { name, version: '7' } } : event,
    );
    const { definition, isOfAgent } = await openFile(named('x', writeThreadFile(events)), desk);
    expect([definition.name, definition.tools, isOfAgent]).toEqual([name, {}, false]);
  }
});

test('a bad file is refused with the sentence that says what is wrong with it', async () => {
  const events = await lived();
  const lines = writeThreadFile(events).split('\n');
  const newer = JSON.stringify({ ...events[1], v: 99 });
  const bad: readonly (readonly [text: string, sentence: RegExp])[] = [
    ['', /is empty/],
    ['{"a":', /was cut in line 1/],
    [lines.slice(1).join('\n'), /first event must be thread\.started/],
    [[lines[0], newer, ...lines.slice(2)].join('\n'), /made by a newer version \(schema 99.*upgrade/],
  ];
  for (const [text, message] of bad)
    await expect(openFile(named('x', text), desk)).rejects.toMatchObject({
      code: 'thread_file_invalid',
      message: expect.stringMatching(message) as string,
    });
  const gone = { name: 'x', text: () => Promise.reject(new Error('NotReadable')) };
  await expect(openFile(gone, desk)).rejects.toMatchObject({ code: 'thread_file_invalid' });
});

test('a long one lets the page do something else every 2,048 events', async () => {
  const [started] = await lived();
  const events = [
    started!,
    ...Array.from({ length: 9_999 }, (_, index): Event => {
      const seq = index + 2;
      const by = { kind: 'person', id: 'a' } as const;
      const envelope = { id: `${started!.threadId}/${seq}`, threadId: started!.threadId, seq, atMs: seq, v: 1 };
      return { ...envelope, type: 'message.received', source: 'ui', text: `${seq}`, by };
    }),
  ];
  const pause = vi.fn(() => Promise.resolve());
  const { timeline } = await openFile(named('long.jsonl', writeThreadFile(events)), desk, pause);
  expect(pause).toHaveBeenCalledTimes(4);
  expect(timeline.stateAt(10_000).entries).toHaveLength(9_999);
});

test('a file is named after its thread, as far as a file may be', () => {
  const name = (threadId: string): string => fileNameOf([{ threadId } as Event]);
  expect(['t-1', '../a b/ü', '', 'x'.repeat(300)].map(name)).toEqual([
    't-1.jsonl',
    'a-b-ü.jsonl',
    'thread.jsonl',
    `${'x'.repeat(100)}.jsonl`,
  ]);
});
