import { cleanup, render, screen, waitFor } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import type { Problem } from "../ipc/bindings";
import { answers, fake, northgate, problem, sha256, signedIn, signedOut } from "../ipc/fake";
import { left } from "../shared/left";

function open(answer: Promise<Problem | null> = Promise.resolve(null), view = signedOut()) {
  const client = fake(view);
  const asked: unknown[][] = [];
  client.signIn = (...given) => {
    asked.push(given);
    return answer;
  };
  render(App, { client });
  return { client, asked, user: userEvent.setup() };
}

async function fill(user: ReturnType<typeof userEvent.setup>) {
  await user.type(screen.getByLabelText("Server"), " xsp.northgate.example ");
  await user.type(screen.getByLabelText("User id"), northgate.userId);
  await user.type(screen.getByLabelText("Password"), "bell-anna");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
}

it("signs in with what was typed", async () => {
  const { asked, user } = open();
  await fill(user);
  expect(asked).toEqual([[{ ...northgate, server: "xsp.northgate.example" }, "bell-anna", true]]);
});

it.each<[Problem, string, RegExp]>([
  [
    problem("hostUnknown", { detail: "xsp.northgate.exmple" }),
    "There is no server called xsp.northgate.exmple.",
    /Check the spelling/,
  ],
  [problem("refused"), "The phone system refused this sign-in.", /locks the account/],
  [
    problem("forbidden", { detail: "Advanced Call Control" }),
    "You may sign in, but not listen for calls.",
    /says: “Advanced Call Control”/,
  ],
  [
    problem("encryption", { detail: "xsp.northgate.example" }),
    "xsp.northgate.example offers no safe encryption.",
    /plain http there/,
  ],
  [
    problem("proxy", { detail: "proxy.northgate.example", more: "it wants a password" }),
    "The proxy proxy.northgate.example doesn’t let Bellhop through.",
    /It says: it wants a password\./,
  ],
  [problem("notXsi", { detail: "www.northgate.example" }), "www.northgate.example answered, but not", /“xsp”/],
])("says plainly what is in the way: %o", async (inTheWay, what, then) => {
  const { user } = open(Promise.resolve(inTheWay));
  await fill(user);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent(what);
  expect(alert).toHaveTextContent(then);
  await waitFor(() => expect(alert).toHaveFocus());
  expect(screen.getByLabelText("Password")).toHaveValue("bell-anna");
});

it("says that it is signing in only when that takes a while", async () => {
  const { user } = open(new Promise(() => undefined));
  await fill(user);
  expect(screen.getByRole("button", { name: "Sign in" })).toBeInTheDocument();
  expect(await screen.findByRole("button", { name: "Signing in…" })).toBeInTheDocument();
});

it("asks for every field that is empty until it is not, and asks nobody else", async () => {
  const { asked, user } = open();
  await user.type(screen.getByLabelText("Server"), "xsp.northgate.example");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  const [server, userId, password] = ["Server", "User id", "Password"].map((label) => screen.getByLabelText(label));
  expect(server).toBeValid();
  expect(userId).toHaveFocus();
  expect(userId).toHaveAccessibleDescription("Type your user id.");
  expect(password).toBeInvalid();
  await user.keyboard("anna");
  expect(userId).toBeValid();
  expect(password).toHaveAccessibleDescription(/^Type your password/);
  expect(asked).toEqual([]);
});

it("fills in the account that no longer works, and says why", async () => {
  open(undefined, {
    ...signedOut(),
    connection: {
      state: "signedOut",
      problem: problem("refused"),
      account: northgate,
    },
  });
  expect(screen.getByRole("alert")).toHaveTextContent("The phone system refused this sign-in.");
  expect(screen.getByLabelText("Server")).toHaveValue(northgate.server);
  expect(screen.getByLabelText("User id")).toHaveValue(northgate.userId);
  await waitFor(() => expect(screen.getByRole("alert")).toHaveFocus());
});

it("shows the password when asked", async () => {
  const { user } = open();
  await user.click(screen.getByRole("button", { name: "Show password" }));
  expect(screen.getByLabelText("Password")).toHaveAttribute("type", "text");
});

it("starts the demo", async () => {
  const { user } = open();
  await user.click(screen.getByRole("button", { name: "Try without a phone system" }));
  expect(await screen.findByRole("heading", { name: "Demo phone system" })).toBeInTheDocument();
});

it("shows a certificate that is not trusted, and trusts exactly that one", async () => {
  const certificate = answers["certificate"] ?? null;
  const { asked, client, user } = open(Promise.resolve(certificate));
  await fill(user);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("This computer doesn’t know who signed the certificate of xsp.northgate.example.");
  for (const shown of ["CN=Northgate Instruments Root CA", "O=Northgate Instruments Ltd", sha256]) {
    expect(alert).toHaveTextContent(shown);
  }
  client.signIn = (...given) => {
    asked.push(given);
    return Promise.resolve(null);
  };
  await user.click(screen.getByRole("button", { name: "Trust this certificate" }));
  const pins = [{ host: "xsp.northgate.example", sha256 }];
  expect(asked.at(-1)).toEqual([{ ...northgate, server: "xsp.northgate.example", pins }, "bell-anna", true]);
});

it("does not offer to trust a certificate that was revoked", async () => {
  const revoked = problem("certificate", {
    detail: "xsp.northgate.example",
    certificate: { distrust: "revoked", subject: "", issuer: "", sha256 },
  });
  const { user } = open(Promise.resolve(revoked));
  await fill(user);
  expect(await screen.findByRole("alert")).toHaveTextContent("The certificate of xsp.northgate.example was revoked.");
  expect(screen.queryByRole("button", { name: "Trust this certificate" })).not.toBeInTheDocument();
});

it("goes where the server sends it when told, and never unencrypted", async () => {
  const { asked, user } = open(Promise.resolve(answers["moved"] ?? null));
  await fill(user);
  await user.click(await screen.findByRole("button", { name: "Use that server" }));
  expect(screen.getByLabelText("Server")).toHaveValue("https://xsp2.northgate.example");
  expect(asked.at(-1)?.[0]).toEqual({ ...northgate, server: "https://xsp2.northgate.example" });
});

it("does not offer a server that is reached without encryption", async () => {
  const { user } = open(Promise.resolve(answers["movedUnencrypted"] ?? null));
  await fill(user);
  expect(await screen.findByRole("alert")).toHaveTextContent(/where nothing is encrypted/);
  expect(screen.queryByRole("button", { name: "Use that server" })).not.toBeInTheDocument();
});

it("asks before a password travels unencrypted, and only where it would", async () => {
  const { asked, user } = open();
  const server = screen.getByLabelText("Server");
  const allow = () => screen.queryByRole("checkbox", { name: "Sign in without encryption" });
  for (const typed of ["xsp.northgate.example", "https://xsp.northgate.example", "http://localhost:80", "http://127.0.0.1"]) {
    await user.clear(server);
    await user.type(server, typed);
    expect(allow(), typed).not.toBeInTheDocument();
  }
  await user.clear(server);
  await user.type(server, "http://xsp.northgate.example");
  expect(allow()).toHaveAccessibleDescription(/could be read on the way/);
  expect(allow()).not.toBeChecked();
  await user.click(screen.getByRole("checkbox", { name: "Sign in without encryption" }));
  await user.type(screen.getByLabelText("User id"), northgate.userId);
  await user.type(screen.getByLabelText("Password"), "bell-anna");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(asked[0]?.[0]).toEqual({ ...northgate, server: "http://xsp.northgate.example", plainHttp: true });
});

it("takes a token instead of a password, and other names of the web applications", async () => {
  const { asked, user } = open();
  await user.click(screen.getByText("More"));
  await user.click(screen.getByRole("radio", { name: "An access token" }));
  await user.type(screen.getByLabelText("Event channels"), "/channels");
  await user.type(screen.getByLabelText("Server"), "xsp.northgate.example");
  await user.type(screen.getByLabelText("User id"), northgate.userId);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(screen.getByLabelText("Access token")).toHaveAccessibleDescription(/^Paste your access token\./);
  await user.type(screen.getByLabelText("Access token"), "t0ken");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  const webApps = { actions: "", events: "", channels: "/channels" };
  const account = { ...northgate, server: "xsp.northgate.example", credential: "token", webApps };
  expect(asked).toEqual([[account, "t0ken", true]]);
});

it("takes the line back from another computer with one button", async () => {
  const { user } = open(undefined, {
    ...signedOut(),
    connection: { state: "signedOut", problem: problem("signedInElsewhere"), account: northgate },
  });
  await user.click(screen.getByRole("button", { name: "Sign in here" }));
  expect(await screen.findByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("counts the seconds a phone system wants to be left alone for", async () => {
  const { user } = open(Promise.resolve(problem("serverBusy", { detail: "503", retryAfter: 120 })));
  await fill(user);
  expect(await screen.findByText("It asks to be left alone for 120 seconds.")).toBeInTheDocument();
});

it("leads to what is about Bellhop itself, and back to what was typed", async () => {
  const { client, user } = open();
  await user.type(screen.getByLabelText("Server"), "xsp.northgate.example");
  await user.click(screen.getByRole("button", { name: "General" }));
  expect(screen.getByRole("main")).toHaveFocus();
  expect(document.title).toBe("General – Bellhop");
  await user.click(screen.getByRole("radio", { name: "Dark" }));
  expect(client.view.settings.theme).toBe("dark");
  await user.click(screen.getByRole("button", { name: "Back to signing in" }));
  expect(screen.getByRole("button", { name: "General" })).toHaveFocus();
  expect(screen.getByLabelText("Server")).toHaveValue("xsp.northgate.example");
  expect(document.title).toBe("Sign in – Bellhop");

  await user.click(screen.getByRole("button", { name: "About" }));
  expect(await screen.findByText(/settings\.json$/)).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Show the first steps" })).not.toBeInTheDocument();
  expect(screen.queryByRole("navigation")).not.toBeInTheDocument();
  await user.keyboard("{Escape}");
  expect(screen.getByRole("button", { name: "About" })).toHaveFocus();
});

it("goes nowhere else while it is signing in", async () => {
  const { user } = open(new Promise(() => undefined));
  await fill(user);
  expect(screen.getByRole("button", { name: "General" })).toBeDisabled();
});

it("has what was typed in the next window, but for what is secret", async () => {
  const { client, user } = open();
  await user.type(screen.getByLabelText("Server"), "xsp.northgate.example");
  await user.type(screen.getByLabelText("User id"), "anna");
  await user.type(screen.getByLabelText("Password"), "bell-anna");
  client.tell({});
  const said = client.closed ?? "";
  expect(said).not.toContain("bell-anna");
  cleanup();
  left.forget();
  const next = open();
  next.client.tell({ left: said });
  await waitFor(() => expect(screen.getByLabelText("Server")).toHaveValue("xsp.northgate.example"));
  expect(screen.getByLabelText("User id")).toHaveValue("anna");
  expect(screen.getByLabelText("Password")).toHaveValue("");
  expect(screen.getByLabelText("Password")).toHaveFocus();
  // Who has signed in leaves nothing of it to whoever does next.
  next.client.change(signedIn());
  await screen.findByRole("navigation", { name: "Pages" });
  next.client.tell({});
  expect(next.client.closed).not.toContain("xsp.northgate.example");
});
