import type { ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { labels } from '../labels.ts';

/** The panel beside the desk. It gets the same database that the desk shows. */
export function Copilot(_props: { readonly database: Database }): ReactNode {
  return <h2>{labels.copilot.heading}</h2>;
}
