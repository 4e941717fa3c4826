import { writeThreadFile } from '@twelvefold/core/thread-file';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';
import { useNotify } from '../ui/notices.tsx';
import type { Conversation } from './conversation.ts';
import type { ChosenModel } from './model/chosen-model.ts';
import { ModelDialog } from './model/model-dialog.tsx';
import { modelName } from './model/model-name.ts';
import { saveFile } from './save-file.ts';

/** What a `CopilotHeader` shows and does. */
export interface CopilotHeaderProps {
  readonly conversation: Conversation;
  readonly chosen: ChosenModel;
  readonly onNew: () => void;
}

/** The name of the panel, who answers in it, and what concerns the whole conversation. */
export function CopilotHeader({ conversation, chosen, onNew }: CopilotHeaderProps): ReactNode {
  const words = labels.copilot.header;
  const choice = useSyncExternalStore(chosen.subscribe, chosen.choice);
  const [isChoosing, setChoosing] = useState(false);
  const notify = useNotify();
  const download = async () => {
    const events = await conversation.events();
    if (events.length === 0) return notify(words.nothing);
    const name = `thread-${events[0]?.threadId ?? 'empty'}.jsonl`;
    saveFile(name, 'application/jsonl', writeThreadFile(events));
  };
  return (
    <header className="copilot-header">
      <h2>{labels.copilot.heading}</h2>
      <div className="copilot-tools">
        <button
          type="button"
          className="button-icon"
          aria-label={words.download}
          title={words.download}
          onClick={() => void download().catch(() => notify(words.downloadFailed))}
        >
          <Icon name="download" />
        </button>
        <button
          type="button"
          className="button-icon"
          aria-label={words.newConversation}
          title={words.newConversation}
          onClick={onNew}
        >
          <Icon name="plus" />
        </button>
      </div>
      <button type="button" className="model-button" onClick={() => setChoosing(true)}>
        <span className="visually-hidden">{labels.copilot.model.title} </span>
        {modelName(choice)}
      </button>
      {isChoosing && <ModelDialog chosen={chosen} onClose={() => setChoosing(false)} />}
    </header>
  );
}
