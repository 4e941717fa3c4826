import type { ReactNode } from 'react';
import { hrefOf, type Section } from './route.ts';
import { PageHeading } from './page-heading.tsx';

/** What a `MissingPage` shows. */
export interface MissingPageProps {
  readonly title: string;
  readonly section: Section;
  /** The words on the way back to the list. */
  readonly back: string;
}

/** The page of something that does not exist, or not any more. */
export function MissingPage({ title, section, back }: MissingPageProps): ReactNode {
  return <PageHeading title={title} back={{ href: hrefOf({ page: 'section', section }), label: back }} />;
}
