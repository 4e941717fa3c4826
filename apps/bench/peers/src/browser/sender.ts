/** How a page says something: a hook's function, once its component has mounted. */
export interface Sender {
  readonly bind: (send: (text: string) => unknown) => void;
  readonly send: (text: string) => unknown;
}

export function createSender(): Sender {
  let bound: (text: string) => unknown = () => {
    throw new Error('The page has not mounted yet.');
  };
  return { bind: (send) => void (bound = send), send: (text) => bound(text) };
}
