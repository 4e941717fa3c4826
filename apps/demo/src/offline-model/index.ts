export { createOfflineModel, OFFLINE_MODEL_LABEL } from './create-offline-model.ts';
