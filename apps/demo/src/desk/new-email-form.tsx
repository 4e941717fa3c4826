import type { ReactNode } from 'react';
import { sendEmail, type NewEmail } from '../db/emails.ts';
import { labels } from '../labels.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { CustomerSelect } from './customer-select.tsx';
import { useDatabase } from './database-context.ts';

type Input = Omit<NewEmail, 'idempotencyKey'>;

const text = labels.outbox;

/** Asks for an e-mail to a customer. */
export function NewEmailForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const database = useDatabase();
  const notify = useNotify();
  const save = async (input: Input, idempotencyKey: string) => {
    const { sentTo } = await sendEmail(database, { ...input, idempotencyKey });
    notify(text.saved(sentTo));
  };
  return (
    <FormDialog title={text.add} submit={text.save} read={read} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <CustomerSelect errors={errors} customerId={undefined} />
          <Field label={text.subject} name="subject" errors={errors}>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
          <Field label={text.body} name="body" errors={errors}>
            {(control) => <textarea {...control} rows={8} />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function read(form: FormReader): Input {
  return {
    customerId: form.count('customerId', labels.newInvoice.missingCustomer),
    subject: form.text('subject', text.missingSubject),
    body: form.text('body', text.missingBody),
  };
}
