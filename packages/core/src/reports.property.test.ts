import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgentDefinition } from './agent-definition.ts';
import { decide } from './decide.ts';
import { defineFlow, toolsRan } from './flow.ts';
import type { Report } from './intent.ts';
import { findEventProblem } from './parse-event.ts';
import { fold } from './reduce.ts';
import type { State } from './state.ts';
import { anything, testDesk } from './test-support/test-desk.ts';
import { testThread, THREAD } from './test-support/test-thread.ts';
import type { HumanTool } from './tool.ts';

/** What code of others returns and throws: everything there is. */
const odd = fc.anything({ withNullPrototype: true, withDate: true, withBigInt: true, withMap: true, maxDepth: 3 });
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: usual }, { weight: 1, arbitrary: odd });
const part = fc.record(
  {
    type: mostly(fc.constantFrom('text', 'reasoning', 'call')),
    text: mostly(fc.string()),
    callId: mostly(fc.constantFrom('1.0', '1.1')),
    providerCallId: mostly(fc.string()),
    tool: mostly(fc.constantFrom('look', 'pay', 'ask', '')),
    input: mostly(fc.constant({ amount: 1 })),
    inputText: mostly(fc.constant('{')),
    providerMetadata: mostly(fc.constant({ a: { b: 1 } })),
  },
  { requiredKeys: ['type'] },
);
const parts = [
  { type: 'text', text: 'ok' },
  { type: 'call', callId: '1.0', providerCallId: 'p', tool: 'look', input: {} },
  { type: 'call', callId: '1.0', providerCallId: 'p', tool: 'ask', input: {} },
];
const usages = fc.oneof(fc.constant({ inputTokens: 1, outputTokens: 1 }), fc.record({ inputTokens: odd }), odd);
const finishReasons = mostly(fc.constantFrom('stop', 'calls'));
const contents = mostly(fc.array(fc.oneof(fc.constantFrom(...parts), part), { maxLength: 3 }));
const replies = fc.record({ content: contents, finishReason: finishReasons, usage: usages, costUsd: odd });
const questions = mostly(
  fc.record({
    question: mostly(fc.constant('Sure?')),
    format: mostly(fc.constantFrom({ kind: 'text' }, { kind: 'choice', options: ['a', 'b'] })),
    urgency: mostly(fc.constant('low')),
    type: odd,
  }),
);

/** The types of what an accepted report became, all of which can be read back. */
function becomes(definition: AgentDefinition, state: State, report: unknown): readonly string[] {
  const decision = decide(definition, state, report as Report, { threadId: THREAD, nowMs: state.atMs });
  if (!decision.ok) throw new Error(decision.rejection.message);
  const read = JSON.parse(JSON.stringify(decision.events)) as unknown[];
  expect(read.map(findEventProblem)).toEqual(read.map(() => undefined));
  expect(fold(read as typeof decision.events, state)).toEqual(fold(decision.events, state));
  return decision.events.map(({ type }) => type);
}

test('[R2] [R59] whatever a model makes of a reply, and a tool of its question, every event can be read back', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(replies, questions, (reply, question) => {
      const ask: HumanTool = {
        kind: 'human',
        description: 'Asks.',
        input: anything,
        inputJsonSchema: {},
        ask: (() => question) as never,
      };
      const definition = testDesk({ tools: { ask } });
      const thread = testThread(definition);
      thread.send('Hi');
      thread.request();
      const report = { type: 'model.reply', step: 1, attempt: 1, ...reply };
      for (const type of becomes(definition, thread.state(), report)) seen.add(type);
    }),
    { numRuns: 3_000 },
  );
  const wanted = ['model.replied', 'model.failed', 'human.asked', 'call.rejected', 'call.admitted'];
  expect(wanted.filter((type) => !seen.has(type))).toEqual([]);
});

test('[R2] [R59] whatever tools, models and custom states return or throw, every event can be read back', () => {
  const flow = defineFlow({
    states: { check: { run: () => ({ then: 'continue' }) } },
    route: [{ when: toolsRan, to: 'check' }],
  });
  const definition = testDesk({ flow });
  const asked = testThread(definition);
  asked.send('Hi');
  asked.request();
  const running = testThread(definition);
  running.send('Hi');
  running.reply({ calls: [{ tool: 'look', input: {} }] });
  running.facts({ type: 'call.claim', callId: '1.0', runner: 'r1' });
  const visiting = testThread(definition, running.log());
  visiting.facts({ type: 'call.succeed', callId: '1.0', attempt: 1, output: 1 });
  const result = { callId: '1.0', attempt: 1 };
  fc.assert(
    fc.property(odd, (value) => {
      const reports = [
        [running, { type: 'call.succeed', ...result, output: value }],
        [running, { type: 'call.fail', ...result, thrown: value }],
        [asked, { type: 'model.fail', step: 1, attempt: 1, thrown: value }],
        [visiting, { type: 'flow.visit', state: 'check', step: 1, verdict: value }],
      ] as const;
      for (const [thread, report] of reports) expect(becomes(definition, thread.state(), report)).not.toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
