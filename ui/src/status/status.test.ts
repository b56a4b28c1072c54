import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import App from "../App.svelte";
import { answers, fake, priya, problem, sha256, signedIn } from "../ipc/fake";

function open(view = signedIn()) {
  const client = fake(view);
  render(App, { client });
  return { client, user: userEvent.setup() };
}

it("shows a call that rings, as it comes", async () => {
  const { client } = open();
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
  client.change({ calls: [{ ...priya, started: Date.now() - 6000 }] });
  expect(await screen.findByRole("heading", { name: "Connected, ringing" })).toBeInTheDocument();
  expect(screen.getByText("Priya Raman")).toBeInTheDocument();
  expect(screen.getByRole("timer", { name: /^Ringing for 00:0[67]$/ })).toBeInTheDocument();
  // The list of pages says it too, for those who do not look.
  expect(within(screen.getByRole("navigation")).getByRole("status")).toHaveTextContent("Connected, ringing");
});

it("shows the number of a caller without a name, and a withheld one in words", () => {
  const call = { ...priya, remoteName: "", started: Date.now() };
  open({ ...signedIn(), calls: [call, { ...call, id: "c2", remoteTel: "" }] });
  expect(screen.getAllByText("+442079460958")).not.toHaveLength(0);
  expect(screen.getAllByText("Withheld number")).not.toHaveLength(0);
});

it("says why it is not connected and when it tries again", async () => {
  const retryAt = Date.now() + 11_500;
  const { user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt, problem: problem("unreachable", { detail: "xsp.northgate.example" }) },
  });
  expect(screen.getByText("xsp.northgate.example doesn’t answer.")).toBeInTheDocument();
  expect(screen.getByText("Trying again in 12 seconds.")).toBeInTheDocument();
  // The seconds are for the eye; whoever listens hears the state once.
  expect(screen.getByRole("heading", { level: 1, name: "Not connected" })).toHaveTextContent(/Reconnecting in 12\ss/);
  await user.click(screen.getByRole("button", { name: "Try now" }));
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("turns everything off and on", async () => {
  const { client, user } = open();
  await user.click(screen.getByRole("switch", { name: "Custom events" }));
  expect(client.view.settings.customEventsOn).toBe(false);
  expect(screen.getByRole("switch", { name: "Custom events" })).not.toBeChecked();
});

it("says why speakers can't be muted yet", () => {
  open();
  const mute = screen.getByRole("switch", { name: "Mute speakers in call" });
  expect(mute).toBeDisabled();
  expect(mute).toHaveAccessibleDescription(/later version/);
});

it("makes calls on the demo phone system, and offers only what can be done", async () => {
  const { client, user } = open();
  await client.tryDemo();
  const button = (name: string) => screen.getByRole("button", { name });
  expect(await screen.findByRole("button", { name: "Answer" })).toBeDisabled();
  await user.click(button("Ring"));
  expect(button("Ring")).toBeDisabled();
  await user.click(button("Answer"));
  expect(screen.getByRole("heading", { name: "Connected, in a call" })).toBeInTheDocument();
  await user.click(button("Hold"));
  await user.click(button("Retrieve"));
  await user.click(button("Hang up"));
  expect(screen.queryByText("Priya Raman")).not.toBeInTheDocument();
  await user.click(button("Do not disturb"));
  expect(screen.getByText("DND on")).toBeInTheDocument();
});

it("says so when the backend could not do what was asked", async () => {
  const { client, user } = open();
  // What a rejected command nobody waits for does in a web view.
  client.setSwitch = () => {
    window.dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: "the engine has ended" }));
    return Promise.resolve();
  };
  await user.click(screen.getByRole("switch", { name: "Sounds" }));
  expect(screen.getByRole("alert")).toHaveTextContent("the engine has ended");
  await user.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("alert")).not.toBeInTheDocument();
});

it("says what the phone system says of the missing right, and asks again when told", async () => {
  const { user } = open({
    ...signedIn(),
    connection: { state: "notPermitted", problem: problem("forbidden", { detail: "Advanced Call Control" }) },
  });
  expect(screen.getByRole("heading", { name: "Not allowed to hear calls" })).toBeInTheDocument();
  expect(screen.getByText(/says: “Advanced Call Control”/)).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Try again" }));
  expect(screen.getByRole("heading", { name: "Connected" })).toBeInTheDocument();
});

it("trusts a certificate on the spot, and no longer on the Account page", async () => {
  const inTheWay = answers["certificate"] ?? problem("certificate");
  const { client, user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt: Date.now() + 12_000, problem: inTheWay },
  });
  await user.click(screen.getByRole("button", { name: "Trust this certificate" }));
  expect(client.view.account?.signIn.pins).toEqual([{ host: "xsp.northgate.example", sha256 }]);
  await user.click(screen.getByRole("link", { name: "Account" }));
  expect(screen.getByText("Trusted by you for xsp.northgate.example")).toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Stop trusting the certificate of xsp.northgate.example" }));
  expect(client.view.account?.signIn.pins).toEqual([]);
  await user.click(screen.getByRole("link", { name: "Status" }));
});

it("uses the server it is sent to when told", async () => {
  const { client, user } = open({
    ...signedIn(),
    connection: { state: "reconnecting", retryAt: Date.now() + 12_000, problem: answers["moved"] ?? problem("moved") },
  });
  await user.click(screen.getByRole("button", { name: "Use that server" }));
  expect(client.view.account?.signIn.server).toBe("https://xsp2.northgate.example");
});
