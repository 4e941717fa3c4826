import { library } from '../../scripts/library.ts';

export default { ...library(import.meta.url), tsconfig: 'tsconfig.lib.json' };
