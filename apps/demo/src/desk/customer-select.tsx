import type { ReactNode } from 'react';
import { listCustomers } from '../db/customers.ts';
import { labels } from '../labels.ts';
import { Field } from '../ui/field.tsx';
import { useQuery } from './database-context.ts';

const everyone: { readonly query?: string } = {};

/** What a `CustomerSelect` shows. */
export interface CustomerSelectProps {
  readonly errors: Readonly<Record<string, string>>;
  /** Chosen from the start. */
  readonly customerId: number | undefined;
}

/** The choice of a customer, under the name `customerId`. */
export function CustomerSelect({ errors, customerId }: CustomerSelectProps): ReactNode {
  const customers = useQuery(listCustomers, everyone);
  return (
    <Field label={labels.newInvoice.customer} name="customerId" errors={errors}>
      {(control) => (
        <select {...control} defaultValue={customerId ?? ''}>
          <option value="">{labels.newInvoice.choose}</option>
          {customers.map(({ id, name, company }) => (
            <option key={id} value={id}>
              {labels.customers.nameAndCompany(name, company)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
