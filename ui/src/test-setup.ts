import "@testing-library/jest-dom/vitest";
import { vi } from "vitest";
import { messages } from "../text-block";
import english from "./text/en.ftl?raw";

// What this page asks of a browser and jsdom has not.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));

// The page has its words before it has anything else.
const text = Object.assign(document.createElement("script"), { type: "application/json", id: "text" });
text.textContent = messages(english);
document.head.append(text);
