import { useRef, useState, type ReactNode } from 'react';
import type { InvoiceLine } from '../db/invoice.ts';
import { labels } from '../labels.ts';
import { formatCents } from '../money.ts';
import { Field } from '../ui/field.tsx';
import { createFormReader, type FormReader } from '../ui/form-reader.ts';
import { Icon } from '../ui/icon.tsx';

const text = labels.newInvoice;

/** The lines of a new invoice: `lines.0.description` and so on, by their position, and what they come to. */
export function LineFields({ errors }: { readonly errors: Readonly<Record<string, string>> }): ReactNode {
  const fieldset = useRef<HTMLFieldSetElement>(null);
  const [keys, setKeys] = useState<readonly number[]>([0]);
  const [totalCents, setTotalCents] = useState(0);
  const count = () => {
    const form = fieldset.current?.form;
    if (form) setTotalCents(sumOf(new FormData(form)));
  };
  const add = () => {
    setKeys([...keys, Math.max(...keys) + 1]);
    focusLater('[name$=".description"]');
  };
  const remove = (key: number) => {
    setKeys(keys.filter((other) => other !== key));
    // The button that had the focus is gone with its line.
    focusLater('.add-line');
    requestAnimationFrame(count);
  };
  const focusLater = (selector: string) => {
    requestAnimationFrame(() => [...(fieldset.current?.querySelectorAll<HTMLElement>(selector) ?? [])].at(-1)?.focus());
  };
  return (
    <fieldset ref={fieldset} className="lines" onInput={count}>
      <legend>{text.lines}</legend>
      {keys.map((key, position) => (
        <div key={key} className="line" role="group" aria-label={text.line(position + 1)}>
          <LineInputs position={position} errors={errors} />
          {keys.length > 1 && (
            <button
              type="button"
              className="button-icon line-remove"
              aria-label={text.removeLine(position + 1)}
              onClick={() => remove(key)}
            >
              <Icon name="close" />
            </button>
          )}
        </div>
      ))}
      <div className="lines-end">
        <button type="button" className="button button-small add-line" onClick={add}>
          <Icon name="plus" />
          {text.addLine}
        </button>
        <p>
          {text.total} <output>{formatCents(totalCents)}</output>
        </p>
      </div>
    </fieldset>
  );
}

/** The lines as they were typed. */
export function readLines(form: FormReader): readonly InvoiceLine[] {
  const lines: InvoiceLine[] = [];
  for (let at = 0; form.has(`lines.${at}.description`); at += 1) {
    lines.push({
      description: form.text(`lines.${at}.description`, text.missingDescription),
      quantity: form.count(`lines.${at}.quantity`, text.wrongQuantity),
      unitCents: form.cents(`lines.${at}.unitCents`, text.wrongPrice),
    });
  }
  return lines;
}

function LineInputs({
  position,
  errors,
}: {
  readonly position: number;
  readonly errors: Readonly<Record<string, string>>;
}) {
  return (
    <>
      <Field label={text.description} name={`lines.${position}.description`} errors={errors}>
        {(control) => <input {...control} autoComplete="off" />}
      </Field>
      <Field label={text.quantity} name={`lines.${position}.quantity`} errors={errors}>
        {(control) => <input {...control} inputMode="numeric" autoComplete="off" defaultValue="1" />}
      </Field>
      <Field label={text.unitPrice} name={`lines.${position}.unitCents`} errors={errors}>
        {(control) => <input {...control} inputMode="decimal" autoComplete="off" />}
      </Field>
    </>
  );
}

/** What can be read so far: a line that is not finished counts nothing. */
function sumOf(form: FormData): number {
  return readLines(createFormReader(form)).reduce((sum, line) => sum + line.quantity * line.unitCents, 0);
}
