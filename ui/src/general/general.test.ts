import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import App from "../App.svelte";
import type { NumbersView } from "../ipc/bindings";
import { fake, priya, signedIn } from "../ipc/fake";
import german from "../text/de.ftl?raw";
import english from "../text/en.ftl?raw";
import "../text/live.svelte";
import { t, use } from "../text";
import { messages } from "../../words";
import { countryName } from "./countries";

async function open(numbers: Partial<NumbersView> = {}) {
  const view = signedIn();
  const client = fake({
    ...view,
    settings: { ...view.settings, numbers: { ...view.settings.numbers, ...numbers } },
  });
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "General" }));
  await screen.findByRole("option", { name: "Germany, +49" });
  return { client, user, chosen: () => client.view.settings.numbers.chosen };
}

const country = () => screen.getByRole<HTMLSelectElement>("combobox", { name: "Home country" });
const prefix = () => screen.getByRole("textbox", { name: "National prefix" });
const outside = () => screen.getByRole("textbox", { name: "Outside-line digits" });

it("changes the theme", async () => {
  const { client, user } = await open();
  const theme = within(screen.getByRole("radiogroup", { name: "Theme" }));
  expect(theme.getByRole("radio", { name: "System" })).toBeChecked();
  await user.click(theme.getByRole("radio", { name: "Dark" }));
  expect(client.view.settings.theme).toBe("dark");
  expect(document.documentElement.dataset["theme"]).toBe("dark");
});

it("promises to hear calls only to those who are signed in", () => {
  for (const id of ["general-quit-on-close-help", "toast-in-tray-text"]) expect(t(id)).toMatch(/hears your calls while you are signed in/);
});

describe("the home country", () => {
  it("is in the order of the language that is spoken", async () => {
    await open();
    const at = (name: string) => [...country().options].findIndex(({ text }) => text.startsWith(name));
    expect(at("France")).toBeLessThan(at("Germany"));
    try {
      use("de", messages(german));
      await screen.findByRole("option", { name: "Deutschland, +49" });
      const countryInGerman = screen.getByRole<HTMLSelectElement>("combobox", { name: "Land" });
      const names = [...countryInGerman.options].slice(1).map(({ text }) => text);
      expect(names).toEqual(names.toSorted(new Intl.Collator("de").compare));
    } finally {
      use("en", messages(english));
    }
  });

  it("is what the phone system says, until another is chosen", async () => {
    const { user, chosen } = await open();
    const names = [...country().options].map((option) => option.text);
    expect(names[0]).toBe("As the phone system says (United Kingdom, +44)");
    expect(names.slice(1, 4)).toEqual(["Australia, +61", "Austria, +43", "Belgium, +32"]);
    expect(country()).toHaveValue("");
    await user.selectOptions(country(), "Hungary, +36");
    expect(chosen()).toEqual({ country: "HU", nationalPrefix: null, outsideLine: "" });
    expect(country()).toHaveDisplayValue("Hungary, +36");
    await user.selectOptions(country(), names[0] ?? "");
    expect(chosen().country).toBeNull();
  });

  it("may be said by nobody", async () => {
    await open({ country: "", nationalPrefix: "" });
    expect(country()).toHaveDisplayValue("As the phone system says (not said)");
    expect(prefix()).toHaveAttribute("placeholder", "None");
  });

  it("stays in the menu when nothing is known of it", async () => {
    await open({ chosen: { country: "XQ", nationalPrefix: null, outsideLine: "" } });
    expect(country()).toHaveValue("XQ");
  });

  it("goes by its id where nobody has a name for it", () => {
    expect(countryName("GB")).toBe("United Kingdom");
    expect(countryName("not an id")).toBe("not an id");
  });
});

describe("the digits", () => {
  it("are kept on Enter and when the field is left", async () => {
    const { user, chosen } = await open();
    await user.type(outside(), "9{Enter}");
    expect(chosen().outsideLine).toBe("9");
    await user.clear(outside());
    await user.tab();
    expect(chosen().outsideLine).toBe("");
  });

  it("of the prefix are what the country has, unless the user says otherwise", async () => {
    const { user, chosen } = await open();
    expect(prefix()).toHaveAttribute("placeholder", "0");
    await user.type(prefix(), "06");
    await user.tab();
    expect(chosen().nationalPrefix).toBe("06");
    await user.clear(prefix());
    await user.tab();
    expect(chosen().nationalPrefix).toBeNull();
    await user.selectOptions(country(), "United States, +1");
    expect(prefix()).toHaveAttribute("placeholder", "1");
  });

  it("are nothing but digits", async () => {
    const { user, chosen } = await open();
    await user.type(outside(), "9a{Enter}");
    expect(outside()).toBeInvalid();
    expect(outside()).toHaveAccessibleDescription(/^Type digits only\./);
    expect(chosen().outsideLine).toBe("");
    await user.type(outside(), "{Backspace}{Enter}");
    expect(outside()).not.toBeInvalid();
    expect(chosen().outsideLine).toBe("9");
  });

  it("that are being typed outlast a call", async () => {
    const { client, user } = await open();
    await user.type(outside(), "0");
    client.change({ calls: [{ ...priya, started: Date.now() }] });
    expect(await screen.findAllByText("Connected, ringing")).not.toHaveLength(0);
    expect(outside()).toHaveValue("0");
  });
});

describe("Names of countries", () => {
  it("are there though the system’s language is none", async () => {
    vi.spyOn(navigator, "languages", "get").mockReturnValue(["C", "en-GB"]);
    vi.resetModules();
    const again = await import("./countries");
    expect(again.countryName("GB")).toBe("United Kingdom");
  });
});

it("says in notifications that calls are not heard, until that is switched off", async () => {
  const { client, user } = await open();
  const notify = screen.getByRole("switch", { name: "Notify when Bellhop doesn’t hear your calls" });
  expect(notify).toBeChecked();
  await user.click(notify);
  expect(client.view.settings.notifications).toBe(false);
});

describe("starting and closing", () => {
  const starts = () => screen.getByRole("switch", { name: "Start when you sign in to this computer" });

  it("is turned at once", async () => {
    const { client, user } = await open();
    await user.click(starts());
    await user.click(screen.getByRole("switch", { name: "Start without opening the window" }));
    await user.click(screen.getByRole("switch", { name: "Quit when the window is closed" }));
    expect(client.view.settings).toMatchObject({ startAtSignIn: true, startMinimized: true, quitOnClose: true });
    // Somebody turns it off elsewhere.
    client.change({ settings: { ...client.view.settings, startAtSignIn: false } });
    await vi.waitFor(() => expect(starts()).not.toBeChecked());
  });

  it("says why the computer does not start it, and turns the switch back", async () => {
    const { client, user } = await open();
    client.refuses = "Permission denied";
    await user.click(starts());
    expect(await screen.findByRole("alert")).toHaveTextContent("did not take that (Permission denied)");
    expect(starts()).not.toBeChecked();
    client.refuses = null;
    await user.click(starts());
    expect(screen.queryByRole("alert")).toBeNull();
    expect(starts()).toBeChecked();
  });
});
