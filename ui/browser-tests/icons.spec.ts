/** The pictures of the icons: every system finds the sizes it wants, and each is the picture of its drawing. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test, type Page } from "@playwright/test";

const folder = new URL("../../icons/", import.meta.url);
const file = (name: string): Buffer => readFileSync(new URL(name, folder));

/** A picture, as a browser reads it, or as bare pixels of four bytes. */
type Picture = { name: string; size: number } & ({ url: string } | { pixels: number[] });

const url = (kind: string, bytes: Buffer): string => `data:image/${kind};base64,${bytes.toString("base64")}`;
const png = (name: string, bytes = file(name)): Picture => ({ name, size: bytes.readUInt32BE(16), url: url("png", bytes) });

/** The pictures of an icon for Windows, each made a file of its own. */
function ofIco(bytes: Buffer): Picture[] {
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, at) => {
    const entry = Buffer.from(bytes.subarray(6 + 16 * at, 22 + 16 * at));
    const [length, from] = [entry.readUInt32LE(8), entry.readUInt32LE(12)];
    entry.writeUInt32LE(22, 12);
    const alone = Buffer.concat([Buffer.from([0, 0, 1, 0, 1, 0]), entry, bytes.subarray(from, from + length)]);
    // A byte has no 256.
    const size = entry.readUInt8(0) || 256;
    return { name: `icon.ico ${String(size)}`, size, url: url("x-icon", alone) };
  });
}

/** Unpacks the colours of a small picture of a Mac: of a byte above 127, the next is repeated; of another, so many follow. */
function unpacked(bytes: Buffer): number[] {
  const all: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.readUInt8(at++);
    if (head > 127) all.push(...Array<number>(head - 125).fill(bytes.readUInt8(at++)));
    else for (let left = head + 1; left > 0; left--) all.push(bytes.readUInt8(at++));
  }
  return all;
}

/** The pictures of an icon for the Mac, by what it calls them. */
function ofIcns(bytes: Buffer): Map<string, Picture> {
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at + 4)) {
    parts.set(bytes.toString("latin1", at, at + 4), bytes.subarray(at + 8, at + bytes.readUInt32BE(at + 4)));
  }
  const pictures = new Map<string, Picture>();
  for (const [kind, part] of parts) if (kind.startsWith("ic")) pictures.set(kind, png(`icon.icns ${kind}`, part));
  for (const [kind, mask, size] of [["is32", "s8mk", 16], ["il32", "l8mk", 32]] as const) {
    const [colours, alpha] = [unpacked(parts.get(kind) ?? Buffer.of()), parts.get(mask) ?? Buffer.of()];
    const all = size * size;
    const pixels = Array.from({ length: all }, (_, at) => [colours[at], colours[all + at], colours[2 * all + at], alpha[at]].map((byte) => byte ?? NaN));
    pictures.set(kind, { name: `icon.icns ${kind}`, size, pixels: pixels.flat() });
  }
  return pictures;
}

/** How far a picture is from that of a drawing, from 0 to 255, and how large it is. */
function compared(page: Page, picture: Picture, drawing: string): Promise<{ width: number; far: number }> {
  return page.evaluate(
    async ({ picture, drawing }) => {
      const load = async (url: string) => {
        const image = new Image();
        image.src = url;
        await image.decode();
        return image;
      };
      const { size } = picture;
      const draw = (image: HTMLImageElement) => {
        const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
        const context = canvas.getContext("2d") as CanvasRenderingContext2D;
        context.drawImage(image, 0, 0, size, size);
        return [...context.getImageData(0, 0, size, size).data];
      };
      const image = "url" in picture ? await load(picture.url) : null;
      const is = "pixels" in picture ? picture.pixels : draw(image as HTMLImageElement);
      const wanted = draw(await load(drawing));
      let sum = 0;
      for (let at = 0; at < wanted.length; at += 4) {
        const [alphaIs = 0, alphaWanted = 0] = [is[at + 3], wanted[at + 3]];
        for (let of = 0; of < 3; of++) sum += Math.abs(((is[at + of] ?? 0) * alphaIs - (wanted[at + of] ?? 0) * alphaWanted) / 255);
        sum += Math.abs(alphaIs - alphaWanted);
      }
      return { width: image?.naturalWidth ?? size, far: sum / wanted.length };
    },
    { picture, drawing },
  );
}

/** Two ways to paint the same drawing differ a little at its edges. A small picture is little else, or made smaller from a large one. */
const near = (size: number): number => (size < 32 ? 5 : size < 64 ? 3 : 1.5);

async function isOf(page: Page, picture: Picture, drawing: string): Promise<void> {
  const { width, far } = await compared(page, picture, url("svg+xml", file(drawing)));
  expect(width, picture.name).toBe(picture.size);
  expect(far, `${picture.name} is no picture of ${drawing}`).toBeLessThan(near(picture.size));
}

const APP = "app-icon.svg";

test("Linux finds the icon of the program in three sizes, and the window has one", async ({ page }) => {
  for (const [name, size] of [["32x32.png", 32], ["128x128.png", 128], ["128x128@2x.png", 256], ["icon.png", 512]] as const) {
    expect(png(name).size, name).toBe(size);
    await isOf(page, png(name), APP);
  }
});

test("Windows finds it in six sizes, and small ones are drawn for their size", async ({ page }) => {
  const pictures = ofIco(file("icon.ico"));
  expect(pictures.map(({ size }) => size)).toEqual([32, 16, 24, 48, 64, 256]);
  for (const picture of pictures) await isOf(page, picture, picture.size < 32 ? "app-icon-16.svg" : APP);
});

test("the Mac finds it in every size, for every kind of screen", async ({ page }) => {
  const sizes = { is32: 16, ic11: 32, il32: 32, ic12: 64, ic07: 128, ic13: 256, ic08: 256, ic14: 512, ic09: 512, ic10: 1024 };
  const pictures = ofIcns(file("icon.icns"));
  expect([...pictures.keys()].sort()).toEqual(Object.keys(sizes).sort());
  for (const [kind, size] of Object.entries(sizes)) {
    const picture = pictures.get(kind) as Picture;
    expect(picture.size, kind).toBe(size);
    await isOf(page, picture, APP);
  }
});

test("every drawing of the tray has its picture, which is like no other", async ({ page }) => {
  const all = readdirSync(new URL("tray/", folder)).sort();
  const drawings = all.filter((name) => name.endsWith(".svg"));
  const shapes = ["connected", "dnd", "in-call", "not-connected", "paused", "quiet", "ringing"];
  expect(drawings).toEqual(shapes.flatMap((shape) => [`${shape}-colour.svg`, `${shape}-template.svg`]));
  expect(all.filter((name) => name.endsWith(".png"))).toEqual(drawings.map((name) => name.replace("svg", "png")));
  for (const name of drawings) {
    const picture = png(`tray/${name.replace("svg", "png")}`);
    expect(picture.size, picture.name).toBe(64);
    await isOf(page, picture, `tray/${name}`);
    for (const other of drawings.filter((each) => each !== name)) {
      const { far } = await compared(page, picture, url("svg+xml", file(`tray/${other}`)));
      expect(far, `${picture.name} and ${other}`).toBeGreaterThan(2 * near(picture.size));
    }
  }
});
