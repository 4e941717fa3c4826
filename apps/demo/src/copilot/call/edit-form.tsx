import { hashJson, toolNamed, validate, type Decision } from '@twelvefold/core';
import { useMemo, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { listCustomers } from '../../db/customers.ts';
import { useDatabase } from '../../desk/database-context.ts';
import { labels } from '../../labels.ts';
import { useConversation } from '../conversation-context.ts';
import { DraftField } from '../form/draft-field.tsx';
import { readDraft, toDraft, type Problems } from '../form/form-draft.ts';
import { toFormField } from '../form/form-field.ts';
import { issueWords } from '../form/issue-words.ts';
import type { AnyApproval } from './any-call.ts';

/** What an `EditForm` edits and tells. */
export interface EditFormProps {
  readonly approval: AnyApproval;
  /** Later calls of this tool are to run without asking. */
  readonly remember: boolean;
  readonly onApprove: (ask: () => Promise<Decision>) => void;
  readonly onCancel: () => void;
}

/** The input of a gated call, in a form made from the tool's JSON Schema. Sending it approves what it says. */
export function EditForm({ approval, remember, onApprove, onCancel }: EditFormProps): ReactNode {
  const database = useDatabase();
  const { definition, schemas } = useConversation();
  const form = useRef<HTMLFormElement>(null);
  const { toolName, call } = approval;
  const field = useMemo(() => {
    const customers = listCustomers(database).map(({ id, name, company }) => ({
      value: id,
      label: `${name} (${company})`,
    }));
    return toFormField(schemas.get(toolName) ?? {}, { customerId: customers });
  }, [database, schemas, toolName]);
  const [draft, setDraft] = useState(() => toDraft(field, call.input));
  const [problems, setProblems] = useState<Problems>({});

  const refuse = (found: Problems) => {
    setProblems(found);
    // After the errors are on the page, so that a screen reader reads them with the field.
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus());
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { value, problems: found } = readDraft(field, draft);
    if (Object.keys(found).length > 0) return refuse(found);
    const tool = toolNamed(definition.tools, toolName);
    const checked = tool && validate(tool.input, value);
    if (checked?.ok === false) {
      const issues = checked.error.issues ?? [{ path: '' }];
      return refuse(Object.fromEntries(issues.map(({ path }) => [path, issueWords(field, path, value)])));
    }
    const isSame = hashJson(value) === call.inputHash;
    // As the schema reads it (it trims, for one): an edit that the schema would change again is refused.
    const input = checked?.value ?? value;
    onApprove(() => approval.approve({ ...(!isSame && { input }), remember }));
  };

  return (
    <form ref={form} className="edit-form" noValidate onSubmit={submit}>
      <DraftField field={field} draft={draft} onChange={setDraft} problems={problems} />
      {problems[''] !== undefined && (
        <p className="field-error" role="alert">
          {problems['']}
        </p>
      )}
      <div className="card-actions">
        <button type="submit" className="button button-primary">
          {labels.copilot.call.approveEdited}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {labels.copilot.call.cancelEdit}
        </button>
      </div>
    </form>
  );
}
