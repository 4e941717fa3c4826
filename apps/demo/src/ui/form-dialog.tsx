import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { DeskError } from '../db/desk-error.ts';
import { labels } from '../labels.ts';
import { Dialog } from './dialog.tsx';
import { createFormReader, type FormReader } from './form-reader.ts';

/** What a `FormDialog` shows and does. */
export interface FormDialogProps<Input> {
  readonly title: string;
  readonly submit: string;
  /** What is sent cannot be taken back. */
  readonly isDangerous?: boolean;
  /** Turns what was typed into what `save` takes. It is saved only if the reader noted no problem. */
  readonly read: (reader: FormReader) => Input;
  /**
   * Stores it and gives the sentence that says so. The key is the same for every try of this dialog, so a second try
   * after an error does nothing twice.
   */
  readonly save: (input: Input, idempotencyKey: string) => Promise<void>;
  readonly onClose: () => void;
  /** The fields; `errors` by the name of their control. */
  readonly children: (errors: Readonly<Record<string, string>>) => ReactNode;
}

interface Trouble {
  readonly fields: Readonly<Record<string, string>>;
  /** What belongs to no field of this form. */
  readonly form?: string;
}

const none: Trouble = { fields: {} };

/** A modal form: checks, saves, closes; where something is wrong it says so at the field and moves the focus there. */
export function FormDialog<Input>(props: FormDialogProps<Input>): ReactNode {
  const form = useRef<HTMLFormElement>(null);
  const [key] = useState(() => crypto.randomUUID());
  const [trouble, setTrouble] = useState(none);
  const [isSaving, setSaving] = useState(false);

  const show = (found: Trouble) => {
    setTrouble(found);
    // After the errors are on the page, so that a screen reader reads them with the field.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  const send = async (data: FormData) => {
    const reader = createFormReader(data);
    const input = props.read(reader);
    if (Object.keys(reader.problems).length > 0) return show({ fields: reader.problems });
    setTrouble(none);
    setSaving(true);
    try {
      await props.save(input, key);
      props.onClose();
    } catch (error) {
      show(troubleOf(error, data));
    } finally {
      setSaving(false);
    }
  };
  const onSubmit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!isSaving) void send(new FormData(event.currentTarget));
  };

  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <form ref={form} noValidate onSubmit={onSubmit}>
        <div className="dialog-body">{props.children(trouble.fields)}</div>
        <p className="form-error" role="alert">
          {trouble.form}
        </p>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={props.onClose}>
            {labels.form.cancel}
          </button>
          <button
            type="submit"
            className={props.isDangerous ? 'button button-danger' : 'button button-primary'}
            aria-disabled={isSaving}
          >
            {isSaving ? labels.form.saving : props.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function troubleOf(error: unknown, data: FormData): Trouble {
  if (!(error instanceof DeskError)) {
    console.error(error);
    return { fields: {}, form: labels.form.failed };
  }
  const { field, message } = error;
  return field !== undefined && data.has(field) ? { fields: { [field]: message } } : { fields: {}, form: message };
}
