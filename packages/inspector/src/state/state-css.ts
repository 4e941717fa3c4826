export const stateCss: string = `
.tfi-state { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.tfi-state-compare { flex-wrap: wrap; }
.tfi-state-seq { width: 5.5rem; }
`;
