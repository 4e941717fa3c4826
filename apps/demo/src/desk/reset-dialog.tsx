import type { ReactNode } from 'react';
import type { Database } from '../db/database.ts';
import { resetToSeed } from '../db/seed.ts';
import { labels } from '../labels.ts';
import { FormDialog } from '../ui/form-dialog.tsx';
import { useNotify } from '../ui/notices.tsx';

/** Asks before everything goes back to the seed. */
export function ResetDialog(props: { readonly database: Database; readonly onClose: () => void }): ReactNode {
  const notify = useNotify();
  const save = async () => {
    await resetToSeed(props.database);
    notify(labels.reset.done);
  };
  return (
    <FormDialog
      title={labels.reset.title}
      submit={labels.reset.confirm}
      read={() => undefined}
      save={save}
      onClose={props.onClose}
    >
      {() => <p>{labels.reset.explain}</p>}
    </FormDialog>
  );
}
