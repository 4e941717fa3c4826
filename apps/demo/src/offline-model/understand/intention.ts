import type { Day } from './calendar.ts';
import type { Period } from './period.ts';

/** A customer as a person speaks of one. */
export type CustomerRef =
  | {
      readonly by: 'name';
      readonly name: string;
      /** From `Jeff at Acme`: tells two Jeffs apart. */
      readonly company?: string;
      /** The word may be no name at all: `a link for lunch`. */
      readonly isGuess?: true;
    }
  /** `him`, `her`, `the same customer`: someone the conversation was about. */
  | { readonly by: 'mention' };

/** An invoice by its number, or `it`: one the conversation was about. */
export type InvoiceRef = { readonly by: 'number'; readonly number: string } | { readonly by: 'mention' };

/** How much to refund. */
export type Share =
  | { readonly of: 'amount'; readonly amount: number }
  /** 1 is all of it. */
  | { readonly of: 'fraction'; readonly fraction: number };

export type Status = 'draft' | 'open' | 'paid' | 'overdue';

export interface Line {
  readonly description: string;
  readonly amount: number;
}

export interface PaymentLinkIntention {
  readonly kind: 'payment_link';
  readonly customers: readonly CustomerRef[];
  readonly amount?: number;
  readonly memo?: string;
}

export interface RefundIntention {
  readonly kind: 'refund';
  readonly invoices: readonly InvoiceRef[];
  /** Whose invoice, where none is named; `pick` says which of theirs. */
  readonly customer?: CustomerRef;
  readonly pick?: 'newest' | 'oldest';
  readonly share?: Share;
  readonly reason?: string;
}

export interface NewInvoiceIntention {
  readonly kind: 'new_invoice';
  readonly customers: readonly CustomerRef[];
  readonly lines: readonly Line[];
  /** What it is for, while no amount is known. */
  readonly description?: string;
  /** The amount, while it is not known what it is for. */
  readonly amount?: number;
  readonly due?: Day;
}

export interface EmailIntention {
  readonly kind: 'email';
  readonly customers: readonly CustomerRef[];
  readonly subject?: string;
  readonly body?: string;
  /** `email him about it`: about what was done last. */
  readonly isAboutLast?: true;
}

export interface ReminderIntention {
  readonly kind: 'reminder';
  readonly who:
    | { readonly of: 'everyone'; readonly except: readonly CustomerRef[]; readonly filter: InvoiceFilter }
    | { readonly of: 'customers'; readonly customers: readonly CustomerRef[] }
    | { readonly of: 'invoices'; readonly invoices: readonly InvoiceRef[] };
}

/** Bounds of a list of invoices. */
export interface InvoiceFilter {
  readonly dueFrom?: Day;
  /** The day itself excluded. */
  readonly dueBefore?: Day;
  readonly minAmount?: number;
  readonly maxAmount?: number;
}

export interface ListIntention {
  readonly kind: 'list';
  /** All statuses when empty. */
  readonly statuses: readonly Status[];
  /** Of everyone when empty. */
  readonly customers: readonly CustomerRef[];
  readonly filter: InvoiceFilter;
  /** Only the first by this order. */
  readonly pick?: 'largest' | 'smallest' | 'oldest' | 'newest';
}

/** One thing that a person wants. */
export interface Wish {
  readonly intention: Intention;
  /** Changes the wish before it instead of adding one: `make it $500`. */
  readonly corrects?: true;
}

export type Intention =
  | PaymentLinkIntention
  | RefundIntention
  | NewInvoiceIntention
  | EmailIntention
  | ReminderIntention
  | ListIntention
  | { readonly kind: 'show_invoice'; readonly invoices: readonly InvoiceRef[] }
  | { readonly kind: 'revenue'; readonly period: Period }
  | { readonly kind: 'find_customer'; readonly customers: readonly CustomerRef[] }
  | { readonly kind: 'small_talk'; readonly topic: 'greeting' | 'thanks' | 'help' | 'identity' | 'never_mind' }
  | NotUnderstood;

/** A piece of a request that no rule may act on, and why. */
export interface NotUnderstood {
  readonly kind: 'not_understood';
  readonly said: string;
  readonly why:
    | 'unknown'
    /** Asks about something that changes data instead of asking for it. */
    | 'question'
    /** Tells instead of asking. */
    | 'statement'
    | 'negated'
    /** Ties an act to a condition or a time. */
    | 'condition'
    | 'currency'
    /** Would touch everyone's money at once. */
    | 'everyone'
    | 'too_long';
  /** The words that stopped the rules. */
  readonly because?: string;
  /** A sentence that would work. */
  readonly instead?: string;
}
