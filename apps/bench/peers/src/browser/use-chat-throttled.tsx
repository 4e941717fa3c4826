import { startUseChatPage } from './use-chat-page.tsx';

/** The number in its docs. */
startUseChatPage({ throttle: 50 });
