import { createTimeline, defineAgent, defineTool, type AgentDefinition, type Event } from '@twelvefold/core';
import { toXmlMessages } from '@twelvefold/core/xml';
import { createAgent } from '@twelvefold/react';
import { scriptedModel } from '@twelvefold/testing';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState, type ReactNode } from 'react';
import { beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { MomentContext, placeOf, type Moment } from '../moment.ts';
import { ContextPane } from './context-pane.tsx';

const look = defineTool({
  description: 'Looks something up.',
  input: z.object({ at: z.string() }),
  execute: ({ at }) => ({ seen: at }),
});

const desk = defineAgent({
  name: 'desk',
  instructions: ({ step }) => (step < 2 ? 'Be brief.' : 'Be brief, and end.'),
  promptVersion: 'desk@1',
  tools: { look },
});

/** On a machine that is busy, too. */
const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 20_000 });

vi.setConfig({ testTimeout: 30_000 });

async function run(definition: AgentDefinition): Promise<readonly Event[]> {
  const model = scriptedModel([
    { reasoning: 'Where?', text: 'Looking.', calls: [{ tool: 'look', input: { at: 'home' } }] },
    {
      calls: [{ tool: 'look', input: { at: 'work' } }],
      usage: { inputTokens: 1_234, outputTokens: 5, cachedInputTokens: 1_000 },
    },
    { text: 'Found it.' },
  ]);
  const agent = createAgent(definition, { model, thread: 't' });
  await agent.send('Find it, please.');
  await eventually(() => expect(agent.getSnapshot().phase).toBe('done'));
  const events = await agent.readEvents();
  agent.dispose();
  return events;
}

interface PanelProps {
  readonly events: readonly Event[];
  readonly definition?: AgentDefinition;
  readonly from?: number;
}

/** What a panel around the pane does: one place in one log. */
function Panel({ events, definition = desk, from }: PanelProps): ReactNode {
  const [look, goTo] = useState(from);
  const [timeline] = useState(() => createTimeline(events));
  const seq = look ?? events.length;
  const moment: Moment = {
    agent: undefined,
    definition,
    timeline,
    events,
    seq,
    state: timeline.stateAt(seq),
    isLive: look === undefined,
    isLoading: false,
    problem: undefined,
    goTo: (to) => goTo((now) => placeOf(to, now ?? events.length)),
    live: () => goTo(undefined),
    showEntry: undefined,
  };
  return (
    <MomentContext.Provider value={moment}>
      <ContextPane />
      <output>{seq}</output>
      <button onClick={() => goTo(4)}>To event 4</button>
    </MomentContext.Provider>
  );
}

let events: readonly Event[];
let seqs: readonly number[];

beforeAll(async () => {
  events = await run(desk);
  seqs = events.flatMap((event) => (event.type === 'model.requested' ? [event.seq] : []));
});

const select = (): HTMLSelectElement => screen.getByRole('combobox', { name: 'Request' });
const text = (): string => screen.getByRole('region', { name: 'Request' }).textContent ?? '';
const items = (): readonly string[] =>
  screen
    .getAllByRole('listitem')
    .flatMap(({ dataset, textContent }) => ('share' in dataset ? [] : [textContent ?? '']));

const startOf = (words: string): unknown => expect.stringMatching(new RegExp(`^${words.replace(/[()]/g, '.')}`));

test('the request of the newest step, with what came of it', () => {
  render(<Panel events={events} />);
  expect(select().selectedOptions[0]?.text).toBe(`Step 3 · event ${seqs[2]}`);
  expect(text()).toContain('Matches the log');
  expect(text()).toContain('desk@1');
  expect(text()).toContain('10 tokens in · 5 out');
  const parts = items();
  expect(parts.some((item) => item.startsWith('Instructions'))).toBe(true);
  expect(parts.find((item) => item.startsWith('look'))).toContain('Looks something up.');
  expect(parts.find((item) => item.startsWith('1 · user'))).toContain('Find it, please.');
  expect(parts.find((item) => item.startsWith('2 · assistant'))).toMatch(
    /Reasoning.*Where\?.*Looking\..*Call look · call_0_0.*"at": "home"/s,
  );
  expect(parts.find((item) => item.startsWith('3 · tool results'))).toMatch(
    /Result of look · call_0_0.*"seen": "home"/s,
  );
});

test('it follows the place in the log, and takes the panel along', async () => {
  const user = userEvent.setup();
  render(<Panel events={events} />);
  await user.click(screen.getByRole('button', { name: 'To event 4' }));
  expect(select().selectedOptions[0]?.text).toBe(`Step 1 · event ${seqs[0]}`);
  expect(text()).toContain('No step before it');
  expect(screen.getByRole('button', { name: 'Earlier request' }).getAttribute('aria-disabled')).toBe('true');

  await user.click(screen.getByRole('button', { name: 'Later request' }));
  expect(screen.getByRole('status').textContent).toBe(String(seqs[1]));
  await eventually(() => expect(text()).toContain('1,234 tokens in, 1,000 of them from its cache · 5 out'));

  await user.selectOptions(select(), `Step 3 · event ${seqs[2]}`);
  expect(screen.getByRole('status').textContent).toBe(String(seqs[2]));
});

test('the next request is what would be asked at the end, until the panel goes elsewhere', async () => {
  const user = userEvent.setup();
  render(<Panel events={events} from={seqs[2] ?? 0} />);
  await user.click(screen.getByRole('button', { name: 'Later request' }));
  expect(select().value).toBe('next');
  expect(text()).toContain('Not sent: this is what would be asked here.');
  expect(items().at(-1)).toMatch(/^6 · assistantnew.*Found it\.$/s);
  await user.click(screen.getByRole('button', { name: 'To event 4' }));
  expect(select().value).toBe(String(seqs[0]));
});

test('before the first request, the one to come; before anything, what an empty thread would ask', () => {
  const { rerender } = render(<Panel key="a" events={events} from={2} />);
  expect(select().value).toBe('next');
  expect(text()).toContain('Find it, please.');
  rerender(<Panel key="b" events={events} from={0} />);
  expect(select().value).toBe('next');
});

test('what is as in the step before, and what broke it', async () => {
  const user = userEvent.setup();
  render(<Panel events={events} from={seqs[1] ?? 0} />);
  expect(text()).toMatch(/The first [\d,]+ bytes, \d\d\s%, are as in the step before: a provider's cache can hit\./);
  expect(items().filter((item) => item.includes('stable prefix'))).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'Only changes' }));
  const names = items().map((item) => item.slice(0, 17));
  expect(names).toEqual(['Messages (3)', 'The stable prefix', '2 · assistantnew', '3 · tool results'].map(startOf));

  await user.click(screen.getByRole('button', { name: 'Later request' }));
  expect(text()).toContain('The instructions are not the same.');
  await eventually(() => expect(text()).toContain('Added: Be brief, and end.'));
  expect(text()).toContain('Removed: Be brief.');
  await user.click(screen.getByRole('button', { name: 'Whole of Instructions' }));
  expect(text()).not.toContain('Removed:');
});

test("today's definition, where it is another one", () => {
  const later = defineAgent({ name: 'desk', instructions: 'Be new.', promptVersion: 'desk@2', tools: {} });
  render(<Panel events={events} definition={later} />);
  expect(text()).toContain(
    "The definition has changed since: this is what today's definition would send. The prompt version was desk@1.",
  );
});

test('a definition that throws is told of', () => {
  const broken = defineAgent({
    name: 'desk',
    instructions: () => {
      throw new Error('There is no customer.');
    },
  });
  render(<Panel events={events} definition={broken} />);
  expect(screen.getByRole('alert').textContent).toBe('The request cannot be made again: There is no customer.');
});

test('an XML context is the text that it is, and goes on in each step', async () => {
  const xml = { ...desk, instructions: () => 'Be brief.', context: toXmlMessages() };
  render(<Panel events={await run(xml)} definition={xml} />);
  expect(text()).toContain('Matches the log');
  expect(text()).toContain('New text stands in front of its end. The last ');
  await eventually(() => expect(text()).toContain('Added: <look_result>'));
  expect(text()).toMatch(/\d+ lines as before/);
});

test('tokens are counted by the real tokenizer', async () => {
  // Not counted by any test before it.
  const own = defineAgent({ name: 'desk', instructions: 'Be exact!', tools: { look } });
  render(<Panel events={events} definition={own} from={seqs[0] ?? 0} />);
  const system = () => items().find((item) => item.startsWith('Instructions'));
  expect(system()).toBe('Instructions11\u00a0BBe exact!');
  await eventually(() => expect(system()).toBe('Instructions3 tokens · 11\u00a0BBe exact!'));
  expect(text()).toMatch(/Request\d+ tokens \(o200k_base\) · /);
});

test('the request is copied as JSON and as curl; where the browser refuses, it can be taken by hand', async () => {
  const user = userEvent.setup();
  render(<Panel events={events} from={seqs[0] ?? 0} />);
  await user.click(screen.getByRole('button', { name: 'Copy as JSON' }));
  const copied = JSON.parse(await navigator.clipboard.readText()) as { system: string };
  expect(copied.system).toBe('Be brief.');
  expect(screen.getByText('Copied')).toBeTruthy();

  await user.selectOptions(screen.getByRole('combobox', { name: /Wire format/ }), 'for Anthropic');
  await user.click(screen.getByRole('button', { name: 'Copy as curl' }));
  expect(await navigator.clipboard.readText()).toContain("curl 'https://api.anthropic.com/v1/messages'");

  const refusal = vi
    .spyOn(navigator.clipboard, 'writeText')
    .mockRejectedValue(new DOMException('no', 'NotAllowedError'));
  await user.click(screen.getByRole('button', { name: 'Copy as JSON' }));
  const field = screen.getByRole<HTMLTextAreaElement>('textbox');
  expect(JSON.parse(field.value)).toEqual(copied);
  expect([field.selectionStart, field.selectionEnd]).toEqual([0, field.value.length]);
  refusal.mockRestore();
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(screen.queryByRole('textbox')).toBe(null);
});

test('a long text shows its beginning until somebody wants all of it', async () => {
  const user = userEvent.setup();
  const long = defineAgent({ name: 'desk', instructions: `${'word '.repeat(500)}the end`, tools: { look } });
  render(<Panel events={events.slice(0, 1)} definition={long} />);
  const row = (): HTMLElement =>
    screen.getAllByRole('listitem').find((item) => item.textContent?.startsWith('Instructions')) ?? document.body;
  expect(row().textContent).not.toContain('the end');
  await user.click(
    within(row()).getByRole('button', { name: /^Show all 2,507 characters of the text of Instructions/ }),
  );
  expect(row().textContent).toContain('the end');
  await user.click(within(row()).getByRole('button', { name: 'Show less of the text of Instructions' }));
  expect(row().textContent).not.toContain('the end');
});
