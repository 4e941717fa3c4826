export const contextCss: string = '';
