export const logCss: string = '';
