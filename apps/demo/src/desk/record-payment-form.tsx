import type { ReactNode } from 'react';
import { deskToday } from '../db/desk-today.ts';
import { PAYMENT_METHODS, type Invoice } from '../db/invoice.ts';
import { recordPayment, type NewPayment } from '../db/payments.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { useDatabase } from './database-context.ts';

const text = labels.recordPayment;

/** Asks for a payment that came in; all that is due is filled in. */
export function RecordPaymentForm(props: { readonly invoice: Invoice; readonly onClose: () => void }): ReactNode {
  const { number, dueCents } = props.invoice;
  const database = useDatabase();
  const notify = useNotify();
  const read = (form: FormReader): NewPayment => ({
    invoiceNumber: number,
    amountCents: form.cents('amountCents', labels.form.wrongAmount),
    method: form.oneOf('method', PAYMENT_METHODS),
    receivedOn: form.text('receivedOn', text.missingDay),
  });
  const save = async (input: NewPayment, idempotencyKey: string) => {
    await recordPayment(database, { ...input, idempotencyKey });
    notify(text.saved(formatCents(input.amountCents), number));
  };
  return (
    <FormDialog title={text.title(number)} submit={text.save} read={read} save={save} onClose={props.onClose}>
      {(errors) => (
        <>
          <Field label={text.amount} name="amountCents" errors={errors}>
            {(control) => (
              <input
                {...control}
                inputMode="decimal"
                autoComplete="off"
                defaultValue={formatCents(dueCents).replace('$', '')}
              />
            )}
          </Field>
          <Field label={text.method} name="method" errors={errors}>
            {(control) => (
              <select {...control}>
                {PAYMENT_METHODS.map((method) => (
                  <option key={method} value={method}>
                    {labels.methodTitle[method]}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field label={text.received} name="receivedOn" errors={errors}>
            {(control) => <input {...control} type="date" defaultValue={deskToday(database)} />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}
