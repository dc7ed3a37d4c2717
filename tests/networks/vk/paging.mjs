// One page of a list, with the raw items a test has put in.

export { cut_page } from '../shared/page_faults.mjs';
export { raws_at, served, with_raw, with_raw_bytes } from '../shared/raw_items.mjs';
