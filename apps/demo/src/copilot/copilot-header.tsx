import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import type { ChosenModel } from './model/chosen-model.ts';
import { ModelDialog } from './model/model-dialog.tsx';
import { modelName } from './model/model-name.ts';

/** What a `CopilotHeader` shows and does. */
export interface CopilotHeaderProps {
  readonly chosen: ChosenModel;
  /** The button that opens the list of conversations. */
  readonly threads: ReactNode;
  readonly onNew: () => void;
  /** Absent while there is nothing to look at. */
  readonly more: CopilotMenu | undefined;
}

/** What can be done with the whole conversation. */
export interface CopilotMenu {
  readonly onPast: () => void;
  readonly onAudit: () => void;
  readonly onInspect: () => void;
  readonly onDownload: () => void;
  readonly onRemove: () => void;
}

/** The name of the panel, who answers in it, and what concerns the whole conversation. */
export function CopilotHeader({ chosen, threads, onNew, more }: CopilotHeaderProps): ReactNode {
  const words = labels.copilot.header;
  const { menu, removeThis } = labels.copilot.threads;
  const choice = useSyncExternalStore(chosen.subscribe, chosen.choice);
  const [isChoosing, setChoosing] = useState(false);
  return (
    <header className="copilot-header">
      <h2>{labels.copilot.heading}</h2>
      <div className="copilot-tools">
        {threads}
        <button
          type="button"
          className="button-icon"
          aria-label={words.newConversation}
          title={words.newConversation}
          onClick={onNew}
        >
          <Icon name="plus" />
        </button>
        {more && (
          <Menu
            label={menu.open}
            items={[
              { icon: 'past', label: menu.past, onSelect: more.onPast },
              { icon: 'audit', label: menu.audit, onSelect: more.onAudit },
              { icon: 'search', label: menu.inspect, onSelect: more.onInspect },
              { icon: 'download', label: words.download, onSelect: more.onDownload },
              { icon: 'trash', label: removeThis, onSelect: more.onRemove, isDangerous: true },
            ]}
          />
        )}
      </div>
      <button type="button" className="model-button" onClick={() => setChoosing(true)}>
        <span className="visually-hidden">{labels.copilot.model.title} </span>
        {modelName(choice)}
      </button>
      {isChoosing && <ModelDialog chosen={chosen} onClose={() => setChoosing(false)} />}
    </header>
  );
}
