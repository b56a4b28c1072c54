import base from "./vite.config.ts";
export default (env)=>{const c=base(env);c.build.outDir='/tmp/mdist';c.build.rollupOptions={treeshake:{moduleSideEffects:(id)=>!/svelte\/src\/(internal\/client\/dom\/elements\/custom-element|legacy)/.test(id)}};return c}
