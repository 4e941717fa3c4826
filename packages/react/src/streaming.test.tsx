import { defineAgent, defineTool } from '@twelvefold/core';
import { createAgent, type LiveAgent } from '@twelvefold/machine';
import { fakeClock } from '@twelvefold/testing';
import { act, render, screen } from '@testing-library/react';
import { memo, Profiler, useEffect, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { holdFrames, settled } from '../test/frames.ts';
import { handModel } from '../test/hand-model.ts';
import { makeDesk, type Desk } from '../test/desk.ts';
import { modes } from '../test/modes.tsx';
import type { ViewEntry } from './agent-view.ts';
import { useAgent } from './use-agent.ts';
import { useEntry } from './use-entry.ts';
import { useEntryIds } from './use-entry-ids.ts';

type DeskAgent = LiveAgent<Desk['tools']>;
type DeskEntry = ViewEntry<Desk['tools']>;

const renders = new Map<string, number>();
const count = (id: string): void => void renders.set(id, (renders.get(id) ?? 0) + 1);

const Entry = memo(function Entry({ entry }: { readonly entry: DeskEntry }): ReactNode {
  count(entry.id);
  return <li>{'text' in entry ? entry.text : entry.kind === 'call' && JSON.stringify(entry.input)}</li>;
});

/** One component that renders them all, each memoized. */
function Memoized({ agent }: { readonly agent: DeskAgent }): ReactNode {
  const { entries } = useAgent(agent);
  return entries.map((entry) => <Entry key={entry.id} entry={entry} />);
}

/** A component for each entry, which takes its own. */
const Single = memo(function Single({ agent, id }: { readonly agent: DeskAgent; readonly id: string }): ReactNode {
  const entry = useEntry(agent, id);
  count(id);
  return <li>{entry && ('text' in entry ? entry.text : entry.kind === 'call' && JSON.stringify(entry.input))}</li>;
});

function ById({ agent }: { readonly agent: DeskAgent }): ReactNode {
  count('ids');
  return useEntryIds(agent).map((id) => <Single key={id} agent={agent} id={id} />);
}

/** What a header, a badge, a panel of approvals ask for: new objects, with the same things in them. */
function Unrelated({ agent }: { readonly agent: DeskAgent }): ReactNode {
  count('unrelated');
  useAgent(agent, ({ phase, approvals }) => ({ phase, waiting: approvals.length }));
  useAgent(agent, ({ approvals, questions }) => [...approvals, ...questions]);
  useAgent(agent, ({ state }) => state.run?.id);
  return null;
}

const lists: readonly { readonly name: string; readonly List: typeof Memoized }[] = [
  { name: 'memo', List: Memoized },
  { name: 'useEntry', List: ById },
];

describe.each(modes)('$mode', ({ wrapper }) => {
  test.each(lists)(
    'with $name, finished entries never render while a reply with 200 calls streams',
    async ({ List }) => {
      const { paint } = holdFrames();
      const model = handModel();
      const agent = createAgent(makeDesk(), { model });
      await act(() => agent.send('One'));
      model.write('First.');
      model.finish();
      await settled();
      await act(() => agent.send('Two'));
      render(
        <ol>
          <List agent={agent} />
        </ol>,
        { wrapper },
      );
      await paint();
      model.write('Second');
      const calls = Array.from({ length: 200 }, () => model.call('create_payment_link'));
      for (const call of calls) call.write('{"invoice": "F-');
      await paint();
      const ids = screen.getAllByRole('listitem').map((_, index) => index);
      expect(ids).toHaveLength(4 + 201);

      for (const call of calls.slice(0, 100)) call.end({ invoice: 'F-1', cents: 1 });
      await paint();
      renders.clear();
      for (let frame = 0; frame < 10; frame++) {
        model.write(` ${frame}`);
        for (const call of calls.slice(100)) call.write(`${frame}`);
        await paint();
      }
      const finished = agent.getState().entries.map(({ id }) => id);
      expect(finished).toHaveLength(4);
      const ended = calls.slice(0, 100).map((_, index) => `2.${index}`);
      expect([...finished, ...ended].filter((id) => renders.has(id))).toEqual([]);
      const perFrame = wrapper === modes[0]?.wrapper ? 2 : 1;
      expect(renders).toEqual(
        new Map(
          ['reply-2', ...calls.slice(100).map((_, index) => `2.${index + 100}`)].map((id) => [id, 10 * perFrame]),
        ),
      );
      expect(screen.getByText('Second 0 1 2 3 4 5 6 7 8 9')).toBeTruthy();
      expect(screen.getAllByText('{"invoice":"F-0123456789"}')).toHaveLength(100);
    },
  );

  test('[R164] with draftIntervalMs a component renders once in that time, and at once for what is logged', async () => {
    const { paint } = holdFrames();
    const model = handModel();
    const clock = fakeClock();
    const desk = makeDesk();
    const shown: string[] = [];
    let say: (text: string) => unknown = () => undefined;
    function Chat(): ReactNode {
      const { entries, send } = useAgent(desk, { model, clock, draftIntervalMs: 50 });
      useEffect(() => void (say = send), [send]);
      return <p>{entries.flatMap((entry) => ('text' in entry && entry.text ? [entry.text] : [])).join('|')}</p>;
    }
    const { container } = render(<Chat />, { wrapper });
    await act(() => say('Go'));
    const frame = async (): Promise<void> => {
      clock.advance(10);
      await paint();
      const text = container.textContent ?? '';
      if (text !== shown.at(-1)) shown.push(text);
    };
    await frame();
    for (let letter = 0; letter < 12; letter++) {
      model.write('a');
      await frame();
    }
    expect(shown).toEqual(['Go', 'Go|a', 'Go|aaaaaa', 'Go|aaaaaaaaaaa']);
    model.write('b');
    model.finish();
    await settled();
    await frame();
    expect(shown.at(-1)).toBe(`Go|${'a'.repeat(12)}b`);
    expect(clock.sleepers()).toBe(0);
  });

  test('however much happens, there is at most one commit a frame', async () => {
    const { paint } = holdFrames();
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    const commit = vi.fn();
    render(
      <Profiler id="list" onRender={commit}>
        <Memoized agent={agent} />
      </Profiler>,
      { wrapper },
    );
    await act(settled);
    await paint();
    commit.mockClear();

    void agent.send('Look up everything');
    await settled();
    expect(commit).toHaveBeenCalledTimes(0);
    await paint();
    expect(commit).toHaveBeenCalledTimes(1);
    for (let frame = 0; frame < 5; frame++) {
      for (let delta = 0; delta < 50; delta++) model.write('word ');
      await settled();
      for (let delta = 0; delta < 50; delta++) model.write('word ');
      await paint();
    }
    expect(commit).toHaveBeenCalledTimes(6);

    for (let index = 0; index < 100; index++) model.call('look_up').end({ invoice: `F-${index}` });
    model.finish();
    await vi.waitFor(() => expect(model.requests).toHaveLength(2));
    expect(agent.getState().seq).toBeGreaterThan(300);
    expect(commit).toHaveBeenCalledTimes(6);
    await paint();
    expect(commit).toHaveBeenCalledTimes(7);
    expect(
      agent.getState().entries.filter((entry) => entry.kind === 'call' && entry.status === 'succeeded'),
    ).toHaveLength(100);
    expect(screen.getByText('{"invoice":"F-99"}')).toBeTruthy();
  });

  test('what is finished of an input renders once: not when more of it comes, and not when it is checked and logged', async () => {
    const { paint } = holdFrames();
    const model = handModel();
    const agent = createAgent(
      defineAgent({
        name: 'desk',
        instructions: '',
        tools: {
          bill: defineTool({
            description: 'Bill.',
            input: z.object({ rows: z.array(z.object({ id: z.number() })), currency: z.string().default('EUR') }),
            approval: 'always',
            execute: () => null,
          }),
        },
      }),
      { model },
    );
    const Row = memo(function Row({ row }: { readonly row: unknown }): ReactNode {
      const text = JSON.stringify(row);
      count(text);
      return <li>{text}</li>;
    });
    const Rows = (): ReactNode => {
      const call = useEntry(agent, '1.0');
      if (call?.kind !== 'call') return null;
      const { rows = [], currency } = (call.input ?? {}) as { rows?: readonly unknown[]; currency?: string };
      return [...rows.map((row, index) => <Row key={index} row={row} />), <b key="currency">{currency}</b>];
    };
    render(<Rows />, { wrapper });
    await act(() => agent.send('Bill'));
    const call = model.call('bill');
    const rows = Array.from({ length: 20 }, (_, id) => ({ id }));
    call.write('{"rows":[');
    renders.clear();
    for (const [index, row] of rows.entries()) {
      call.write(`${index === 0 ? '' : ','}${JSON.stringify(row)}`);
      await paint();
    }
    // A row that is being written renders as it grows; here each comes whole. The React Compiler spares StrictMode's second.
    const perRender = wrapper === modes[0]?.wrapper ? 2 : 1;
    expect([...renders.keys()]).toEqual(rows.map((row) => JSON.stringify(row)));
    expect(Math.max(...renders.values())).toBeLessThanOrEqual(perRender);
    renders.clear();
    call.write(']}');
    call.end({ rows });
    model.finish();
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
    await paint();
    expect(screen.getByText('EUR')).toBeTruthy();
    expect(renders).toEqual(new Map());
  });

  test('whoever shows something else renders never, and who shows an entry is no listener of the agent', async () => {
    const { paint } = holdFrames();
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    await act(() => agent.send('One'));
    const call = model.call('look_up');
    call.write('{"invoice": "');
    const subscribe = vi.spyOn(agent, 'subscribe');
    const commit = vi.fn();
    render(
      <>
        <Profiler id="list" onRender={commit}>
          <ById agent={agent} />
        </Profiler>
        <Unrelated agent={agent} />
      </>,
      { wrapper },
    );
    await paint();
    const listeners = subscribe.mock.calls.length;
    for (let index = 0; index < 100; index++) model.call('look_up');
    await paint();
    renders.clear();
    commit.mockClear();
    for (let frame = 0; frame < 10; frame++) {
      for (let delta = 0; delta < 20; delta++) call.write('F');
      await paint();
    }
    const perFrame = wrapper === modes[0]?.wrapper ? 2 : 1;
    expect(renders).toEqual(new Map([['1.0', 10 * perFrame]]));
    expect(commit).toHaveBeenCalledTimes(10);
    expect(subscribe).toHaveBeenCalledTimes(listeners);
    expect(screen.getByText(`{"invoice":"${'F'.repeat(200)}"}`)).toBeTruthy();

    renders.clear();
    model.call('look_up');
    await paint();
    expect(renders).toEqual(
      new Map([
        ['ids', perFrame],
        ['1.101', perFrame],
      ]),
    );
  });

  test('a reply and its calls keep their place and their elements when they are logged', async () => {
    const { paint } = holdFrames();
    const model = handModel();
    const agent = createAgent(makeDesk(), { model });
    await act(() => agent.send('Bill F-1'));
    render(
      <ol>
        <Memoized agent={agent} />
      </ol>,
      { wrapper },
    );
    model.write('Here');
    model.call('create_payment_link').end({ invoice: 'F-1', cents: 1 });
    await paint();
    const streaming = screen.getAllByRole('listitem');
    expect(streaming.map(({ textContent }) => textContent)).toEqual([
      'Bill F-1',
      'Here',
      '{"invoice":"F-1","cents":1}',
    ]);
    model.finish();
    await vi.waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
    await paint();
    const logged = screen.getAllByRole('listitem');
    expect(logged.every((element, index) => element === streaming[index])).toBe(true);
    expect(logged.map(({ textContent }) => textContent)).toEqual([
      'Bill F-1',
      'Here',
      '{"invoice":"F-1","cents":1,"currency":"EUR"}',
    ]);
  });
});
