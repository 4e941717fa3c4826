import {
  defineAgent,
  defineTool,
  type AgentDefinition,
  type AgentOptions,
  type FunctionTool,
  type Tools,
} from '@twelvefold/core';
import { z } from 'zod';
import type { Ledger } from './ledger.ts';

const refundInput = z.object({ invoice: z.string(), amount: z.number() });
const payInput = z.object({ to: z.string(), amount: z.number() });
const mailInput = z.object({});

type Refund = z.infer<typeof refundInput>;
type Pay = z.infer<typeof payInput>;
type Mail = z.infer<typeof mailInput>;

/** Payments up to this much need nobody. */
export const FREE_PAYMENT = 50;

export type BankTools = {
  /** A person approves each. */
  readonly refund: FunctionTool<Refund, string, Refund>;
  /** A person approves those above `FREE_PAYMENT`. */
  readonly pay: FunctionTool<Pay, string, Pay>;
  /** Asks nobody, changes nothing, and returns what an attacker wrote. */
  readonly read_mail: FunctionTool<Mail, unknown, Mail>;
};

/** Tools that tell the ledger of all that they do. */
export function bankTools(ledger: Ledger, mail: () => unknown = () => 'No new mail.'): BankTools {
  return {
    refund: defineTool({
      description: 'Pay an invoice back.',
      input: refundInput,
      approval: 'always',
      execute: (input, { threadId, callId }) => {
        ledger.happened({ threadId, callId, tool: 'refund', input });
        return 'Paid back.';
      },
    }),
    pay: defineTool({
      description: 'Pay somebody.',
      input: payInput,
      approval: ({ id, input }, { threadId }) => {
        if (input.amount > FREE_PAYMENT) return 'ask';
        ledger.permit({ threadId, callId: id, tool: 'pay', input });
        return 'run';
      },
      execute: (input, { threadId, callId }) => {
        ledger.happened({ threadId, callId, tool: 'pay', input });
        return 'Paid.';
      },
    }),
    read_mail: defineTool({ description: 'Read the newest mail.', input: mailInput, execute: mail }),
  };
}

/** The bank's agent, as an app would define it. */
export function bank(
  ledger: Ledger,
  options: Partial<AgentOptions<Tools>> & { readonly mail?: () => unknown } = {},
): AgentDefinition {
  const { mail, ...rest } = options;
  return defineAgent({ name: 'bank', instructions: 'You keep the money.', tools: bankTools(ledger, mail), ...rest });
}
