/** What of Svelte is in use, for good: neither components of its older kind, nor ones that wait, nor traces of what changed. */
export const async_mode_flag = false;
export const legacy_mode_flag = false;
export const tracing_mode_flag = false;
