import type { Json } from './json.ts';

/** One line of an audit: what was called, what was decided, what ran. Its columns never change their meaning. [R134] */
export interface AuditRow {
  readonly threadId: string;
  /** The event that the row is about: for a call, the reply or request that made it. */
  readonly seq: number;
  /** When that was, as ISO 8601. */
  readonly at: string;
  /** A `call` as it stands at the end of the log, a `decision` about one, or an `attempt` to run it. */
  readonly row: 'call' | 'decision' | 'attempt';
  readonly callId: string | null;
  readonly tool: string | null;
  /**
   * For a call its status. For a decision `admitted` (nobody had to be asked), `admitted_by_rule`, `gated`, `approved`,
   * `edited` (and approved), `denied`, `expired`, `rejected`, `cancelled`, `answered`, `happened`, `retry`, `give_up`,
   * `undo_requested`, `rule_added`, `rule_revoked`. For an attempt how it ended: `succeeded`, `failed`, `doubted` (and then
   * what a person said: `happened`, `retry`, `give_up`), `lost` (another one followed), `running`.
   */
  readonly what: string;
  /** The id of the person who decided; of the one who made the rule, where a rule did. */
  readonly by: string | null;
  readonly byName: string | null;
  readonly byKind: 'person' | 'system' | 'agent' | null;
  /** For a decision the input as it was shown, for a call and an attempt the input that ran. */
  readonly input: Json;
  /** SHA-256 over the canonical JSON of `input`. */
  readonly inputHash: string | null;
  /** What the person made of the input: this is what ran from then on. */
  readonly editedInput: Json;
  readonly editedInputHash: string | null;
  /** What the model wrote, where a person changed it. */
  readonly modelInput: Json;
  /** Why: of a person, of the policy that asks, of a rejection. */
  readonly reason: string | null;
  /** What the person would have instead. */
  readonly suggestion: string | null;
  readonly ruleId: string | null;
  /** Who may decide; `null` for anyone. */
  readonly approvers: readonly string[] | null;
  readonly quorum: number | null;
  readonly expiresAt: string | null;
  readonly attempt: number | null;
  /** The process or tab that ran it. */
  readonly runner: string | null;
  readonly idempotencyKey: string | null;
  /** What came back; what a person said came back, where `what` is `happened` or `answered`. */
  readonly output: Json;
  readonly error: string | null;
  readonly settledAt: string | null;
  /** The call that this one takes back. */
  readonly undoes: string | null;
  /** The call that took this one back. */
  readonly undoneBy: string | null;
  /** The thread in which it happened, where this one is a fork of that and began later. */
  readonly inheritedFrom: string | null;
  /** The hash of the event, in a log with a hash chain. */
  readonly hash: string | null;
}

const NOTHING: Omit<AuditRow, 'threadId' | 'seq' | 'at' | 'row' | 'what'> = {
  callId: null,
  tool: null,
  by: null,
  byName: null,
  byKind: null,
  input: null,
  inputHash: null,
  editedInput: null,
  editedInputHash: null,
  modelInput: null,
  reason: null,
  suggestion: null,
  ruleId: null,
  approvers: null,
  quorum: null,
  expiresAt: null,
  attempt: null,
  runner: null,
  idempotencyKey: null,
  output: null,
  error: null,
  settledAt: null,
  undoes: null,
  undoneBy: null,
  inheritedFrom: null,
  hash: null,
};

/** The columns of an audit, in the order in which they are written. New ones are added at the end. */
export const AUDIT_COLUMNS: readonly (keyof AuditRow)[] = [
  'threadId',
  'seq',
  'at',
  'row',
  'callId',
  'tool',
  'what',
  ...(Object.keys(NOTHING) as (keyof AuditRow)[]).filter((name) => name !== 'callId' && name !== 'tool'),
];

/** A row of these cells; the others are empty, and so is what is undefined. */
export function auditRow(
  cells: Pick<AuditRow, 'threadId' | 'seq' | 'at' | 'row' | 'what'> & {
    readonly [K in keyof AuditRow]?: AuditRow[K] | undefined;
  },
): AuditRow {
  const given = Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== undefined));
  return { ...NOTHING, ...(given as typeof cells) } as AuditRow;
}
