import { useRef, useState, type ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';
import { useMediaQuery } from '../ui/use-media-query.ts';
import { CopilotSlot } from './copilot-slot.tsx';
import { DeskHeader } from './desk-header.tsx';
import { DeskNav } from './desk-nav.tsx';
import type { Section } from './route.ts';
import './desk-layout.css';

/** What a `DeskLayout` shows. */
export interface DeskLayoutProps {
  readonly database: Database | undefined;
  readonly section: Section;
  /** Beside the page where there is room, in a sheet over it where there is none. It is mounted once either way. */
  readonly copilot: ReactNode;
  /** The page, with its own h1. */
  readonly children: ReactNode;
}

/** Header, navigation, page and copilot. */
export function DeskLayout({ database, section, copilot, children }: DeskLayoutProps): ReactNode {
  const main = useRef<HTMLElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // The same width as in desk-layout.css.
  const isWide = useMediaQuery('(min-width: 75em)');
  const [isOpen, setOpen] = useState(false);
  const isCovered = isOpen && !isWide;
  const close = () => {
    setOpen(false);
    // The opener is inert until the sheet is closed on the page, too.
    requestAnimationFrame(() => opener.current?.focus());
  };
  return (
    <div className="desk">
      <div className="desk-page" inert={isCovered}>
        <button type="button" className="button skip-link" onClick={() => main.current?.focus()}>
          {labels.skip}
        </button>
        <DeskHeader database={database} />
        <DeskNav current={section} />
        <main ref={main} className="desk-main" tabIndex={-1}>
          {children}
        </main>
        {!isWide && (
          <button
            ref={opener}
            type="button"
            className="copilot-opener"
            aria-expanded={isOpen}
            aria-controls="copilot"
            onClick={() => setOpen(true)}
          >
            <Icon name="copilot" />
            {labels.copilot.open}
          </button>
        )}
      </div>
      <CopilotSlot isSheet={!isWide} isOpen={isOpen} onClose={close} onStay={() => setOpen(true)}>
        {copilot}
      </CopilotSlot>
    </div>
  );
}
