export type SocketStanding = 'connecting' | 'connected' | 'lost';

export interface SocketReceiverOptions {
  readonly url: string;
  readonly onText: (text: string) => void;
  readonly onStanding: (standing: SocketStanding) => void;
  /** Default: the browser's. */
  readonly WebSocket?: typeof WebSocket;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;

/** Listens to a relay, and tries again when it is gone. Sends nothing. Returns what ends it. */
export function receiveSocket(options: SocketReceiverOptions): () => void {
  const { url, onText, onStanding, WebSocket: Socket = WebSocket } = options;
  let waitMs = FIRST_WAIT_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  let socket = connect();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    socket.close();
  };

  function connect(): WebSocket {
    onStanding('connecting');
    const next = new Socket(url);
    next.onopen = () => {
      waitMs = FIRST_WAIT_MS;
      onStanding('connected');
    };
    next.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') onText(data);
    };
    next.onclose = () => {
      if (isStopped) return;
      onStanding('lost');
      timer = setTimeout(() => (socket = connect()), waitMs);
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
    };
    return next;
  }
}
