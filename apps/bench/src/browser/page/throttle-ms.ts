/** How often the page is to show what streams, at most, where its address says so: `?throttle=50`. */
export const throttleMs: number | undefined = Number(new URLSearchParams(location.search).get('throttle')) || undefined;
