import type { LimitName } from './event.ts';
import type { Flow } from './flow.ts';
import type { ModelMessage } from './ports.ts';
import type { State } from './state.ts';
import type { Tools } from './tool.ts';
import { redactSecrets } from './redact.ts';
import { toMessages } from './context-messages.ts';
import { TwelvefoldError } from './twelvefold-error.ts';

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
  /** Default: provider messages (factor 3). */
  readonly context?: ContextFormat;
  /** Default `{ steps: 20 }`. Reaching one waits for a person. */
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
}

/** An agent: data and pure functions. Nothing runs until `createAgent` or `useAgent` gives it a model and a thread. */
export interface AgentDefinition<TTools extends Tools = Tools> extends Required<
  Omit<AgentOptions<TTools>, 'instructions' | 'promptVersion' | 'flow'>
> {
  readonly instructions: (state: State) => string;
  readonly promptVersion?: string;
  readonly flow: Flow;
}

/**
 * Defines an agent.
 *
 * @throws TwelvefoldError `invalid_definition` for an empty name, a tool name that providers refuse, a limit below 1.
 * @example
 * const desk = defineAgent({ name: 'desk', instructions: 'You keep the invoices.', tools: { refund } });
 */
export function defineAgent<const TTools extends Tools = Record<never, never>>(
  options: AgentOptions<TTools>,
): AgentDefinition<TTools> {
  const { name, instructions } = options;
  if (name === '') throw new TwelvefoldError('invalid_definition', 'An agent needs a name: defineAgent({ name }).');
  for (const tool of Object.keys(options.tools ?? {})) {
    if (!/^[a-zA-Z_][\w-]{0,63}$/.test(tool)) {
      throw new TwelvefoldError(
        'invalid_definition',
        `Tool name "${tool}" must be 1 to 64 letters, digits, "_" or "-", and start with a letter.`,
      );
    }
  }
  for (const [limit, max] of Object.entries(options.limits ?? {})) {
    if (!(max > 0)) throw new TwelvefoldError('invalid_definition', `Limit "${limit}" must be above 0, not ${max}.`);
  }
  return {
    version: '1',
    tools: {} as TTools,
    context: toMessages,
    escalateAfterErrors: 3,
    modelAttempts: 3,
    whileThinking: 'queue',
    redact: redactSecrets,
    flow: { states: {}, route: [] },
    ...options,
    limits: { steps: 20, ...options.limits },
    instructions: typeof instructions === 'function' ? instructions : () => instructions,
  };
}
