/**
 * The small window with messages that stay: the newest three, and how many more there are. It comes up in the middle of
 * whatever the user is doing, so it does without all that the big one is made of.
 */
import type { MessageClient, Shown } from "./ipc/messages";
import { t } from "./text";

const AT_ONCE = 3;

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  fields: Partial<HTMLElementTagNameMap[Name]>,
  ...children: Node[]
): HTMLElementTagNameMap[Name] {
  const made = Object.assign(document.createElement(name), fields);
  made.append(...children);
  return made;
}

function card({ id, title, text, opens }: Shown, client: MessageClient): HTMLElement {
  const open = (): void => void client.openMessage(id);
  const close = (): void => void client.closeMessage(id);
  const head = opens
    ? make("button", { type: "button", className: "open", textContent: title, onclick: open })
    : make("h1", { textContent: title });
  const closer = make("button", { type: "button", className: "button icon-only", ariaLabel: t("message-close", { title }) });
  closer.onclick = close;
  const words = make("div", {}, head, make("p", { textContent: text }));
  return make("article", { className: "message", ariaLabel: title }, words, closer);
}

/** Shows the messages there are in `place`, now and as they come and go. */
export function show(place: HTMLElement, client: MessageClient): void {
  const cards = make("div", { className: "messages", role: "status" });
  const more = make("p", { className: "help" });
  const all = make("div", {}, cards, more);
  place.append(make("main", { ariaLabel: t("message-window") }, all));
  // The space around it is as wide above as at the side.
  new ResizeObserver(() => void client.fitMessages(Math.ceil(all.offsetHeight + 2 * all.offsetLeft))).observe(all);
  /** Those that are shown: what has the focus keeps it. */
  let shown = new Map<number, HTMLElement>();
  client.watchMessages((messages) => {
    const newest = messages.slice(-AT_ONCE).reverse();
    shown = new Map(newest.map((message) => [message.id, shown.get(message.id) ?? card(message, client)]));
    const wanted = [...shown.values()];
    for (const each of [...cards.children]) if (!wanted.some((one) => one === each)) each.remove();
    wanted.forEach((each, index) => {
      if (cards.children[index] !== each) cards.insertBefore(each, cards.children[index] ?? null);
    });
    const hidden = messages.length - newest.length;
    more.textContent = hidden > 0 ? t("message-more", { count: hidden }) : "";
  });
}
