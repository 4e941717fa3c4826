import type { ReactNode } from 'react';
import { createInvoice, type NewInvoice } from '../db/create-invoice.ts';
import { addDays, deskToday } from '../db/desk-today.ts';
import { labels } from '../labels.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { CustomerSelect } from './customer-select.tsx';
import { useDatabase } from './database-context.ts';
import { LineFields, readLines } from './line-fields.tsx';

/** What a `NewInvoiceForm` shows. */
export interface NewInvoiceFormProps {
  /** Chosen from the start. */
  readonly customerId?: number;
  readonly onClose: () => void;
}

const text = labels.newInvoice;
const TERM_DAYS = 30;

/** Asks for a new invoice, of as many lines as it takes. */
export function NewInvoiceForm({ customerId, onClose }: NewInvoiceFormProps): ReactNode {
  const database = useDatabase();
  const notify = useNotify();
  const save = async (input: NewInvoice, idempotencyKey: string) => {
    const { number } = await createInvoice(database, { ...input, idempotencyKey });
    notify(text.saved(number));
  };
  return (
    <FormDialog title={text.title} submit={text.save} read={read} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <CustomerSelect errors={errors} customerId={customerId} />
          <LineFields errors={errors} />
          <div className="field-pair">
            <Field label={text.due} name="dueOn" errors={errors}>
              {(control) => <input {...control} type="date" defaultValue={addDays(deskToday(database), TERM_DAYS)} />}
            </Field>
            <Field label={text.memo} name="memo" errors={errors} optional>
              {(control) => <input {...control} autoComplete="off" />}
            </Field>
          </div>
          <label className="check">
            <input type="checkbox" name="draft" />
            {text.draft}
          </label>
        </>
      )}
    </FormDialog>
  );
}

function read(form: FormReader): NewInvoice {
  return {
    customerId: form.count('customerId', text.missingCustomer),
    lines: readLines(form),
    dueOn: form.text('dueOn', text.missingDue),
    memo: form.text('memo'),
    draft: form.checked('draft'),
  };
}
