export const stateCss: string = `
.tfi-state { flex: 1; min-height: 11rem; display: flex; flex-direction: column; }
.tfi-state-bar { flex-wrap: wrap; }
.tfi-state-seq { width: 5.5rem; }
`;
