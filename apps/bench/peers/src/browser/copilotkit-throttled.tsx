import { startCopilotKitPage } from './copilotkit-page.tsx';

/** As often as the throttled `useChat`. */
startCopilotKitPage({ throttleMs: 50 });
