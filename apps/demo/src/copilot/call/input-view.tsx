import type { Json } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { useDatabase } from '../../desk/database-context.ts';
import { fieldLabel } from '../words/field-label.ts';
import { fieldValue } from '../words/field-value.ts';
import { visibleText } from '../words/visible-text.ts';

/** What an `InputView` shows. */
export interface InputViewProps {
  readonly input: Json | undefined;
  /** The input is still being written. */
  readonly isStreaming?: boolean;
}

/** The input of a call, field by field, as far as it is known. */
export function InputView({ input, isStreaming = false }: InputViewProps): ReactNode {
  const fields = Object.entries(isObject(input) ? input : {});
  if (fields.length === 0) {
    const text = typeof input === 'string' ? input : isStreaming ? '…' : '';
    return text === '' ? null : <p className="input-raw">{visibleText(text)}</p>;
  }
  return (
    <dl className="input-view" data-streaming={isStreaming}>
      {fields.map(([name, value]) => (
        <div key={name}>
          <dt>{fieldLabel(name)}</dt>
          <dd>
            <Value name={name} value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: Json }): ReactNode {
  const database = useDatabase();
  if (Array.isArray(value)) {
    const items: readonly Json[] = value;
    return (
      <ul className="input-list">
        {items.map((item, index) => (
          <li key={index}>{isObject(item) ? <Parts value={item} /> : fieldValue(name, item, database)}</li>
        ))}
      </ul>
    );
  }
  return fieldValue(name, value, database);
}

/** The values of an object in one line: `Design review  $500.00`. */
function Parts({ value }: { readonly value: Readonly<Record<string, Json>> }): ReactNode {
  const database = useDatabase();
  return Object.entries(value).map(([name, part]) => <span key={name}>{fieldValue(name, part, database)} </span>);
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
