import type { ChartState } from './chart.ts';
import type { Row } from './drawing-of.ts';
import { measureText } from './measure-text.ts';

/** The parts of a box, in CSS pixels: a name, and below it rows. */
export const NAME_PX = 13;
export const TEXT_PX = 11;
export const HEAD_PX = 28;
export const ROW_PX = 16;
const SIDE_PX = 11;
/** The arrow before a label, the sign before a row. */
export const SIGN_PX = 12;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A state that has none inside. */
export function leafSize(state: ChartState, rows: readonly Row[]): Size {
  if (state.type === 'history') return { width: 26, height: 26 };
  const { width, height } = headSize(state, rows);
  return { width: Math.max(width, 64), height: height + (rows.length > 0 ? 5 : 4) };
}

/** The name of a state, and the rows below it. */
export function headSize({ key }: Pick<ChartState, 'key'>, rows: readonly Row[]): Size {
  const widths = [measureText(key, NAME_PX) * 1.1, ...rows.map(({ text }) => measureText(text, TEXT_PX) + SIGN_PX)];
  return { width: Math.ceil(Math.max(...widths)) + 2 * SIDE_PX, height: HEAD_PX + rows.length * ROW_PX };
}

/** The words on a line, perhaps with a number behind each. */
export function labelSize(words: readonly Row[], isCounted = false): Size {
  const texts = words.map(({ text }) => (isCounted ? `${text} ×1000` : text));
  const width = Math.max(0, ...texts.map((text) => measureText(text, TEXT_PX))) + SIGN_PX + 6;
  return { width, height: words.length * (ROW_PX - 2) + 4 };
}
