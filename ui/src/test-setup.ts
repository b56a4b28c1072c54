import "@testing-library/jest-dom/vitest";
import { vi } from "vitest";

// What this page asks of a browser and jsdom has not.
vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
