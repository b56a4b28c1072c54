import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { tick } from "svelte";
import { describe, expect, it } from "vitest";
import App from "../App.svelte";
import type { CustomEvent } from "../ipc/bindings";
import { fake, reception, richEvents, signedIn, watched } from "../ipc/fake";

async function edit(name: string, view = signedIn()) {
  const client = fake(view);
  const user = userEvent.setup();
  render(App, { client });
  await user.click(screen.getByRole("link", { name: "Custom events" }));
  await user.click(screen.getByRole("button", { name }));
  const stored = (): CustomEvent | undefined =>
    client.view.customEvents.find(({ event }) => event.name === name)?.event;
  const save = async (): Promise<void> => {
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("list", { name: "Custom events" });
  };
  return { client, user, stored, save };
}

const rich = () => ({ ...signedIn(), customEvents: richEvents(), watched: [watched(reception)] });
const field = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name });
const box = (name: string) => screen.getByRole("checkbox", { name });
const action = (name: string) => within(within(screen.getByRole("region", { name: "Do" })).getByRole("group", { name }));

describe("when", () => {
  it("can be about the connection", async () => {
    const { user, stored, save } = await edit("Red lamp on the door");
    await user.selectOptions(screen.getByRole("combobox", { name: "Category" }), "Connection");
    await user.selectOptions(screen.getByRole("combobox", { name: "State" }), "Connection lost");
    expect(screen.getByRole("button", { name: "the connection is lost" })).toBeInTheDocument();
    await save();
    expect(stored()?.trigger).toEqual({ category: "connection", state: "lost" });
    expect(screen.getByText(/the connection is lost/)).toBeInTheDocument();
  });

  it("offers what is about calls for calls only", async () => {
    const { user } = await edit("Caller in Ledger");
    await user.click(screen.getByRole("button", { name: /conditions$/ }));
    expect(box("Once per call")).toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "Category" }), "Device");
    expect(screen.queryByRole("checkbox", { name: "Once per call" })).not.toBeInTheDocument();
    expect(screen.queryByRole("checkbox", { name: /^Only if it was answered/ })).not.toBeInTheDocument();
    expect(box("Still so after a while")).toBeInTheDocument();
  });

  it("knows every state of a call", async () => {
    await edit("Caller in Ledger");
    const states = [...screen.getByRole<HTMLSelectElement>("combobox", { name: "State" }).options];
    expect(states.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["Held", "Resumed", "Transferred", "Forwarded"]),
    );
  });

  it("reads its conditions as words while they are folded", async () => {
    const { user } = await edit("Reception needs a hand", rich());
    const folded = screen.getByRole("button", { name: /^Only when/ });
    expect(folded).toHaveTextContent("Monday to Friday 08:00 to 18:00, still so after 20 seconds and once per call");
    expect(screen.queryByRole("checkbox", { name: "Once per call" })).not.toBeInTheDocument();
    await user.click(folded);
    expect(folded).toHaveAttribute("aria-expanded", "true");
    expect(box("Monday")).toBeChecked();
    expect(box("Sunday")).not.toBeChecked();
  });

  it("takes conditions in and out, and keeps what was written", async () => {
    const { user, stored, save } = await edit("Reception needs a hand", rich());
    await user.click(screen.getByRole("button", { name: /^Only when/ }));
    await user.click(box("Saturday"));
    await user.click(box("Once per call"));
    await user.click(box("Still so after a while"));
    await user.click(box("Still so after a while"));
    expect(screen.getByRole("spinbutton", { name: "After" })).toHaveValue(20);
    await user.click(box("While your own line is in a certain state"));
    await user.selectOptions(action0("State"), "DND off");
    await user.click(box("Only if it was answered on this line"));
    await user.clear(screen.getByRole("spinbutton", { name: "At most" }));
    await user.type(screen.getByRole("spinbutton", { name: "At most" }), "2");
    expect(screen.getByRole("button", { name: /^Only when/ })).toHaveTextContent(/at most 2 times in 10 seconds/);
    await save();
    expect(stored()?.conditions).toEqual([
      { kind: "hours", days: ["mon", "tue", "wed", "thu", "fri", "sat"], from: "08:00", to: "18:00" },
      { kind: "stillSo", seconds: 20 },
      { kind: "ownState", wanted: "dndOff" },
      { kind: "answeredHere" },
    ]);
    expect(stored()?.limit).toEqual({ times: 2, seconds: 10 });
  });

  /** The field of a condition: the trigger has one of this name, too. */
  function action0(name: string): HTMLElement {
    return screen.getAllByRole("combobox", { name })[1] as HTMLElement;
  }

  it("keeps what a file asks and no field is there for", async () => {
    const view = signedIn();
    view.customEvents[0]?.event.conditions.push({ kind: "scope", wanted: "internal" });
    const { user, stored, save } = await edit("Caller’s record in CRM", view);
    await user.click(screen.getByRole("button", { name: "Only when of one scope" }));
    await user.click(screen.getByRole("button", { name: "Remove of one scope" }));
    await save();
    expect(stored()?.conditions).toEqual([]);
  });
});

describe("do", () => {
  it("does several things, in the order one puts them in", async () => {
    const { user, stored, save } = await edit("Caller’s record in CRM");
    await user.click(screen.getByRole("button", { name: "Add another action" }));
    const second = action("Action 2");
    await user.click(second.getByRole("radio", { name: "Show message box" }));
    await user.type(second.getByRole("textbox", { name: "Title" }), "Hello");
    await user.click(second.getByRole("button", { name: "Move action 2 up" }));
    await save();
    expect(stored()?.actions.map(({ kind }) => kind)).toEqual(["showMessage", "openWebPage"]);
  });

  it("drops one of several", async () => {
    const { user, stored, save } = await edit("Reception needs a hand", rich());
    await user.click(screen.getByRole("button", { name: "Remove action 2" }));
    await save();
    expect(stored()?.actions.map(({ kind }) => kind)).toEqual(["playSound", "runWebService"]);
  });

  it("says how a program is run", async () => {
    const { user, stored, save } = await edit("Red lamp on the door");
    expect(screen.queryByRole("checkbox", { name: /^A value may begin/ })).not.toBeInTheDocument();
    await user.click(field("Parameters"));
    await user.paste(" {Call.RemoteTel}");
    await user.click(box("A value may begin with “-” or “/”"));
    await user.click(screen.getByText("More"));
    await user.click(screen.getByRole("button", { name: "Choose a folder" }));
    await user.click(box("Hide its window"));
    await user.type(screen.getByRole("spinbutton", { name: "Stop it after" }), "30");
    await user.click(box("Tell it in its environment, too"));
    await save();
    expect(stored()?.actions[0]).toMatchObject({
      folder: "/home/anna",
      hidden: true,
      timeLimit: 30,
      takesOptions: true,
      environment: true,
    });
  });

  it("plays a sound on a device, more quietly, again and again", async () => {
    const { user, stored, save } = await edit("Red lamp on the door");
    await user.click(screen.getByRole("radio", { name: "Play sound" }));
    await user.click(screen.getByRole("button", { name: "Choose a sound" }));
    await user.click(box("Repeat until the call moves on"));
    await user.click(screen.getByText("More"));
    await user.type(screen.getByRole("spinbutton", { name: "Volume" }), "40");
    await user.selectOptions(screen.getByRole("combobox", { name: "Output device" }), "Jabra Evolve2 65");
    await save();
    expect(stored()?.actions).toEqual([
      { kind: "playSound", file: "/home/anna/Sounds/Concierge.wav", repeat: true, volume: 40, device: "jabra" },
    ]);
  });

  it("allows a scheme that starts a program, after a warning", async () => {
    const { user, stored, save } = await edit("Caller’s record in CRM");
    await user.clear(field("Address"));
    await user.click(field("Address"));
    await user.paste("zoommtg://zoom.us/join");
    await user.click(await screen.findByRole("button", { name: "Allow zoommtg: addresses here" }));
    await save();
    expect(stored()?.actions[0]).toMatchObject({ allowedScheme: "zoommtg" });
  });

  it("sends what one says to a web service, with a secret that is put in right there", async () => {
    const { client, user, stored, save } = await edit("Log finished calls");
    expect(screen.queryByRole("combobox", { name: "Send" })).not.toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "Method" }), "POST");
    await user.selectOptions(screen.getByRole("combobox", { name: "Send" }), "JSON of your own");
    await user.click(field("JSON"));
    await user.paste('{{"tel":"{Call.RemoteTel}"}}');
    await user.selectOptions(screen.getByRole("combobox", { name: "Send" }), "The fields of a form");
    await user.type(field("Field"), "tel");
    await user.selectOptions(screen.getByRole("combobox", { name: "Send" }), "JSON of your own");
    expect(field("JSON")).toHaveValue('{{"tel":"{Call.RemoteTel}"}}');
    await user.click(screen.getByText("More"));
    await user.click(screen.getByRole("button", { name: "Add a header" }));
    await user.type(field("Header"), "Authorization");
    await user.type(field("Value"), "Bearer ");
    const secret = screen.getByRole("combobox", { name: "Secret at its end" });
    await user.selectOptions(secret, "Add a secret…");
    await user.type(field("Name of the secret"), "Log service");
    const value = screen.getByLabelText("Secret");
    expect(value).toHaveAttribute("type", "password");
    await user.type(value, "s3cret");
    await user.click(screen.getByRole("button", { name: "Keep it in the keyring" }));
    await waitFor(() => expect(secret).toHaveDisplayValue("Log service"));
    expect(client.view.settings.secrets).toContain("Log service");
    await user.click(box("Try once only"));
    await save();
    expect(stored()?.actions[0]).toMatchObject({
      method: "POST",
      body: { kind: "json", text: '{{"tel":"{Call.RemoteTel}"}}' },
      headers: [{ name: "Authorization", value: "Bearer ", secret: "Log service" }],
      once: true,
    });
    expect(JSON.stringify(stored())).not.toContain("s3cret");
  });

  async function typeSecret(secret: string) {
    const opened = await edit("Log finished calls");
    const { user } = opened;
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Add a header" }));
    await user.type(field("Header"), "Authorization");
    await user.type(field("Value"), "Bearer ");
    await user.selectOptions(screen.getByRole("combobox", { name: "Secret at its end" }), "Add a secret…");
    await user.type(field("Name of the secret"), "Log service");
    if (secret !== "") await user.type(screen.getByLabelText("Secret"), secret);
    return opened;
  }

  it("keeps a secret that was typed when it is saved", async () => {
    const { client, stored, save } = await typeSecret("s3cret");
    const kept: string[][] = [];
    const { setSecret } = client;
    client.setSecret = (...given) => (kept.push(given), setSecret(...given));
    await save();
    expect(kept).toEqual([["Log service", "s3cret"]]);
    expect(stored()?.actions[0]).toMatchObject({
      headers: [{ name: "Authorization", value: "Bearer ", secret: "Log service" }],
    });
  });

  it("keeps a secret that was typed while another kind of action is chosen, and saves none then", async () => {
    const { client, user, save } = await typeSecret("s3cret");
    await user.click(screen.getByRole("radio", { name: "Run program" }));
    await user.click(screen.getByRole("radio", { name: "Run web service" }));
    expect(screen.getByRole("combobox", { name: "Secret at its end" })).toHaveDisplayValue("Add a secret…");
    expect(field("Name of the secret")).toHaveValue("Log service");
    expect(screen.getByLabelText("Secret")).toHaveValue("s3cret");
    await user.click(screen.getByRole("radio", { name: "Show message box" }));
    await user.type(field("Title"), "x");
    await save();
    expect(client.view.settings.secrets).toEqual(["Timesheet"]);
  });

  it("is not saved while the keyring does not take the secret", async () => {
    const { client, user, stored, save } = await typeSecret("s3cret");
    const { setSecret } = client;
    client.setSecret = async () => "the keyring is locked";
    const more = screen.getByRole("button", { name: "More" });
    await user.click(more);
    await user.click(screen.getByRole("button", { name: "Save" }));
    const reason = await screen.findByText(/did not take it \(the keyring is locked\)/);
    expect(reason.closest("[aria-live]")).toHaveFocus();
    expect(more).toHaveAttribute("aria-expanded", "true");
    expect(stored()?.actions[0]).not.toHaveProperty("headers");
    client.setSecret = setSecret;
    await save();
    expect(stored()?.actions[0]).toMatchObject({ headers: [{ secret: "Log service" }] });
  });

  it("is not saved while only the name of a secret is there", async () => {
    const { client, user, save } = await typeSecret("");
    await user.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("Type both its name and the secret, or choose another one.")).toBeInTheDocument();
    await user.selectOptions(screen.getByRole("combobox", { name: "Secret at its end" }), "No secret");
    await save();
    expect(client.view.settings.secrets).toEqual(["Timesheet"]);
  });

  it("asks before a secret that was typed is dropped", async () => {
    const { client, user } = await edit("Reception needs a hand", rich());
    await user.selectOptions(screen.getByRole("combobox", { name: "Secret at its end" }), "Add a secret…");
    await user.type(screen.getByLabelText("Secret"), "s3cret");
    client.tell({});
    expect(await screen.findByRole("alertdialog")).toBeInTheDocument();
  });

  it("forgets a secret, says so at once, and sends it no more", async () => {
    const { client, user, stored, save } = await edit("Reception needs a hand", rich());
    await user.click(screen.getByRole("button", { name: "Forget the secret “Timesheet”" }));
    const note = await screen.findByText(/^The secret “Timesheet” is forgotten/);
    expect(note.closest("[aria-live]")).toHaveFocus();
    expect(client.view.settings.secrets).toEqual([]);
    expect(screen.getByRole("combobox", { name: "Secret at its end" })).toHaveDisplayValue("No secret");
    const preview = within(screen.getByRole("region", { name: "Try" }));
    await waitFor(() => expect(preview.getByText("Authorization: Bearer")).toBeInTheDocument());
    await save();
    expect(stored()?.actions[2]).toMatchObject({ headers: [{ name: "Authorization", secret: "" }] });
  });

  it("is saved once, however often one says so", async () => {
    const { client, user } = await edit("Log finished calls");
    let saved = 0;
    let answer = (): void => undefined;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    const { saveCustomEvent } = client;
    client.saveCustomEvent = async (draft) => {
      saved += 1;
      await asked;
      return saveCustomEvent(draft);
    };
    await user.dblClick(screen.getByRole("button", { name: "Save" }));
    answer();
    await screen.findByRole("list", { name: "Custom events" });
    expect(saved).toBe(1);
  });
});

describe("try", () => {
  const tried = (name = "Action") => within(screen.getByRole("region", { name: "Try" })).findByRole("group", { name });

  it("shows a command argument by argument, with what came from the call", async () => {
    const { user } = await edit("Caller in Ledger");
    await user.click(await screen.findByRole("button", { name: "Change it" }));
    await user.selectOptions(await screen.findByRole("combobox", { name: "With" }), "A call that is made up: Priya Raman");
    await waitFor(async () =>
      expect(
        within(within(await tried()).getByRole("list", { name: "Program and arguments" }))
          .getAllByRole("listitem")
          .map(({ textContent }) => textContent),
      ).toEqual([
        "/opt/ledger/bin/ledger-find",
        "--popup",
        "--number",
        "+442079460958",
        "--name",
        "Priya Raman",
      ]),
    );
    const [, , , number] = within(await tried()).getAllByRole("listitem");
    expect(number?.querySelector("b")).toHaveTextContent("+442079460958");
  });

  it("says of every condition whether a call would have met it", async () => {
    await edit("Caller in Ledger");
    expect(await screen.findByText("This call would not trigger it.")).toBeInTheDocument();
    expect(screen.getByText("Scope: wanted External, call was Internal")).toBeInTheDocument();
    expect(screen.getByText("State: Ringing")).toBeInTheDocument();
  });

  it("takes values of one’s own, and says when nothing would be done", async () => {
    const { user } = await edit("Caller in Ledger");
    await user.selectOptions(await screen.findByRole("combobox", { name: "With" }), "Values of your own");
    const number = screen.getByRole("textbox", { name: "Number" });
    await user.clear(number);
    await user.type(number, "-1");
    const group = await tried();
    expect(await within(group).findByText(/could have been taken for something else/)).toBeInTheDocument();
    expect(within(group).queryByRole("button", { name: "Try it" })).not.toBeInTheDocument();
  });

  it("does it, and says what came of it", async () => {
    const { user } = await edit("Log finished calls");
    const group = await tried();
    await user.click(within(group).getByRole("button", { name: "Try it" }));
    expect(await within(group).findByText("The web service answered 404. It took 0.2 s.")).toBeInTheDocument();
  });

  it("offers a call that came while it was open", async () => {
    const { client, user } = await edit("Caller’s record in CRM");
    const choice = await screen.findByRole("combobox", { name: "With" });
    const { sampleCalls } = client;
    client.sampleCalls = async () => {
      const samples = await sampleCalls();
      return { ...samples, last: { ...samples.example, name: "Newest Caller" } };
    };
    client.change({ activity: client.view.activity + 1 });
    await waitFor(() => expect(choice).toHaveTextContent("Newest Caller"));
    await user.selectOptions(choice, within(choice).getByRole("option", { name: /Newest Caller/ }));
    expect(choice).toHaveDisplayValue(/Newest Caller/);
  });

  it("says at once that a program runs on, and how it ended when it has, unless something was changed meanwhile", async () => {
    const { client, user } = await edit("Log finished calls");
    const runsOn = { failure: null, success: "", goesOn: true, took: 10_000 };
    let end: (tried: typeof runsOn) => void = () => undefined;
    client.tryAction = async (_draft, _at, _sample, ended) => ((end = ended), runsOn);
    const group = await tried();
    await user.click(within(group).getByRole("button", { name: "Try it" }));
    expect(await within(group).findByText("It was started, and runs on.")).toBeInTheDocument();
    const ended = { ...runsOn, success: "exit code 0", goesOn: false, took: 12_000 };
    end(ended);
    expect(await within(group).findByText("exit code 0 after 12 s")).toBeInTheDocument();
    await user.click(within(group).getByRole("button", { name: "Try it" }));
    await within(group).findByText("It was started, and runs on.");
    await user.type(field("Name"), "!");
    await waitFor(() => expect(screen.queryByText("It was started, and runs on.")).not.toBeInTheDocument());
    end(ended);
    await tick();
    expect(screen.queryByText("exit code 0 after 12 s")).not.toBeInTheDocument();
  });

  it("does not say that it went wrong while a header is half written", async () => {
    const { user } = await edit("Log finished calls");
    await user.click(screen.getByRole("button", { name: "More" }));
    await user.click(screen.getByRole("button", { name: "Add a header" }));
    await user.type(field("Value"), "Bearer ");
    const group = await tried();
    expect(await within(group).findByText(/^It can’t be done as it is written/)).toBeInTheDocument();
    expect(group).not.toHaveTextContent(/did not work|Does nothing/);
    expect(within(group).queryByRole("button", { name: "Try it" })).not.toBeInTheDocument();
    await user.type(field("Header"), "Authorization");
    expect(await within(group).findByText(/^Authorization: Bearer/)).toBeInTheDocument();
  });

  it("names a secret, and never shows it", async () => {
    await edit("Reception needs a hand", rich());
    expect(await tried("Action 3")).toHaveTextContent("Authorization: Bearer secret Timesheet");
  });
});

it("says nothing of a header that has no name yet until it is saved", async () => {
  const { client, user } = await edit("Log finished calls");
  const wrong = [{ field: "actions.0.headers.0.name", code: "badHeader", severity: "error", detail: "", suggestion: null }] as const;
  const save = () => user.click(screen.getByRole("button", { name: "Save" }));
  client.saveCustomEvent = async () => [{ ...wrong[0], field: "name", code: "empty" }];
  client.checkCustomEvent = async () => [...wrong];
  await save();
  await screen.findByText(/Give it a name/);
  await user.click(screen.getByRole("button", { name: "More" }));
  await user.click(screen.getByRole("button", { name: "Add a header" }));
  await waitFor(() => expect(screen.queryByText(/Give it a name/)).not.toBeInTheDocument());
  expect(screen.queryByText("Give the header a name.")).not.toBeInTheDocument();
  client.saveCustomEvent = async () => [...wrong];
  await save();
  expect(await screen.findByText("Give the header a name.")).toBeInTheDocument();
});

it("shows what each variable is for the call it is tried on", async () => {
  const { user } = await edit("Caller’s record in CRM");
  const says = async (words: string) => {
    await user.click(screen.getByRole("button", { name: "Insert variable" }));
    await waitFor(() => expect(screen.getByRole("option", { name: /Remote name/ })).toHaveTextContent(words));
    await user.keyboard("{Escape}");
  };
  await says("Tomasz Nowak");
  const tries = within(screen.getByRole("region", { name: "Try" }));
  await user.selectOptions(tries.getByRole("combobox", { name: "With" }), "own");
  await user.clear(tries.getByRole("textbox", { name: "Name" }));
  await user.type(tries.getByRole("textbox", { name: "Name" }), "Ada");
  await says("Ada");
});

it("keeps the window open until what is not saved is saved or dropped", async () => {
  const { client, user } = await edit("Caller’s record in CRM");
  expect(client.unsaved).toBe(false);
  await user.type(field("Name"), "!");
  expect(client.unsaved).toBe(true);
  client.tell({});
  expect(client.closed).toBeNull();
  await user.click(await screen.findByRole("button", { name: "Discard" }));
  expect(client.closed).toMatch(/^\["custom-events",/);
});

describe("what is wrong with a custom event that is stored", () => {
  const gone = {
    field: "actions.0.program",
    code: "programMissing",
    severity: "error",
    detail: "/usr/local/bin/blink1-tool",
    suggestion: null,
  } as const;

  async function open(name: string) {
    const client = fake(signedIn());
    const asked: CustomEvent[] = [];
    client.checkCustomEvent = async (event) => {
      asked.push(event);
      const [action] = event.actions;
      if (action?.kind !== "runProgram") return [];
      return [action.program === "" ? { ...gone, code: "empty", detail: "" } : gone];
    };
    const user = userEvent.setup();
    render(App, { client });
    await user.click(screen.getByRole("link", { name: "Custom events" }));
    await user.click(screen.getByRole("button", { name }));
    return { asked, user };
  }

  it("is said as soon as it is opened, beside its field", async () => {
    await open("Red lamp on the door");
    expect(await screen.findByText(/^There is no program at/)).toBeInTheDocument();
    expect(field("Program")).toBeInvalid();
    expect(field("Program")).toHaveAccessibleDescription(/There is no program at .*blink1-tool/);
    expect(field("Name")).toHaveFocus();
  });

  it("goes when the field is emptied to be filled anew", async () => {
    const { user } = await open("Red lamp on the door");
    await screen.findByText(/^There is no program at/);
    await user.clear(field("Program"));
    await waitFor(() => expect(field("Program")).not.toBeInvalid());
    expect(screen.queryByText("Choose the program to run.")).not.toBeInTheDocument();
  });

  it("is not looked for in a new one before it is saved", async () => {
    const { asked, user } = await open("New custom event");
    for (const program of ["/bin/lamp", ""]) {
      await user.clear(field("Program"));
      if (program !== "") await user.type(field("Program"), program);
      await waitFor(() => expect(asked.at(-1)?.actions[0]).toMatchObject({ program }));
      expect(field("Program")).not.toBeInvalid();
    }
  });
});
