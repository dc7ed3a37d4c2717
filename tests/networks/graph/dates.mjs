// Dates, as this API writes them.

/** 2026-10-11T08:15:30+0000 @param {number} seconds unix */
export const iso = (seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19)}+0000`;
