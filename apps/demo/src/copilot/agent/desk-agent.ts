import { askHuman, defineAgent, type AgentDefinition, type HumanTool, type AskHumanInput } from '@twelvefold/core';
import type { Database } from '../../db/database.ts';
import { deskToday } from '../../db/desk-today.ts';
import { readTools, type ReadTools } from './read-tools.ts';
import { FREE_REFUND, writeTools, type WriteTools } from './write-tools.ts';

/** What the copilot can do. */
export type DeskTools = {
  readonly [Name in keyof ReadTools]: ReadTools[Name];
} & {
  readonly [Name in keyof WriteTools]: WriteTools[Name];
} & { readonly ask_human: HumanTool<AskHumanInput, AskHumanInput> };

export type ToolName = keyof DeskTools;

/** Stands in the log of each of its threads. */
export const AGENT_NAME = 'invoicing-desk';

/** The invoicing desk's agent, over the desk's own database. */
export function createDeskAgent(database: Database): AgentDefinition<DeskTools> {
  const tools: DeskTools = { ...readTools(database), ...writeTools(database), ask_human: askHuman() };
  return defineAgent({
    name: AGENT_NAME,
    version: '1',
    instructions: instructions(deskToday(database)),
    tools,
    hashChain: true,
  });
}

function instructions(today: string): string {
  return `You are the copilot of an invoicing desk, the desk of the design studio Tallow & Reed. Today is ${today}.

- Look things up instead of guessing: customers with find_customer, invoices with list_invoices and get_invoice.
- When several customers or invoices match, or an amount is missing, ask with ask_human before you act.
- A person sees and may edit or deny every payment link, e-mail and invoice, and every refund above $${FREE_REFUND}, before it happens. Call the tool right away instead of asking for permission in text.
- When a call is denied, do not make it again unless the person asks for it. Take what they say into account.
- Make all independent calls of one request in one reply.
- Amounts are US dollars. Answer in a few plain sentences.`;
}
