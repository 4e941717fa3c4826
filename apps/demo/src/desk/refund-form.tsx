import type { ReactNode } from 'react';
import type { Invoice } from '../db/invoice.ts';
import { refundInvoice, type NewRefund } from '../db/refunds.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { useDatabase } from './database-context.ts';

type Input = Omit<NewRefund, 'idempotencyKey'>;

const text = labels.refundForm;

/** Asks how much to pay back, and why. */
export function RefundForm(props: { readonly invoice: Invoice; readonly onClose: () => void }): ReactNode {
  const { number, paidCents, refundedCents } = props.invoice;
  const database = useDatabase();
  const notify = useNotify();
  const read = (form: FormReader): Input => ({
    invoiceNumber: number,
    amountCents: form.cents('amountCents', labels.form.wrongAmount),
    reason: form.text('reason', text.missingReason),
  });
  const save = async (input: Input, idempotencyKey: string) => {
    await refundInvoice(database, { ...input, idempotencyKey });
    notify(text.saved(formatCents(input.amountCents), number));
  };
  return (
    <FormDialog title={text.title(number)} submit={text.save} read={read} save={save} onClose={props.onClose}>
      {(errors) => (
        <>
          <Field
            label={text.amount}
            name="amountCents"
            errors={errors}
            hint={text.left(formatCents(paidCents - refundedCents))}
          >
            {(control) => <input {...control} inputMode="decimal" autoComplete="off" />}
          </Field>
          <Field label={text.reason} name="reason" errors={errors}>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
