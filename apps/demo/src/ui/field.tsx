import { useId, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import './field.css';

/** What connects a control with its label and its error. */
export interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

/** What a `Field` shows. */
export interface FieldProps {
  readonly label: string;
  /** The control's name in the form; its error is found by it. */
  readonly name: string;
  readonly errors: Readonly<Record<string, string>>;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A label, its control, and what is wrong with it. */
export function Field({ label, name, errors, hint, optional = false, children }: FieldProps): ReactNode {
  const id = useId();
  const error = errors[name];
  const told = error ?? hint;
  const describedBy = told === undefined ? {} : { 'aria-describedby': `${id}-told` };
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="field-optional"> ({labels.form.optional})</span>}
      </label>
      {children({ id, name, ...(error === undefined ? {} : { 'aria-invalid': true }), ...describedBy })}
      {told !== undefined && (
        <p id={`${id}-told`} className={error === undefined ? 'field-hint' : 'field-error'}>
          {told}
        </p>
      )}
    </div>
  );
}
