/** What custom events can start from, by name. */
import type { CustomEvent, StartingPoint } from "../ipc/bindings";
import { t } from "../text";

/** Returns the name of a starting point, or of one of the several custom events it is made of. */
export const startName = (key: string, part = 0): string => t(`start-${key}`, { part });

/** Returns its custom events as they are opened in the editor. */
export function drafts({ key, drafts }: StartingPoint): CustomEvent[] {
  const more = drafts.length > 1;
  return drafts.map((draft, index) => ({ ...draft, name: startName(key, more ? index + 1 : 0) }));
}
