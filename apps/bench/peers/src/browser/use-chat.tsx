import { startUseChatPage } from './use-chat-page.tsx';

startUseChatPage({});
