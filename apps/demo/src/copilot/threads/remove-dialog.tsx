import type { Store } from '@twelvefold/core';
import type { ReactNode } from 'react';
import { labels } from '../../labels.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useNotify } from '../../ui/notices.tsx';
import type { NamedThread } from './branch-words.ts';
import { titleOf } from './thread-item.tsx';
import { useBranchWords } from './use-branch-words.ts';

/** What a `RemoveDialog` asks about. */
export interface RemoveDialogProps {
  readonly store: Store;
  readonly thread: NamedThread;
  readonly remove: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a conversation is gone for ever. */
export function RemoveDialog({ store, thread, remove, onClose }: RemoveDialogProps): ReactNode {
  const words = labels.copilot.threads.removing;
  const notify = useNotify();
  const title = titleOf(thread);
  const branch = useBranchWords(store, thread);
  const save = async () => {
    await remove();
    notify(words.done);
  };
  return (
    <FormDialog
      title={thread.forkedFrom ? words.branchTitle : words.title}
      submit={words.confirm}
      isDangerous
      read={() => undefined}
      save={save}
      onClose={onClose}
    >
      {() => (
        <p>
          {branch === undefined ? words.explain(title) : words.explainBranch(branch, title)} {words.branches}
        </p>
      )}
    </FormDialog>
  );
}
