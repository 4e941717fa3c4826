import type { Row } from './to-rows.ts';

const LINE_PX = 24;
const LETTERS_A_LINE = 48;

/** About how high a row will be that was never drawn. A wrong guess costs a jump of the scrollbar, and nothing else. */
export function estimateHeightPx(row: Row | undefined): number {
  switch (row?.kind) {
    case 'message':
      return linesOf(row.message.text) * LINE_PX + 16;
    case 'reply':
      return linesOf(row.reply.text) * LINE_PX + 40;
    case 'calls':
      return row.items.length * 36;
    case 'ask':
      return 120;
    default:
      return 20;
  }
}

function linesOf(text: string): number {
  return text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS_A_LINE)), 0);
}
