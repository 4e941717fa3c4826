import { library } from '../../scripts/library.ts';

// Each entry point is for one platform; what Node brings stays an import.
export default { ...library(import.meta.url), deps: { neverBundle: [/^node:/] } };
