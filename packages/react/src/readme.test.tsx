import { scriptedModel } from '@twelvefold/testing';
import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { memo, version } from 'react';
import { expect, test } from 'vitest';
import { createAgent } from './index.ts';
// #region desk
import { decideAll, defineAgent, defineTool, useAgent, useApproval, useEntry, useEntryIds } from './index.ts';
import type { Approval, ApprovalOf, CallOf, LiveAgent } from './index.ts';
import { z } from 'zod';

const create_payment_link = defineTool({
  description: 'Create a payment link.',
  input: z.object({ invoice: z.string(), cents: z.number().int().positive() }),
  approval: 'always',
  execute: ({ invoice, cents }) => ({ url: `https://pay.example/${invoice}/${cents}` }),
  undo: { execute: (_, { url }) => ({ closed: url }) },
});
const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { create_payment_link } });
type DeskAgent = LiveAgent<typeof desk.tools>;
// #endregion

// #region call
function LinkCall({ call }: { call: CallOf<typeof desk, 'create_payment_link'> }) {
  switch (call.status) {
    case 'streaming': // call.input is partial
      return <p>Preparing a link for {call.input?.invoice ?? '…'}</p>;
    case 'gated': // call.approval is this call's own handle
      return <LinkForm approval={call.approval} />;
    case 'succeeded': // call.output is what the tool returned
      return <a href={call.output.url}>{call.input.invoice}</a>;
    default:
      return <p>{call.error?.message ?? call.status}</p>;
  }
}
// #endregion

// #region form
function LinkForm({ approval }: { approval: ApprovalOf<typeof desk, 'create_payment_link'> }) {
  const { input, setInput, isDeciding, rejection, approve, deny } = useApproval(approval);
  return (
    <fieldset disabled={isDeciding}>
      <legend>{input.invoice}</legend>
      <input value={input.cents} onChange={(event) => setInput({ ...input, cents: Number(event.target.value) })} />
      <button onClick={approve}>Approve</button>
      <button onClick={() => deny('Not this one.')}>Deny</button>
      {rejection && <p role="alert">{rejection.message}</p>}
    </fieldset>
  );
}
// #endregion

// #region fields
function AnyForm({ approval }: { approval: Approval<typeof desk.tools> }) {
  return (
    <form action={approval.approve}>
      {approval.fields.map((field) => (
        <label key={field.name}>
          {field['aria-label']} <input {...field} />
        </label>
      ))}
      <input name="reason" placeholder="Why not?" />
      <button>Approve</button> <button formAction={approval.deny}>Deny</button>
    </form>
  );
}
// #endregion

// #region standing
function Standing({ approval }: { approval: Approval<typeof desk.tools> }) {
  const { votes, quorum, missing, mayDecide, hasApproved, expiresAtMs, mayRemember } = approval;
  if (!mayDecide) return <p>Others decide about this.</p>;
  return (
    <>
      {quorum > 1 && (
        <p>
          Approved by {votes.map(({ by }) => by.name ?? by.id).join(', ') || 'nobody yet'}, {missing} to go
        </p>
      )}
      {expiresAtMs !== undefined && <p>Until {new Date(expiresAtMs).toLocaleTimeString()}</p>}
      {!hasApproved && <button onClick={() => approval.approve()}>Approve</button>}
      {mayRemember && <button onClick={() => approval.approve({ remember: true })}>Always</button>}
      <button onClick={() => approval.deny({ reason: 'Too much.', suggestion: 'Half of it.' })}>Half</button>
    </>
  );
}

function All({ approvals }: { approvals: readonly Approval<typeof desk.tools>[] }) {
  const mine = approvals.filter(({ mayDecide, hasApproved }) => mayDecide && !hasApproved);
  return <button onClick={() => decideAll(mine, (approval) => approval.approve())}>Approve all</button>;
}
// #endregion

// #region entries
function Conversation({ agent }: { agent: DeskAgent }) {
  return useEntryIds(agent).map((id) => <Entry key={id} agent={agent} id={id} />);
}

const Entry = memo(function Entry({ agent, id }: { agent: DeskAgent; id: string }) {
  const entry = useEntry(agent, id);
  if (entry?.kind === 'message' || entry?.kind === 'reply') return <p>{entry.text}</p>;
  if (entry?.kind === 'call' && entry.tool === 'create_payment_link') return <LinkCall call={entry} />;
  return null;
});
// #endregion

// #region undo
function Undo({ call }: { call: CallOf<typeof desk, 'create_payment_link'> }) {
  if (call.status !== 'succeeded') return null;
  if (call.undoneBy) return <p>Undone by {call.undoneBy.name ?? call.undoneBy.id}</p>;
  return call.undo ? <button onClick={() => call.undo?.('A mistake.')}>Undo</button> : null;
}
// #endregion

const call = { tool: 'create_payment_link', input: { invoice: 'F-1', cents: 500 } };
const script = [{ text: 'A link.', calls: [call, call] }, { text: 'Done.' }];

test('the components of the README edit one call, deny another and show what came of it', async () => {
  const agent = createAgent(desk, { model: scriptedModel(script) });
  render(<Conversation agent={agent} />);
  await agent.send('Bill F-1 twice');
  await waitFor(() => expect(screen.getAllByRole('textbox')).toHaveLength(2));
  const [first] = screen.getAllByRole('textbox');
  await userEvent.type(first!, '0');
  await userEvent.click(screen.getAllByText('Approve')[0]!);
  await userEvent.click(await screen.findByText('Deny'));
  await screen.findByText('Done.');
  expect(screen.getByRole('link').getAttribute('href')).toBe('https://pay.example/F-1/5000');
  expect(screen.getByText('denied')).toBeTruthy();
});

function Approvals({ agent }: { agent: DeskAgent }) {
  return useAgent(agent, ({ approvals }) => approvals).map((approval) => (
    <AnyForm key={approval.id} approval={approval} />
  ));
}

test.skipIf(version.startsWith('18.'))('the form of the README edits any call, and denies with a reason', async () => {
  const agent = createAgent(desk, { model: scriptedModel(script) });
  render(<Approvals agent={agent} />);
  await agent.send('Bill F-1 twice');
  await waitFor(() => expect(screen.getAllByLabelText('cents')).toHaveLength(2));
  await userEvent.type(screen.getAllByLabelText('cents')[0]!, '0');
  await userEvent.click(screen.getAllByText('Approve')[0]!);
  await waitFor(() => expect(screen.getAllByLabelText('cents')).toHaveLength(1));
  await userEvent.type(screen.getByPlaceholderText('Why not?'), 'Once is enough.');
  await userEvent.click(screen.getByText('Deny'));
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  expect(agent.getState().entries.filter(({ kind }) => kind === 'call')).toMatchObject([
    { input: { cents: 5000 }, output: { url: 'https://pay.example/F-1/5000' } },
    { decisions: [{ kind: 'denied', reason: 'Once is enough.' }] },
  ]);
});

function Standings({ agent }: { agent: DeskAgent }) {
  const approvals = useAgent(agent, (view) => view.approvals);
  return (
    <>
      <All approvals={approvals} />
      {approvals.map((approval) => (
        <Standing key={approval.id} approval={approval} />
      ))}
    </>
  );
}

test('the buttons of the README suggest, remember and approve all', async () => {
  const agent = createAgent(desk, {
    model: scriptedModel([{ calls: [call, call, call, call] }, { calls: [call] }, { text: 'Done.' }]),
  });
  render(<Standings agent={agent} />);
  await agent.send('Bill F-1 often');
  await waitFor(() => expect(screen.getAllByText('Half')).toHaveLength(4));
  await userEvent.click(screen.getAllByText('Half')[0]!);
  await waitFor(() => expect(screen.getAllByText('Always')).toHaveLength(3));
  await userEvent.click(screen.getAllByText('Always')[0]!);
  await waitFor(() => expect(screen.getAllByText('Approve')).toHaveLength(2));
  await userEvent.click(screen.getByText('Approve all'));
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('done'));
  const calls = agent.getState().entries.flatMap((entry) => (entry.kind === 'call' ? [entry] : []));
  expect(calls.map(({ status }) => status)).toEqual(['denied', ...Array.from({ length: 4 }, () => 'succeeded')]);
  expect(calls.at(-1)?.ruleId).toBe(agent.getState().rules[0]?.ruleId);
});

function Undos({ agent }: { agent: DeskAgent }) {
  return useAgent(agent, ({ entries }) => entries).map((entry) =>
    entry.kind === 'call' && entry.tool === 'create_payment_link' ? <Undo key={entry.id} call={entry} /> : null,
  );
}

test('the button of the README has a call undone, and says who did', async () => {
  const agent = createAgent(desk, {
    model: scriptedModel([{ calls: [call] }, { text: 'Done.' }, { text: 'Undone.' }]),
    user: { kind: 'person', id: 'ann', name: 'Ann' },
  });
  render(<Undos agent={agent} />);
  await agent.send('Bill F-1');
  await waitFor(() => expect(agent.getSnapshot().phase).toBe('awaitingApproval'));
  await agent.approve('1.0');
  await userEvent.click(await screen.findByText('Undo'));
  expect((await screen.findByText(/Undone by/)).textContent).toBe('Undone by Ann');
  expect(screen.queryByText('Undo')).toBeNull();
  expect(agent.getState().entries.find((entry) => entry.kind === 'call' && entry.undoes)).toMatchObject({
    status: 'succeeded',
    output: { closed: 'https://pay.example/F-1/500' },
    requested: { by: { id: 'ann' }, reason: 'A mistake.' },
  });
});
