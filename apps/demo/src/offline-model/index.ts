export { createOfflineModel, OFFLINE_MODEL_LABEL, type OfflineModelOptions } from './create-offline-model.ts';
