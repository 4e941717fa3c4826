import { useEffect, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';

/** What a `PageHeading` shows. */
export interface PageHeadingProps {
  readonly title: string;
  /** Beside the title: a badge. */
  readonly aside?: ReactNode;
  readonly back?: { readonly href: string; readonly label: string };
  /** The buttons of the page. */
  readonly children?: ReactNode;
}

/** The h1 of a page, its buttons, and the title of the window. */
export function PageHeading({ title, aside, back, children }: PageHeadingProps): ReactNode {
  useEffect(() => {
    document.title = labels.title(title);
  }, [title]);
  return (
    <div className="page-heading">
      {back && (
        <a className="back-link" href={back.href}>
          <Icon name="back" />
          {back.label}
        </a>
      )}
      <div className="page-title">
        <h1 tabIndex={-1}>{title}</h1>
        {aside}
      </div>
      {children && <div className="page-actions">{children}</div>}
    </div>
  );
}
