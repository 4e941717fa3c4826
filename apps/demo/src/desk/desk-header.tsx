import { useState, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { deskToday } from '../db/desk-today.ts';
import { labels } from '../labels.ts';
import { formatLongDay } from '../ui/days.ts';
import { Icon } from '../ui/icon.tsx';
import { ThemeToggle } from '../ui/theme-toggle.tsx';
import { ResetDialog } from './reset-dialog.tsx';

/** The bar above everything: whose desk it is, which day it is there, and what concerns the whole desk. */
export function DeskHeader({ database }: { readonly database: Database | undefined }): ReactNode {
  const [isResetting, setResetting] = useState(false);
  return (
    <header className="desk-header">
      <p className="brand">
        <Mark />
        <span className="brand-name">{labels.brand}</span>
        <span className="brand-product">{labels.product}</span>
      </p>
      {database && <p className="desk-day">{labels.deskDay(formatLongDay(deskToday(database)))}</p>}
      <div className="desk-header-actions">
        {database && (
          <button
            type="button"
            className="button-icon"
            aria-label={labels.reset.open}
            title={labels.reset.open}
            onClick={() => setResetting(true)}
          >
            <Icon name="reset" />
          </button>
        )}
        <ThemeToggle />
      </div>
      {database && isResetting && <ResetDialog database={database} onClose={() => setResetting(false)} />}
    </header>
  );
}

/** Two leaves of paper and a fold. */
function Mark() {
  return (
    <svg className="brand-mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
      <rect width="28" height="28" rx="8" />
      <path d="M8 9.5h12M14 9.5v10M10.5 14.5h7" />
    </svg>
  );
}
