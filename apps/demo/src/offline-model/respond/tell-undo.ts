import type { Undo } from './conversation.ts';
import { sentence } from './wording.ts';

/** What came of what a person wanted undone, in a sentence or two. */
export function tellUndo({ tool, outcome, result }: Undo): string {
  const what = tool === 'create_payment_link' ? 'The payment link' : `What ${tool} did`;
  switch (outcome) {
    case 'undone':
      return tool === 'create_payment_link'
        ? 'The payment link is canceled: nobody can pay through it any more.'
        : `${what} was undone.`;
    case 'unknown':
      return `${what} may or may not have been undone. Please look.`;
    default:
      return [`${what} was not undone.`, result === '' ? '' : sentence(result)].filter(Boolean).join(' ');
  }
}
