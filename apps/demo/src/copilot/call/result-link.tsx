import type { Json } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { hrefOf } from '../../desk/route.ts';
import { labels } from '../../labels.ts';
import { fieldsOf } from '../words/plain-words.ts';

/** Where the desk shows what a call made. */
export function ResultLink({ tool, output }: { readonly tool: string; readonly output: Json | undefined }): ReactNode {
  const number = fieldsOf(output)['number'];
  switch (tool) {
    case 'create_payment_link':
      return <a href={hrefOf({ page: 'section', section: 'payment-links' })}>{labels.nav.paymentLinks}</a>;
    case 'refund_invoice':
      return <a href={hrefOf({ page: 'section', section: 'refunds' })}>{labels.nav.refunds}</a>;
    case 'send_email':
      return <a href={hrefOf({ page: 'section', section: 'outbox' })}>{labels.nav.outbox}</a>;
    case 'create_invoice':
      return typeof number === 'string' ? <a href={hrefOf({ page: 'invoice', number })}>{number}</a> : null;
    default:
      return null;
  }
}
