import type { LanguageModelV4FunctionTool, LanguageModelV4ToolResultOutput } from '@ai-sdk/provider';

/** A desk for tests: what its tools are called, and what they answer. */
export interface TestDesk {
  readonly tools: readonly LanguageModelV4FunctionTool[];
  readonly answer: (tool: string, input: Readonly<Record<string, unknown>>) => LanguageModelV4ToolResultOutput;
}

/** Answers a test gives in place of the desk's, by tool; a list is answered one after the other. */
export type Overrides = Readonly<
  Record<string, LanguageModelV4ToolResultOutput | readonly LanguageModelV4ToolResultOutput[]>
>;

const CUSTOMERS = [
  { id: 1, name: 'Jeff Malone', company: 'Harbor Labs', email: 'jeff@harborlabs.example' },
  { id: 2, name: 'Maria Santos', company: 'Lumen Dental', email: 'maria@lumendental.example' },
  { id: 3, name: 'Maria Kowalski', company: 'Brightside Bakery', email: 'maria@brightside.example' },
  { id: 4, name: 'Priya Raman', company: 'Acme Robotics', email: 'priya@acme.example' },
  { id: 5, name: 'Tom Becker', company: 'Globex', email: 'tom@globex.example' },
  { id: 6, name: "Nora O'Brien", company: 'Blue Bottle Coffee', email: 'nora@bluebottle.example' },
];
const INVOICES = [
  { number: 'INV-1042', customer: 'Jeff Malone', status: 'paid', total: 500, due: '2026-10-01' },
  { number: 'INV-1043', customer: 'Maria Santos', status: 'paid', total: 80, due: '2026-10-05' },
  { number: 'INV-1044', customer: 'Priya Raman', status: 'overdue', total: 1200, due: '2026-10-20' },
  { number: 'INV-1045', customer: 'Tom Becker', status: 'overdue', total: 300, due: '2026-11-01' },
  { number: 'INV-1046', customer: 'Priya Raman', status: 'overdue', total: 50, due: '2026-11-10' },
  { number: 'INV-1047', customer: "Nora O'Brien", status: 'open', total: 640, due: '2026-11-25' },
  { number: 'INV-1048', customer: 'Jeff Malone', status: 'draft', total: 90, due: '2026-12-01' },
];

const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const TOOLS = {
  find_customer: [{ name: text }, ['name']],
  list_invoices: [{ customerId: number, status: text, dueBefore: text, minAmount: number, maxAmount: number }, []],
  get_invoice: [{ number: text }, ['number']],
  revenue_summary: [{ from: text, to: text }, ['from', 'to']],
  create_payment_link: [{ customerId: number, amount: number, memo: text }, ['customerId', 'amount']],
  refund_invoice: [{ number: text, amount: number, reason: text }, ['number', 'amount']],
  send_email: [{ customerId: number, subject: text, body: text }, ['customerId', 'subject', 'body']],
  create_invoice: [{ customerId: number, lines: { type: 'array' }, due: text }, ['customerId', 'lines']],
  ask_human: [{ question: text, format: text, options: { type: 'array' }, urgency: text }, ['question']],
} as const;

/** The desk; `overrides` answer instead of it. */
export function testDesk(overrides: Overrides = {}): TestDesk {
  const used = new Map<string, number>();
  const override = (tool: string) => {
    const answers = [overrides[tool] ?? []].flat() as readonly LanguageModelV4ToolResultOutput[];
    const index = used.get(tool) ?? 0;
    used.set(tool, index + 1);
    return answers[Math.min(index, answers.length - 1)];
  };
  return {
    tools: Object.entries(TOOLS).map(([name, [properties, required]]) => ({
      type: 'function',
      name,
      inputSchema: { type: 'object', properties, required: [...required] },
    })),
    answer: (tool, input) => override(tool) ?? json(answerOf(tool, input)),
  };
}

/** A tool's result as JSON. */
export function json(value: unknown): LanguageModelV4ToolResultOutput {
  return { type: 'json', value: value as never };
}

function answerOf(tool: string, input: Readonly<Record<string, unknown>>): unknown {
  switch (tool) {
    case 'find_customer':
      return { matches: CUSTOMERS.filter((customer) => isNamed(customer, String(input.name))) };
    case 'list_invoices': {
      const owner = CUSTOMERS.find(({ id }) => id === input.customerId)?.name;
      const invoices = INVOICES.filter(
        ({ customer, status }) => customer === (owner ?? customer) && status === (input.status ?? status),
      );
      return { invoices, count: invoices.length, total: invoices.reduce((sum, { total }) => sum + total, 0) };
    }
    case 'get_invoice':
      return { ...INVOICES.find((invoice) => invoice.number === input.number), lines: [] };
    case 'revenue_summary':
      return { paid: 580, open: 640, overdue: 1550, currency: 'USD' };
    case 'create_payment_link':
      return { url: `https://pay.example/${String(input.customerId)}-${String(input.amount)}` };
    case 'refund_invoice':
      return { number: input.number, refunded: input.amount };
    case 'create_invoice':
      return { number: 'INV-1099', status: 'open', ...input };
    default:
      return { ok: true };
  }
}

/** Every word of the name begins a word of the customer's. */
function isNamed(customer: (typeof CUSTOMERS)[number], name: string): boolean {
  const words = `${customer.name} ${customer.company}`.toLowerCase().split(/[\s']+/);
  return name
    .toLowerCase()
    .split(/[\s']+/)
    .every((word) => words.some((own) => own.startsWith(word)));
}
