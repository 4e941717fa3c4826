import { useCallback } from 'react';
import { DeskError } from '../db/desk-error.ts';
import { labels } from '../labels.ts';
import { useNotify } from '../ui/notices.tsx';

/** Does something with one click, and says the sentence when it is done, or why it is not. */
export function useAction(): (action: () => Promise<unknown>, sentence: string) => void {
  const notify = useNotify();
  return useCallback(
    (action, sentence) => {
      const run = async () => {
        try {
          await action();
          notify(sentence);
        } catch (error) {
          if (!(error instanceof DeskError)) console.error(error);
          notify(error instanceof DeskError ? error.message : labels.form.failed);
        }
      };
      void run();
    },
    [notify],
  );
}
