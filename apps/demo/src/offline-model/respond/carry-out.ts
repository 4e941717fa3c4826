import type { Intention } from '../understand/intention.ts';
import { email } from './email.ts';
import { notUnderstoodText, smallTalkText } from './explain.ts';
import { list } from './list.ts';
import { findCustomer, revenue, showInvoices } from './lookups.ts';
import { newInvoice } from './new-invoice.ts';
import { paymentLink } from './payment-link.ts';
import type { Known, Plan, ToolName } from './plan.ts';
import { refund } from './refund.ts';
import { reminder } from './reminder.ts';

const ACTS: Readonly<Partial<Record<Intention['kind'], ToolName>>> = {
  payment_link: 'create_payment_link',
  refund: 'refund_invoice',
  new_invoice: 'create_invoice',
  email: 'send_email',
  reminder: 'send_email',
};

/** The tool with which a wish changes data; undefined for one that only reads. */
export function actOf({ kind }: Intention): ToolName | undefined {
  return ACTS[kind];
}

/** The plan for a wish. */
export function carryOut(known: Known, intention: Intention): Plan {
  switch (intention.kind) {
    case 'payment_link':
      return paymentLink(known, intention);
    case 'refund':
      return refund(known, intention);
    case 'new_invoice':
      return newInvoice(known, intention);
    case 'email':
      return email(known, intention);
    case 'reminder':
      return reminder(known, intention);
    case 'list':
      return list(known, intention);
    case 'show_invoice':
      return showInvoices(known, intention.invoices);
    case 'revenue':
      return revenue(intention.period);
    case 'find_customer':
      return findCustomer(known, intention.customers);
    case 'small_talk':
      return say(smallTalkText(intention.topic));
    case 'not_understood':
      return say(notUnderstoodText(intention));
    default:
      return intention satisfies never;
  }
}

// eslint-disable-next-line require-yield -- a plan without calls is a plan too
function* say(text: string): Plan {
  return text;
}
