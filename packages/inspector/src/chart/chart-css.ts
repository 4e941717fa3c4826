export const chartCss: string = '';
