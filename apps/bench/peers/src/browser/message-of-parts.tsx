import { memo, type ComponentType, type MemoExoticComponent } from 'react';
import { countRender } from '../../../src/browser/page/counts.ts';
import { messageView } from '../../../src/browser/page/views.tsx';

export interface PartProps<TPart> {
  readonly part: TPart;
  /** The part's own in the page. */
  readonly name: string;
}

interface MessageProps<TPart> {
  readonly message: { readonly id: string; readonly role: string; readonly parts: readonly TPart[] };
}

/** The component of a message that is a list of parts: both behind `memo`, each by the system's own object. */
export function messageOfParts<TPart>(
  Part: ComponentType<PartProps<TPart>>,
): MemoExoticComponent<ComponentType<MessageProps<TPart>>> {
  const Memoized = memo(Part) as ComponentType<PartProps<TPart>>;
  return memo(({ message: { id, role, parts } }: MessageProps<TPart>) => {
    countRender('message', id);
    return messageView(
      role,
      parts.map((part, index) => <Memoized key={index} part={part} name={`${id} ${index}`} />),
    );
  });
}
