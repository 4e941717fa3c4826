import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useNotify } from '../../ui/notices.tsx';

/** What a `RemoveDialog` asks about. */
export interface RemoveDialogProps {
  readonly title: string;
  readonly remove: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a conversation is gone for ever. */
export function RemoveDialog({ title, remove, onClose }: RemoveDialogProps): ReactNode {
  const words = labels.copilot.threads.removing;
  const notify = useNotify();
  const save = async () => {
    await remove();
    notify(words.done);
  };
  return (
    <FormDialog title={words.title} submit={words.confirm} read={() => undefined} save={save} onClose={onClose}>
      {() => (
        <p>
          {words.explain(title)} {words.branches}
        </p>
      )}
    </FormDialog>
  );
}
