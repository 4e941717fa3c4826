export const stateCss: string = '';
