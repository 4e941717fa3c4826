import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import { TwelvefoldError } from './twelvefold-error.ts';
import type { AnswerFormat, Urgency } from './event.ts';
import type { Json, JsonObject } from './json.ts';
import type { Signal } from './ports.ts';
import type { State } from './state.ts';

/** Any Standard Schema; Zod 4 is the usual one. It must validate synchronously: validation is part of `decide`. */
export type Schema<Output = unknown> = StandardSchemaV1<unknown, Output>;

/** What a policy says about one call. Anything it throws, and anything else, counts as `ask`. */
export type PolicyAnswer =
  | 'run'
  | 'ask'
  | {
      readonly ask: {
        readonly reason?: string;
        /** Ids of the people who may decide; an empty list denies. */
        readonly approvers?: readonly string[];
        /** How many of them must approve, and never more than there are; 1 when absent. */
        readonly quorum?: number;
        readonly expiresInMs?: number;
      };
    }
  | { readonly deny: string };

/** A call as a policy sees it: with validated input, before anything ran. */
export interface PolicyCall<Input = unknown> {
  readonly id: string;
  readonly tool: string;
  readonly step: number;
  readonly input: Input;
}

/** What a tool gets besides its input. */
export interface ToolContext {
  readonly threadId: string;
  readonly callId: string;
  /** 1 for the first claim of this call. */
  readonly attempt: number;
  /** The same for every attempt of this call: hand it to APIs that deduplicate. */
  readonly idempotencyKey: string;
  readonly signal: Signal;
  /** From `createAgent(…, { secrets })`. Redacted from what the tool returns and throws. */
  readonly secrets: Readonly<Record<string, string>>;
}

interface ToolBase<Input> {
  /** Tells the model what it is for. `defineTool` takes the input schema's where there is none. */
  readonly description: string;
  readonly input: Schema<Input>;
  /** JSON Schema of the input, for schema libraries without Standard JSON Schema. */
  readonly inputJsonSchema?: JsonObject;
}

/** A tool that runs code. `Taken` and `Made` are what its functions take; a tool whose types are not known can be given nothing. */
export interface FunctionTool<Input = unknown, Output = unknown, Taken = never, Made = never> extends ToolBase<Input> {
  readonly kind: 'function';
  readonly output?: Schema<Output>;
  /** Who decides whether a call runs: `never` asks nobody (the default), `always` a person, a function the case. */
  readonly approval?: 'never' | 'always' | ((call: PolicyCall<Taken>, state: State) => PolicyAnswer);
  /** Running it again with the same key does no harm, so a lost claim is claimed again instead of doubted. */
  readonly idempotent?: boolean;
  /** A run is aborted after this long, and its claim counts as lost. Default 60,000. */
  readonly timeoutMs?: number;
  readonly execute: (input: Taken, context: ToolContext) => Output | Promise<Output>;
  /** Takes back what a call did, when a person asks for it: a call of its own, with its own policy, claim and key. */
  readonly undo?: Undo<Taken, Made>;
}

/** How a tool's work is taken back. */
export interface Undo<Taken = never, Made = never> {
  /** Default `never`: the person who asks for it has decided. The input is that of the call to undo. */
  readonly approval?: 'never' | 'always' | ((call: PolicyCall<Taken>, state: State) => PolicyAnswer);
  readonly idempotent?: boolean;
  /** Default 60,000. */
  readonly timeoutMs?: number;
  /** Gets the input and the logged output of the call. What it returns is logged. */
  readonly execute: (input: Taken, output: Made, context: ToolContext) => unknown;
}

/** A tool that asks a person (factor 7): nothing runs, the answer is its output. */
export interface HumanTool<Input = unknown, Taken = never> extends ToolBase<Input> {
  readonly kind: 'human';
  readonly ask: (input: Taken) => Question;
}

export interface Question {
  readonly question: string;
  readonly format: AnswerFormat;
  readonly urgency: Urgency;
}

/** Any tool. */
export type Tool = FunctionTool | HumanTool;

/** Tools by name. */
export type Tools = Readonly<Record<string, Tool>>;

/** What a tool's `execute` receives. */
export type InputOf<T> = T extends { readonly input: StandardSchemaV1<infer _In, infer Output> } ? Output : never;

/** What a tool resolves to. */
export type OutputOf<T> = T extends { readonly execute: (...args: never) => infer Output } ? Awaited<Output> : Json;

const DEFAULT_TIMEOUT_MS = 60_000;

/**
 * A tool for an agent.
 *
 * @example
 * const refund = defineTool({
 *   description: 'Refund an invoice.',
 *   input: z.object({ invoice: z.string(), amount: z.number().positive() }),
 *   approval: ({ input }) => (input.amount <= 50 ? 'run' : 'ask'),
 *   execute: ({ invoice, amount }, { idempotencyKey }) => bank.refund(invoice, amount, idempotencyKey),
 * });
 */
export function defineTool<Input, Output>(
  tool: Omit<FunctionTool<Input, Output, Input, Output>, 'kind' | 'description'> & { readonly description?: string },
): FunctionTool<Input, Output, Input> {
  return { ...tool, description: tool.description ?? descriptionOf(tool), kind: 'function' };
}

/** How long a claim of this tool holds, in milliseconds. */
export function timeoutMsOf(tool: Tool): number {
  return tool.kind === 'function' ? (tool.timeoutMs ?? DEFAULT_TIMEOUT_MS) : DEFAULT_TIMEOUT_MS;
}

/** Whether running the tool again with the same key does no harm, so that a lost claim of it is claimed again. */
export function isIdempotent(tool: Tool | undefined): boolean {
  return tool?.kind === 'function' && tool.idempotent === true;
}

/** The tool of that own name; names on the prototype (`constructor`) are no tools. */
export function toolNamed(tools: Tools, name: string): Tool | undefined {
  return Object.hasOwn(tools, name) ? tools[name] : undefined;
}

/**
 * The JSON Schema of a tool's input.
 *
 * @throws TwelvefoldError `schema_not_json` when the schema library cannot say and `inputJsonSchema` is absent.
 */
export function inputJsonSchemaOf(name: string, tool: Pick<Tool, 'input' | 'inputJsonSchema'>): JsonObject {
  if (tool.inputJsonSchema) return tool.inputJsonSchema;
  const standard: Partial<StandardJSONSchemaV1.Props> = tool.input['~standard'];
  try {
    const schema = standard.jsonSchema?.input({ target: 'draft-07' });
    if (schema) return schema as JsonObject;
  } catch (cause) {
    throw new TwelvefoldError(
      'schema_not_json',
      `The input schema of tool "${name}" has no JSON Schema: set inputJsonSchema.`,
      { cause },
    );
  }
  throw new TwelvefoldError(
    'schema_not_json',
    `The schema library of tool "${name}" lacks Standard JSON Schema: set inputJsonSchema.`,
  );
}

/** What the input schema says of itself, `z.object({ … }).describe('…')` for example; nothing where it cannot say. */
function descriptionOf(tool: Pick<Tool, 'input' | 'inputJsonSchema'>): string {
  try {
    const { description } = inputJsonSchemaOf('', tool);
    return typeof description === 'string' ? description : '';
  } catch {
    return '';
  }
}
