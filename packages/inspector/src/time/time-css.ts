export const timeCss: string = '';
