import { toXmlMessages } from '@twelvefold/core/xml';
import { judgeValue } from '../judge.ts';
import { requestsOf, stabilityOf } from '../prefix-stability.ts';
import { OURS } from '../ratios.ts';
import type { Row } from '../row.ts';
import type { Scenario } from '../scenario.ts';
import { twelvefoldVersion } from '../version-of.ts';

const STEPS = 50;
/** How every request in the XML form ends, as it stands in JSON text. */
export const XML_CLOSING = "what's the next step?";

export const prefixStability: Scenario = {
  name: 'prefix-stability',
  title: 'How much of what was sent to the model is, byte for byte, how the next request begins?',
  notes: [
    'A run of 50 steps with a call in each; the least stable pair of requests counts. A request is its system prompt, its tools and its messages as JSON, up to the closing brackets. The XML form ends every request with the same question, which moves behind what is new: without it, the whole request is a prefix of the next.',
  ],
  judge: (rows) =>
    ['provider messages', 'XML, before its closing question'].map((metric) =>
      judgeValue(rows, metric, { target: `${metric}: 100 % of a request is a prefix of the next`, atLeast: 100 }),
    ),
  run: async () => {
    const messages = stabilityOf(await requestsOf(STEPS));
    const xml = stabilityOf(await requestsOf(STEPS, toXmlMessages()), XML_CLOSING);
    const row = {
      scenario: 'prefix-stability',
      system: OURS,
      version: twelvefoldVersion,
      unit: '%',
      better: 'more',
      note: `${messages.requests} requests`,
    } as const;
    return [
      { ...row, metric: 'provider messages', value: messages.worst * 100 },
      { ...row, metric: 'XML, before its closing question', value: xml.worstBeforeClosing * 100 },
      { ...row, metric: 'XML, all of it', value: xml.worst * 100 },
    ] satisfies readonly Row[];
  },
};
