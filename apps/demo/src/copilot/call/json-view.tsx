import type { Json } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { visibleText } from '../words/visible-text.ts';

/** What a `JsonView` shows. */
export interface JsonViewProps {
  readonly title: string;
  readonly value: Json;
  readonly isOpen?: boolean;
}

/** A value exactly as it is, letters that hide written out, behind a line that opens. */
export function JsonView({ title, value, isOpen = false }: JsonViewProps): ReactNode {
  return (
    <details className="json-view" open={isOpen}>
      <summary>{title}</summary>
      {/* Long values scroll, so they can be reached with the keyboard. */}
      <pre tabIndex={0}>{visibleText(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2))}</pre>
    </details>
  );
}
