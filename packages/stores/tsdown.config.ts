import { library } from '../../scripts/library.ts';

export default library(import.meta.url);
