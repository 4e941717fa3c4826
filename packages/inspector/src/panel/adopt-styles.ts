import { contextCss } from '../context/context-css.ts';
import { jsonCss } from '../json/json-css.ts';
import { logCss } from '../log/log-css.ts';
import { chartCss } from '../chart/chart-css.ts';
import { stateCss } from '../state/state-css.ts';
import { timeCss } from '../time/time-css.ts';
import { waitingCss } from '../waiting/waiting-css.ts';
import { panelCss } from './panel-css.ts';

const CSS = [panelCss, timeCss, waitingCss, chartCss, jsonCss, logCss, contextCss, stateCss].join('\n');

/**
 * Gives a root the panel's styles. A constructed sheet, since a page's content security policy may forbid style elements;
 * made by the root's own window, since no document takes a sheet of another one.
 */
export function adoptStyles(root: Document | ShadowRoot): void {
  const window = (root instanceof Document ? root : root.ownerDocument).defaultView ?? globalThis;
  const sheet = new (window as typeof globalThis).CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets.push(sheet);
}
