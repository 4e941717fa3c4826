import { lazy, useEffect, type LazyExoticComponent, type ReactNode } from 'react';
import { labels } from '../labels.ts';
import { useNotify } from './notices.tsx';

/** What a part needs that is fetched when somebody wants to see it. */
interface Closable {
  readonly onClose: () => void;
}

/** A component that is fetched when it is shown. Where that fails, it closes itself and a sentence says what to do. */
export function lazyPart<Props extends Closable>(
  load: () => Promise<(props: Props) => ReactNode>,
): LazyExoticComponent<(props: Props) => ReactNode> {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (error) {
      console.error(error);
      return { default: Missing };
    }
  });
}

function Missing({ onClose }: Closable): ReactNode {
  const notify = useNotify();
  useEffect(() => {
    notify(labels.opening.partFailed);
    onClose();
  });
  return null;
}
