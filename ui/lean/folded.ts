/**
 * What is always so in this window, put into Svelte's own text in place of the question, so that the build leaves out what
 * would be done otherwise. What is done stays as it was: components wait for nothing (see `async.ts`), are of the newer
 * kind only, fade or slide never, and flush no changes themselves, so that there is one batch of them at a time.
 */

type Fold = {
  /** What the file says, and what stands there instead. */
  always?: [said: string, instead: string][];
  /** Functions and methods that come down to less; null takes a method away. The build can't see that nothing calls it. */
  less?: [name: string, body: string | null][];
};

const FOLDS: Record<string, Fold> = {
  "internal/client/constants.js": {
    always: [
      // Nothing here asks whether what it waited for is still wanted, and a page is never of XML.
      ["STALE_REACTION = new", "STALE_REACTION = /* @__PURE__ */ new"],
      ["\t!!globalThis.document?.contentType &&", "\tfalse &&"],
    ],
  },
  "internal/client/dom/blocks/each.js": {
    always: [
      ["should_defer_append()", "false"],
      ["if (is_animated)", "if (false)"],
      ["if ((effect.f & INERT) !== 0)", "if (false)"],
      ["if ((effect.f & INERT) === 0)", ""],
      ["(current.f & INERT) === 0 &&", ""],
      ["if (state.pending.size > 0)", "if (false)"],
      ["preserved_effects?.has(e)", "false"],
      ["state.outrogroups !== null", "false"],
      ["pending.set(batch, keys);", ""],
    ],
    less: [
      ["function pause_effects", `if (controlled_anchor !== null) {
      var parent_node = controlled_anchor.parentNode;
      clear_text_content(parent_node);
      parent_node.append(controlled_anchor);
      state.items.clear();
    }
    destroy_effects(state, to_destroy, controlled_anchor === null);`],
    ],
  },
  "internal/client/dom/blocks/key.js": {
    always: [
      ["is_runes()", "true"],
    ],
  },
  "internal/client/dom/elements/class.js": {
    always: [
      ["if (next_classes && prev_classes !== next_classes)", "if (false)"],
    ],
  },
  "internal/client/error-handling.js": {
    always: [
      ["(effect.f & BOUNDARY_EFFECT) !== 0", "false"],
    ],
  },
  "internal/client/reactivity/batch.js": {
    always: [
      ["!batch.is_fork && this", "this"],
      ["if (!this.is_fork) {", "{"],
      ["this.#is_deferred()", "false"],
      ["|| this.#skipped_branches.has(effect)", ""],
      ["effect.b?.is_pending", "false"],
      ["const earlier_batch = this.#find_earlier_batch();", ""],
      ["if (earlier_batch)", "if (false)"],
      ["for (const fn of this.#commit_callbacks) fn(this);", ""],
      ["this.#commit_callbacks.clear();", ""],
      ["this.#deferred?.resolve();", ""],
      ["async_deriveds = new Map();", ""],
    ],
    less: [
      ["#find_earlier_batch", ""],
      ["#intersects", ""],
      ["#merge", ""],
      ["#defer_effects", ""],
      ["discard", "this.#unlink();"],
      ["transfer_reactions", null],
      ["oncommit", null],
      ["ondiscard", null],
      ["settled", null],
      ["#is_deferred", ""],
      ["#is_skipped", ""],
      ["skip_effect", null],
      ["unskip_effect", null],
      ["register_created_effect", null],
      ["increment", null],
      ["decrement", null],
      ["activate", null],
      ["deactivate", null],
    ],
  },
  "internal/client/reactivity/deriveds.js": {
    always: [
      ["current_batch?.is_fork", "false"],
      ["e.ac !== null", "false"],
      // A warning to who writes the window, which no user sees.
      ["w.derived_inert();", ""],
    ],
  },
  "internal/client/reactivity/effects.js": {
    always: [
      ["current_batch?.register_created_effect(effect);", ""],
      ["controller !== null", "false"],
    ],
    less: [
      ["export function pause_effect", "if (destroy) destroy_effect(effect); callback?.();"],
      ["export function resume_effect", ""],
    ],
  },
  "internal/client/reactivity/props.js": {
    always: [
      ["var runes = !legacy_mode_flag || (flags & PROPS_IS_RUNES) !== 0;", ""],
      ["runes", "true"],
    ],
  },
  "internal/client/reactivity/sources.js": {
    always: [
      ["is_runes()", "true"],
      ["!batch.is_fork && eager_effects.size > 0 && !eager_effects_deferred", "false"],
      ["(flags & EAGER_EFFECT) !== 0", "false"],
      ["var runes = true;", ""],
      ["if (!runes && reaction === active_effect) continue;", ""],
    ],
  },
  "internal/client/runtime.js": {
    always: [
      ["is_runes()", "true"],
      ["reaction.ac !== null", "false"],
      ["derived.ac !== null", "false"],
      ["var is_fork = current_batch?.is_fork;", ""],
      ["if (!is_fork) {", "{"],
      ["!is_fork && deps", "deps"],
    ],
  },
  "internal/client/dom/template.js": {
    always: [
      ["name === 'math' ? NAMESPACE_MATHML : ns", "ns"],
      ["(flags & TEMPLATE_USE_MATHML) !== 0", "false"],
      ["use_import_node || is_firefox", "use_import_node"],
    ],
  },
  "internal/shared/attributes.js": {
    always: [
      ["if (directives)", "if (false)"],
    ],
  },
  "utils.js": {
    always: [
      ["...DOM_BOOLEAN_ATTRIBUTES,", ""],
      ["PASSIVE_EVENTS.includes(name)", "false"],
    ],
  },
};

/** Returns a file of Svelte with what is always so put in, by its path there; or null where there is nothing to put in. */
export function folded(path: string, code: string): string | null {
  const fold = FOLDS[path];
  if (!fold) return null;
  const changed = (before: string, after: string, what: string): string => {
    if (after === before) throw new Error(`Svelte has been rearranged: ${path} does not say ${what}`);
    return after;
  };
  let now = code;
  for (const [said, instead] of fold.always ?? []) now = changed(now, now.replaceAll(said, instead), said);
  for (const [name, body] of fold.less ?? []) {
    const whole = new RegExp(`\\n((\\t?)${name}\\([^\\n]*\\) \\{)\\n[\\s\\S]*?\\n\\2\\}\\n`);
    now = changed(now, now.replace(whole, body === null ? "\n" : `\n$1 ${body} }\n`), name);
  }
  return now;
}
