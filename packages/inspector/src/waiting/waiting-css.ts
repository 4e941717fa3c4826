export const waitingCss: string = '';
