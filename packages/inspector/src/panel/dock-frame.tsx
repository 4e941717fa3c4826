import { useEffect, useLayoutEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { Dock } from '../agent-inspector.tsx';
import { adoptStyles } from './adopt-styles.ts';
import { Grip } from './grip.tsx';
import { useRoomInPage } from './use-room-in-page.ts';

export interface DockFrameProps {
  readonly dock: Dock;
  readonly theme: 'light' | 'dark' | undefined;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Where the panel stands, in a shadow root of its own: the page's styles do not reach it, and its styles not the page. */
export function DockFrame({ dock: asked, theme, label, onClose, children }: DockFrameProps): ReactNode {
  const root = useRoot(asked === 'window', label, onClose);
  // A browser that lets no window open shows the panel where it was.
  const dock = asked === 'window' && root?.ownerDocument === document ? 'bottom' : asked;
  const [size, setSize] = useState(firstSize);
  // By CSS, so that both follow a page that is resized.
  const length = dock === 'bottom' ? `min(${size.bottom}px, 90vh)` : `min(${size.right}px, 100vw)`;
  useRoomInPage(dock, length);
  if (!root) return null;
  const style = dock === 'window' ? {} : dock === 'bottom' ? { height: length } : { width: length };
  return createPortal(
    <section className="tfi-panel" data-dock={dock} data-theme={theme} aria-label={label} style={style}>
      {dock !== 'window' && (
        <Grip dock={dock} sizePx={size[dock]} onResize={(next) => setSize({ ...size, [dock]: next })} />
      )}
      {children}
    </section>,
    root,
  );
}

/** In CSS pixels. A narrow page is a small one: there the panel takes what it may. */
function firstSize(): Readonly<Record<'bottom' | 'right', number>> {
  return { bottom: window.innerWidth < 640 ? Math.round(window.innerHeight * 0.9) : 480, right: 560 };
}

/** A shadow root in this page, or in a window that is opened for it and closed with it. */
function useRoot(isWindow: boolean, label: string, onClose: () => void): ShadowRoot | undefined {
  const [root, setRoot] = useState<ShadowRoot>();
  useLayoutEffect(() => {
    const other = isWindow ? window.open('', '', 'popup,width=1200,height=800') : null;
    const home = other?.document ?? document;
    const host = home.createElement('div');
    if (other) home.title = label;
    home.body.append(host);
    const shadow = host.attachShadow({ mode: 'open' });
    adoptStyles(shadow);
    // oxlint-disable-next-line react/set-state-in-effect -- a document is the outside world: there is no root before there is one.
    setRoot(shadow);
    return () => {
      host.remove();
      other?.close();
    };
  }, [isWindow, label]);
  useEffect(() => {
    const other = isWindow ? root?.ownerDocument.defaultView : undefined;
    if (!other || other === window) return undefined;
    other.addEventListener('pagehide', onClose);
    return () => other.removeEventListener('pagehide', onClose);
  });
  return root;
}
