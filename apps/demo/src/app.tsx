import { useSyncExternalStore, type ReactNode } from 'react';
import { DatabaseContext } from './desk/database-context.ts';
import { DeskLayout } from './desk/desk-layout.tsx';
import { LazyCopilot } from './desk/lazy-copilot.tsx';
import type { Opening } from './desk/opening.ts';
import { OpeningPage } from './desk/opening-page.tsx';
import { Page } from './desk/page.tsx';
import { sectionOf } from './desk/route.ts';
import { useHeadingFocus } from './desk/use-heading-focus.ts';
import { useRoute } from './desk/use-route.ts';
import { Notices } from './ui/notices.tsx';

/** The invoicing desk: its frame at once, its pages and its copilot once the database is open. */
export function App({ opening }: { readonly opening: Opening }): ReactNode {
  const state = useSyncExternalStore(opening.subscribe, opening.state);
  const route = useRoute();
  useHeadingFocus(route);
  const database = state.status === 'ready' ? state.database : undefined;
  return (
    <DatabaseContext value={database}>
      <Notices>
        <DeskLayout
          database={database}
          section={sectionOf(route)}
          copilot={database && <LazyCopilot database={database} />}
        >
          {state.status === 'ready' ? <Page route={route} /> : <OpeningPage state={state} onRetry={opening.retry} />}
        </DeskLayout>
      </Notices>
    </DatabaseContext>
  );
}
