import { library } from '../../scripts/library.ts';

// Each entry point is for one platform; what Node brings stays an import. The types are made of the sources alone.
export default { ...library(import.meta.url), tsconfig: 'tsconfig.lib.json', deps: { neverBundle: [/^node:/] } };
