import "@testing-library/jest-dom/vitest";
import { afterEach, vi } from "vitest";
import { messages } from "../words";
import { given } from "./ipc/commands";
import { left } from "./shared/left";
import { drawings, glyphs, icons } from "./shared/icons";
import { use } from "./text";
import english from "./text/en.ftl?raw";

// What this page asks of a browser and jsdom has not.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));

// Nor has it a layout.
document.elementFromPoint = () => null;
Element.prototype.scrollIntoView = () => undefined;
vi.stubGlobal(
  "IntersectionObserver",
  class {
    constructor(readonly seen: (seen: { isIntersecting: boolean }[]) => void) {}
    // All that is listed is in sight, and its end is not.
    observe = (target: Element): void => this.seen([{ isIntersecting: target.matches(".chunk") }]);
    unobserve = (): void => undefined;
    disconnect = (): void => undefined;
  },
);
vi.stubGlobal(
  "ResizeObserver",
  class {
    observe = (): void => undefined;
    disconnect = (): void => undefined;
  },
);

// Every test has a window of its own.
afterEach(() => left.forget());

use("en", messages(english));

// The page has its drawings and commands before it has anything else.
for (const [id, data] of Object.entries({ icons, glyphs, drawings, commands: given })) {
  const block = Object.assign(document.createElement("script"), { type: "application/json", id });
  block.textContent = JSON.stringify(data);
  document.head.append(block);
}
