import { startCopilotKitPage } from './copilotkit-page.tsx';

startCopilotKitPage({});
