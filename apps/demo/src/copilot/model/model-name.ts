import { labels } from '../../labels.ts';
import type { ModelChoice } from './model-choice.ts';

/** What a person calls the model of a choice. */
export function modelName(choice: ModelChoice): string {
  switch (choice.kind) {
    case 'offline':
      return labels.copilot.model.offline;
    case 'compatible':
    case 'proxy':
      return choice.model;
  }
}
