/** What went wrong, for code; the message says what to do about it. */
export type DeskErrorCode =
  | 'invalid_input'
  | 'customer_not_found'
  | 'invoice_not_found'
  | 'payment_link_not_found'
  | 'email_taken'
  | 'invoice_is_draft'
  | 'invoice_not_draft'
  | 'payment_link_not_active'
  | 'payment_exceeds_due'
  | 'refund_exceeds_paid'
  | 'idempotency_conflict'
  | 'database_unavailable'
  | 'not_saved';

/** The one error class of the desk. Its sentence is written for people and for models alike. */
export class DeskError extends Error {
  override readonly name = 'DeskError';
  readonly code: DeskErrorCode;
  /** The input at fault, by its name in the function's argument: lets a form put the sentence where it belongs. */
  readonly field?: string;

  constructor(code: DeskErrorCode, message: string, more: { readonly field?: string; readonly cause?: unknown } = {}) {
    super(message, 'cause' in more ? { cause: more.cause } : undefined);
    this.code = code;
    if (more.field !== undefined) this.field = more.field;
  }
}
