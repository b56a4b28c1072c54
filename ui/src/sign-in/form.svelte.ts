/** What is typed on the sign-in page. */
import type { AccountSettings } from "../ipc/bindings";

/** What has to be typed, in its order. */
const INPUTS = ["server", "user", "secret"] as const;
export type Input = (typeof INPUTS)[number];

export class Form {
  server = $state("");
  user = $state("");
  secret = $state("");
  remember = $state(true);
  credential: AccountSettings["credential"] = $state("password");
  webApps: AccountSettings["webApps"] = $state({ actions: "", events: "", channels: "" });
  plainHttp = $state(false);
  pins: AccountSettings["pins"] = $state([]);

  /** Fills in what is empty yet: nobody needs to type an account again that they had. */
  fill(account: AccountSettings | null): void {
    if (account === null || this.server !== "" || this.user !== "") return;
    ({ server: this.server, userId: this.user, credential: this.credential, plainHttp: this.plainHttp } = account);
    this.webApps = { ...account.webApps };
    this.pins = [...account.pins];
  }

  /** Returns whether what is typed would be reached without encryption, other than on this computer. */
  get isPlainHttp(): boolean {
    return this.server.split(/[,;]/).some((typed) => {
      const host = /^\s*http:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(typed)?.[1]?.toLowerCase();
      return host !== undefined && host !== "localhost" && host !== "[::1]" && !/^127(\.\d+){3}$/.test(host);
    });
  }

  get isSpecial(): boolean {
    return this.credential !== "password" || Object.values(this.webApps).some((path) => path !== "");
  }

  get account(): AccountSettings {
    return {
      server: this.server.trim(),
      userId: this.user.trim(),
      credential: this.credential,
      plainHttp: this.plainHttp && this.isPlainHttp,
      webApps: { ...this.webApps },
      pins: [...this.pins],
    };
  }

  get missing(): Input[] {
    return INPUTS.filter((input) => this[input].trim() === "");
  }
}
