import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { toDraft, toKey, type FormDraft, type Problems } from './form-draft.ts';
import type { FormField } from './form-field.ts';

/** What a `DraftField` shows and tells. */
export interface DraftFieldProps {
  readonly field: FormField;
  readonly draft: FormDraft;
  readonly onChange: (draft: FormDraft) => void;
  readonly problems: Problems;
  /** `lines.0.amount`; empty for the whole. */
  readonly path?: string;
}

/** The controls of one field, whatever it holds. */
export function DraftField(props: DraftFieldProps): ReactNode {
  const { field, draft, onChange, problems, path = '' } = props;
  switch (field.type.kind) {
    case 'object':
      return <ObjectFields {...props} fields={field.type.fields} />;
    case 'list':
      return <ListFields {...props} item={field.type.item} />;
    case 'flag':
      return (
        <label className="check">
          <input type="checkbox" checked={draft === true} onChange={(event) => onChange(event.target.checked)} />
          {field.label}
        </label>
      );
    default:
      return (
        <Field label={field.label} name={path} errors={problems} optional={field.isOptional} {...hintOf(field)}>
          {(control) => (
            <Control {...control} field={field} draft={typeof draft === 'string' ? draft : ''} onChange={onChange} />
          )}
        </Field>
      );
  }
}

function hintOf({ hint }: FormField): { readonly hint?: string } {
  return hint === undefined ? {} : { hint };
}

interface ControlProps {
  readonly id: string;
  readonly name: string;
  readonly field: FormField;
  readonly draft: string;
  readonly onChange: (draft: string) => void;
}

function Control({ field, draft, onChange, ...control }: ControlProps): ReactNode {
  const { type, isOptional } = field;
  const shared = {
    ...control,
    value: draft,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
  };
  switch (type.kind) {
    case 'choice':
      return (
        <select {...shared}>
          {(isOptional || draft === '') && <option value="">{labels.copilot.form.notSet}</option>}
          {type.options.map(({ value, label }) => (
            <option key={toKey(value)} value={toKey(value)}>
              {label}
            </option>
          ))}
        </select>
      );
    case 'number':
    case 'money':
      return <input {...shared} type="text" inputMode="decimal" autoComplete="off" />;
    case 'day':
      return <input {...shared} type="date" />;
    case 'json':
      return <textarea {...shared} rows={4} spellCheck={false} />;
    default:
      return type.kind === 'text' && type.isLong ? (
        <textarea {...shared} rows={6} />
      ) : (
        <input {...shared} type="text" autoComplete="off" />
      );
  }
}

function ObjectFields({
  fields,
  draft,
  onChange,
  problems,
  path = '',
}: DraftFieldProps & { readonly fields: readonly FormField[] }): ReactNode {
  const typed = draft as Readonly<Record<string, FormDraft>>;
  return fields.map((inner) => (
    <DraftField
      key={inner.name}
      field={inner}
      draft={typed[inner.name] ?? ''}
      onChange={(next) => onChange({ ...typed, [inner.name]: next })}
      problems={problems}
      path={path === '' ? inner.name : `${path}.${inner.name}`}
    />
  ));
}

function ListFields({
  field,
  item,
  draft,
  onChange,
  problems,
  path = '',
}: DraftFieldProps & { readonly item: FormField }): ReactNode {
  const { form } = labels.copilot;
  const items = Array.isArray(draft) ? (draft as readonly FormDraft[]) : [];
  const name = (index: number): string => form.item(item.label, index + 1);
  return (
    <fieldset className="list-fields">
      <legend>{field.label}</legend>
      {items.map((one, index) => (
        // Items are only told apart by where they stand.
        <div key={index} className="list-item" role="group" aria-label={name(index)}>
          {item.type.kind === 'object' && <p className="list-item-name">{name(index)}</p>}
          <DraftField
            field={{ ...item, label: name(index) }}
            draft={one}
            onChange={(next) => onChange(items.with(index, next))}
            problems={problems}
            path={`${path}.${index}`}
          />
          <button
            type="button"
            className="button-icon"
            aria-label={form.remove(name(index))}
            title={form.remove(name(index))}
            onClick={() => onChange(items.filter((_, other) => other !== index))}
          >
            <Icon name="close" />
          </button>
        </div>
      ))}
      {problems[path] !== undefined && <p className="field-error">{problems[path]}</p>}
      <button
        type="button"
        className="button button-small"
        onClick={() => onChange([...items, toDraft(item, undefined)])}
      >
        <Icon name="plus" />
        {form.addTo(field.label)}
      </button>
    </fieldset>
  );
}
