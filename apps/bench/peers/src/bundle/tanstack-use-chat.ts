export { clientTools, fetchServerSentEvents, useChat } from '@tanstack/ai-react';
