import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { labels } from '../labels.ts';

interface Notice {
  readonly text: string;
}

const SHOWN_MS = 8000;
const NotifyContext = createContext<(text: string) => void>(() => {});

/** Shows a sentence about what was just done. */
export function useNotify(): (text: string) => void {
  return use(NotifyContext);
}

/** Holds the place where such sentences appear, and are read aloud. */
export function Notices({ children }: { readonly children: ReactNode }): ReactNode {
  const [notice, setNotice] = useState<Notice>();
  const [notify] = useState(() => (text: string) => setNotice({ text }));
  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => setNotice(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return (
    <NotifyContext value={notify}>
      {children}
      <div className="notices" role="status">
        {notice && (
          <p className="notice">
            {notice.text}
            <button
              type="button"
              className="button-icon"
              aria-label={labels.form.close}
              onClick={() => setNotice(undefined)}
            >
              <Icon name="close" />
            </button>
          </p>
        )}
      </div>
    </NotifyContext>
  );
}
