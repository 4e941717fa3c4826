import type { ReactNode } from 'react';
import { createPaymentLink, type NewPaymentLink } from '../db/payment-links.ts';
import { labels } from '../labels.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { CustomerSelect } from './customer-select.tsx';
import { useDatabase } from './database-context.ts';

type Input = Omit<NewPaymentLink, 'idempotencyKey'>;

/** What a `NewPaymentLinkForm` shows. */
export interface NewPaymentLinkFormProps {
  /** Chosen from the start. */
  readonly customerId?: number;
  readonly onClose: () => void;
}

const text = labels.paymentLinks;

/** Asks for a new payment link. */
export function NewPaymentLinkForm({ customerId, onClose }: NewPaymentLinkFormProps): ReactNode {
  const database = useDatabase();
  const notify = useNotify();
  const save = async (input: Input, idempotencyKey: string) => {
    const { customerName } = await createPaymentLink(database, { ...input, idempotencyKey });
    notify(text.saved(customerName));
  };
  return (
    <FormDialog title={text.add} submit={text.save} read={read} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <CustomerSelect errors={errors} customerId={customerId} />
          <Field label={text.amountInput} name="amountCents" errors={errors}>
            {(control) => <input {...control} inputMode="decimal" autoComplete="off" />}
          </Field>
          <Field label={text.memoInput} name="memo" errors={errors}>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function read(form: FormReader): Input {
  return {
    customerId: form.count('customerId', labels.newInvoice.missingCustomer),
    amountCents: form.cents('amountCents', labels.form.wrongAmount),
    memo: form.text('memo', text.missingMemo),
  };
}
