/** Logs that were tampered with, and what an audit of them does to whoever reads it. */
import { hashJson, type Event, type Json } from '@twelvefold/core';
import { AUDIT_COLUMNS, auditOf, verify, writeAudit } from '@twelvefold/core/audit';
import { scriptedModel } from '@twelvefold/testing';
import { expect } from 'vitest';
import { bank } from './bank.ts';
import type { Ledger } from './ledger.ts';
import { row } from './row.ts';
import { approveAsShown, play, refusal, untilCall, untilStill } from './scene.ts';

const REFUND = { invoice: 'INV-1', amount: 900 };

/** The log of a refund that somebody approved, in a hash chain. */
async function chainedLog(ledger: Ledger, hashChain = true) {
  const { agent, log } = play(bank(ledger, { hashChain }), {
    model: scriptedModel([{ calls: [{ tool: 'refund', input: REFUND }] }, { text: 'Done.' }]),
  });
  await agent.send('Refund.');
  await untilCall(agent, '1.0', 'gated');
  await approveAsShown(ledger, agent, '1.0');
  await untilStill(agent);
  const { head = '' } = agent.getState();
  return { events: await log(), head };
}

/** All that is kept, numbered anew. */
function numbered(events: readonly Event[]): readonly Event[] {
  return events.map((event, index) => ({ ...event, seq: index + 1, id: `${event.threadId}/${index + 1}` }));
}

/** The chain as whoever has the log can compute it, too. */
function rechained(events: readonly Event[]): readonly Event[] {
  let before = '';
  return events.map((event) => {
    const { id: _, threadId: _threadId, hash: _hash, ...fact } = event;
    before = hashJson([before, fact as unknown as Json]);
    return { ...event, hash: before };
  });
}

row(
  'A chained log in which an event was changed, removed, inserted, repeated, moved or left unchained',
  async (ledger) => {
    const { events } = await chainedLog(ledger);
    expect(verify(events)).toMatchObject({ ok: true, from: 1 });
    for (const [index, event] of events.entries()) {
      const { hash: _, ...unchained } = event;
      const next = events[index + 1];
      const tampered: readonly (readonly Event[])[] = [
        events.with(index, { ...event, atMs: event.atMs + 1 }),
        events.with(index, { ...event, by: { kind: 'person', id: 'mallory' } } as Event),
        events.with(index, { ...event, hash: 'f'.repeat(64) }),
        numbered(events.toSpliced(index, 0, event)),
        ...(index > 0 || next?.hash === undefined ? [events.with(index, unchained)] : []),
        ...(next ? [events.toSpliced(index, 1), numbered(events.toSpliced(index, 1))] : []),
        ...(next ? [numbered(events.with(index, next).with(index + 1, event))] : []),
      ];
      for (const log of tampered) {
        const verdict = verify(log);
        expect(verdict).toMatchObject({ ok: false });
        // The first that is not what it was: this one, or where there is one too many the one behind it.
        expect(verdict.ok ? 0 : verdict.seq - event.seq).toBeOneOf([0, 1]);
      }
    }
  },
);

row('A chained log that was cut off at its end', async (ledger) => {
  const { events, head } = await chainedLog(ledger);
  for (const length of [0, 1, events.length - 1]) {
    expect(verify(events.slice(0, length)).ok).toBe(true);
    expect(verify(events.slice(0, length), { head })).toMatchObject({ ok: false, seq: length + 1 });
  }
});

row('A chain that was computed anew, or taken away, by whoever can write the whole log', async (ledger) => {
  const { events, head } = await chainedLog(ledger);
  const mallory = { kind: 'person', id: 'mallory' } as const;
  const forged = events.map((event): Event => (event.type === 'call.approved' ? { ...event, by: mallory } : event));
  const bare = forged.map(({ hash: _, ...event }) => event as Event);
  for (const log of [rechained(forged), bare]) {
    expect(verify(log).ok).toBe(true);
    expect(verify(log, { head })).toMatchObject({ ok: false });
  }
});

row(
  'Formulas in an audit, in all that a model, a tool and people write, whatever separates the cells',
  async (ledger) => {
    const evils = [
      '=1+1',
      '@SUM(A1)',
      '-2+3',
      '＝1+1',
      '\t=1+1',
      '\n=1+1;x',
      'x;=1+1;y',
      'x\t"=1+1"\t',
      '\u200B=1+1',
      '"=1+1',
    ];
    for (const evil of evils) {
      const by = { kind: 'person', id: evil, name: evil } as const;
      const { agent, log } = play(bank(ledger), {
        model: scriptedModel([
          {
            calls: [
              { tool: 'refund', input: { invoice: evil, amount: -1 } },
              { tool: evil, input: evil },
            ],
          },
          {},
        ]),
      });
      await agent.send('Refund.');
      await untilCall(agent, '1.0', 'gated');
      expect(await refusal(agent.deny('1.0', { by, reason: evil, suggestion: evil }))).toBe('accepted');
      await untilStill(agent);
      const csv = writeAudit(await log(), 'csv');
      for (const separator of [/[\r\n]|,/, /[\r\n;]/, /[\r\n\t]/]) {
        const pieces = csv.split(separator).flatMap((piece) => [piece, piece.replaceAll('"', '')]);
        expect(pieces.filter((piece) => /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(piece))).toEqual([]);
      }
    }
  },
);

row('Text in an audit that would end its cell or its line', async (ledger) => {
  const evil = '",,,\r\nmallory,"approved""\n';
  const { agent, log } = play(bank(ledger), {
    model: scriptedModel([{ calls: [{ tool: 'refund', input: { invoice: evil, amount: 1 } }] }, {}]),
  });
  await agent.send('Refund.');
  await untilCall(agent, '1.0', 'gated');
  await agent.deny('1.0', { by: { kind: 'person', id: evil, name: evil }, reason: evil });
  await untilStill(agent);
  const cells = cellsOf(writeAudit(await log(), 'csv'));
  expect(new Set(cells.map((line) => line.length))).toEqual(new Set([AUDIT_COLUMNS.length]));
  expect(cells).toHaveLength(auditOf(await log()).length + 1);
  const lines = writeAudit(await log(), 'jsonl')
    .trim()
    .split('\n');
  expect(lines).toHaveLength(cells.length - 1);
});

/** CSV by RFC 4180. */
function cellsOf(csv: string): readonly (readonly string[])[] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\r\n') lines.push([]);
  }
  return lines.slice(0, -1);
}

row(
  'The audit of a log with forged approvals, claims and results that could not have happened there',
  async (ledger) => {
    const { events } = await chainedLog(ledger, false);
    const [{ threadId, atMs }] = events as readonly [Event];
    const mallory = { kind: 'person', id: 'mallory' } as const;
    const facts = [
      { type: 'call.approved', callId: '1.0', inputHash: hashJson(REFUND), by: mallory },
      { type: 'call.approved', callId: '__proto__', inputHash: '', by: mallory },
      {
        type: 'call.claimed',
        callId: '1.0',
        attempt: 2,
        inputHash: hashJson(REFUND),
        idempotencyKey: 'k',
        runner: 'mallory',
        leaseUntilMs: 1,
      },
      { type: 'call.succeeded', callId: '1.0', attempt: 2, output: 'mallory' },
      { type: 'rule.revoked', ruleId: '__proto__', by: mallory },
      { type: 'undo.requested', callId: '1.0.undo9', undoes: '1.0', by: mallory },
    ];
    const forged = facts.map(
      (fact) => ({ ...fact, threadId, atMs: atMs + 1e300, v: 1, id: '', seq: 0 }) as unknown as Event,
    );
    const log = numbered([...events, ...forged]);
    expect(auditOf(log)).toEqual(auditOf(events));
    expect(writeAudit(log, 'csv')).not.toContain('mallory');
    expect(writeAudit(log, 'jsonl')).not.toContain('mallory');
  },
);
