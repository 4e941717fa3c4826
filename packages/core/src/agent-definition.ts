import type { LimitName } from './event.ts';
import type { Flow } from './flow.ts';
import type { ModelMessage } from './ports.ts';
import type { State } from './state.ts';
import { timeoutMsOf, type FunctionTool, type Tool, type Tools } from './tool.ts';
import { redactSecrets } from './redact.ts';
import { toMessages } from './context-messages.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

/** What every provider accepts. */
const TOOL_NAME = /^[a-zA-Z_][\w-]{0,63}$/;

/** How the state is shown to a model. Pure: the same state gives the same messages. */
export type ContextFormat = (state: State) => readonly ModelMessage[];

/** What `defineAgent` takes. */
export interface AgentOptions<TTools extends Tools> {
  readonly name: string;
  /** Logged in `thread.started`. Default `1`. */
  readonly version?: string;
  /** The system prompt, yours to own (factor 2). Pure. */
  readonly instructions: string | ((state: State) => string);
  /** Logged with every request. Default: a hash of the instructions. */
  readonly promptVersion?: string;
  readonly tools?: TTools;
  /** Who decides on calls of the tools that do not say so themselves. Default `never`: they just run. */
  readonly approval?: FunctionTool<unknown, unknown, unknown>['approval'];
  /** Default: provider messages (factor 3). */
  readonly context?: ContextFormat;
  /** Default `{ steps: 20 }`. Reaching one waits for a person. `costUsd` needs a model that says what a reply cost. */
  readonly limits?: Readonly<Partial<Record<LimitName, number>>>;
  /** Tool errors in a row after which a person is asked; 0 never asks. Default 3. */
  readonly escalateAfterErrors?: number;
  /** Model requests are tried this often before the run fails. Default 3. */
  readonly modelAttempts?: number;
  /** A message that arrives while the model writes waits (`queue`, the default) or makes it start over (`steer`). */
  readonly whileThinking?: 'queue' | 'steer';
  /** Applied to tool outputs and error texts before they are logged. Default: common key and token shapes. */
  readonly redact?: (text: string) => string;
  /** Extra states of the control flow (factor 8). */
  readonly flow?: Flow;
  /** Each event carries a hash over itself and the hash before it: see `verify` in `@twelvefold/core/audit`. Default false. */
  readonly hashChain?: boolean;
}

/** An agent: data and pure functions. Nothing runs until `createAgent` or `useAgent` gives it a model and a thread. */
export interface AgentDefinition<TTools extends Tools = Tools> extends Required<
  Omit<AgentOptions<TTools>, 'instructions' | 'promptVersion' | 'approval' | 'flow'>
> {
  readonly instructions: (state: State) => string;
  readonly promptVersion?: string;
  readonly flow: Flow;
}

/**
 * Defines an agent.
 *
 * @throws TwelvefoldError `invalid_definition` for an empty name, a tool name that providers refuse, a tool that says
 * nowhere what it is for, a number that is out of range, a route to a state that the flow does not have.
 * @example
 * const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { refund } });
 */
export function defineAgent<const TTools extends Tools = Record<never, never>>(
  options: AgentOptions<TTools>,
): AgentDefinition<TTools> {
  const { name, version, instructions, promptVersion, limits, tools = {} as TTools } = options;
  const definition: AgentDefinition<TTools> = {
    name,
    version: version ?? '1',
    instructions: typeof instructions === 'function' ? instructions : () => instructions,
    ...(promptVersion !== undefined && { promptVersion }),
    tools: options.approval === undefined ? tools : (withApproval(tools, options.approval) as TTools),
    context: options.context ?? toMessages,
    limits: { steps: 20, ...given(limits) },
    escalateAfterErrors: options.escalateAfterErrors ?? 3,
    modelAttempts: options.modelAttempts ?? 3,
    whileThinking: options.whileThinking ?? 'queue',
    redact: options.redact ?? redactSecrets,
    flow: options.flow ?? { states: {}, route: [] },
    hashChain: options.hashChain ?? false,
  };
  const problem = problemOf(definition as unknown as AgentDefinition);
  if (problem !== undefined) throw new TwelvefoldError('invalid_definition', problem);
  return definition;
}

/** Gives a policy to the tools that have none. */
function withApproval(tools: Tools, approval: NonNullable<AgentOptions<Tools>['approval']>): Tools {
  const decided = Object.entries(tools).map(([name, tool]): [string, Tool] => [
    name,
    tool.kind === 'function' && tool.approval === undefined ? { ...tool, approval } : tool,
  ]);
  return Object.fromEntries(decided);
}

/** Without the limits that are there and undefined: their defaults count. */
function given(limits: AgentOptions<Tools>['limits'] = {}): Partial<Record<LimitName, number>> {
  return Object.fromEntries(Object.entries(limits).filter(([, max]) => max !== undefined));
}

function problemOf(definition: AgentDefinition): string | undefined {
  const { name, tools, limits, escalateAfterErrors, modelAttempts, flow } = definition;
  if (name === '') return 'An agent needs a name: defineAgent({ name }).';
  for (const [toolName, tool] of Object.entries(tools)) {
    if (!TOOL_NAME.test(toolName))
      return `Tool name "${toolName}" must be 1 to 64 letters, digits, "_" or "-", and not start with a digit or "-".`;
    if (!tool.description)
      return `Tool "${toolName}" needs a description that tells the model what it is for: its own, or its input schema's.`;
    const problem = timeoutProblem(`tool "${toolName}"`, timeoutMsOf(tool)) ?? undoTimeoutProblem(toolName, tool);
    if (problem !== undefined) return problem;
  }
  for (const [limit, max] of Object.entries(limits)) {
    if (!(max > 0)) return `Limit "${limit}" must be above 0, not ${max}.`;
  }
  if (!(Number.isInteger(modelAttempts) && modelAttempts > 0))
    return `modelAttempts must be a whole number above 0, not ${modelAttempts}.`;
  if (!(Number.isInteger(escalateAfterErrors) && escalateAfterErrors >= 0))
    return `escalateAfterErrors must be a whole number, and 0 for never, not ${escalateAfterErrors}.`;
  const lost = flow.route.find(({ to }) => !Object.hasOwn(flow.states, to));
  return lost && `The flow has a route to "${lost.to}", but no state of that name.`;
}

function undoTimeoutProblem(toolName: string, tool: Tool): string | undefined {
  const timeoutMs = tool.kind === 'function' ? tool.undo?.timeoutMs : undefined;
  return timeoutMs === undefined ? undefined : timeoutProblem(`the undo of tool "${toolName}"`, timeoutMs);
}

function timeoutProblem(whose: string, timeoutMs: number): string | undefined {
  return timeoutMs > 0 && timeoutMs < Infinity
    ? undefined
    : `timeoutMs of ${whose} must be a number of milliseconds above 0, not ${timeoutMs}.`;
}
