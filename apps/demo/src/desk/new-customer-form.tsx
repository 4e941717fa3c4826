import type { ReactNode } from 'react';
import { createCustomer, type NewCustomer } from '../db/customers.ts';
import { labels } from '../labels.ts';
import { Field } from '../ui/field.tsx';
import { FormDialog } from '../ui/form-dialog.tsx';
import type { FormReader } from '../ui/form-reader.ts';
import { useNotify } from '../ui/notices.tsx';
import { useDatabase } from './database-context.ts';

const text = labels.customers;

/** Asks for a new customer. */
export function NewCustomerForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const database = useDatabase();
  const notify = useNotify();
  const save = async (input: NewCustomer, idempotencyKey: string) => {
    const { name } = await createCustomer(database, { ...input, idempotencyKey });
    notify(text.saved(name));
  };
  return (
    <FormDialog title={text.add} submit={text.save} read={read} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <Field label={text.name} name="name" errors={errors}>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
          <Field label={text.company} name="company" errors={errors}>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
          <Field label={text.email} name="email" errors={errors}>
            {(control) => <input {...control} type="email" autoComplete="off" />}
          </Field>
          <Field label={text.note} name="note" errors={errors} optional>
            {(control) => <input {...control} autoComplete="off" />}
          </Field>
        </>
      )}
    </FormDialog>
  );
}

function read(form: FormReader): NewCustomer {
  return {
    name: form.text('name', text.missingName),
    company: form.text('company', text.missingCompany),
    email: form.text('email', text.missingEmail),
    note: form.text('note'),
  };
}
