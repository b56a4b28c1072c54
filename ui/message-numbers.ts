/**
 * Has what is shipped ask for its messages by number: their names are for those who write the pages. A number is a
 * message's place in a file of words; `use` in `src/text/index.ts` gives the messages theirs.
 */
import type { Plugin } from "vite";
import { places, written } from "./words.ts";

/** What asks for a message by a name that is written out. Names that are put together stay names. */
const ASKS = /\b(t|parts|lines)\("([a-z0-9-]+)"/g;

export function messageNumbers(): Plugin {
  let place = new Map<string, number>();
  return {
    name: "message-numbers",
    apply: "build",
    enforce: "pre",
    buildStart() {
      place = places(written("en"));
    },
    transform: {
      filter: { id: /\/ui\/src\/.*\.(svelte|ts)$/ },
      handler(code) {
        return code.replace(ASKS, (whole, ask: string, name: string) => {
          const number = place.get(name);
          return number === undefined ? whole : `${ask}(${String(number)}`;
        });
      },
    },
  };
}
