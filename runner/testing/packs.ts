/** Packs of packages for tests, as the installer makes them of wheels; docs/packages.md has the format. */
import type { PackageIndex } from "../image_parts.ts";
import { packArchive } from "../pack_writer.ts";
import { sha256 } from "../sha256.ts";

/** Files by their paths below `site-packages`. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes the pack of a package into a site folder; gives the index. */
export async function makePack(
  site: string,
  name: string,
  files: Files,
  version = "1.0",
): Promise<PackageIndex> {
  const info = `${name}-${version}.dist-info/METADATA`;
  const metadata = `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`;
  const all = Object.entries({ [info]: metadata, ...files }).sort(([a], [b]) => a < b ? -1 : 1);
  const contents = all.map(([, content]) =>
    typeof content === "string" ? new TextEncoder().encode(content) : content
  );
  let offset = 0;
  const listed = contents.map((bytes, i) => {
    const file = { path: all[i]![0], offset, size: bytes.length, sha256: sha256(bytes) };
    offset += bytes.length;
    return file;
  });
  const index = { format: 1, kind: "wheel", name, version, packBytes: offset, files: listed };
  const json = new TextEncoder().encode(JSON.stringify(index));
  const id = sha256(json);
  await Deno.writeFile(`${site}/${id}.pack`, new Blob(contents as BlobPart[]).stream());
  return { id, json };
}

/** Packs a wheel as the installer does; gives the index. */
export async function packWheel(site: string, wheel: string): Promise<PackageIndex> {
  const staging = await Deno.makeTempDir({ prefix: "cloche-test-staging-" });
  try {
    const file = wheel.slice(wheel.lastIndexOf("/") + 1);
    const [name = "", version = ""] = file.split("-");
    const id = sha256(await Deno.readFile(wheel));
    await Deno.copyFile(wheel, `${staging}/${file}`);
    const about = { file, kind: "wheel", name: name.replaceAll("_", "-"), version } as const;
    packArchive({ path: `${staging}/${file}`, sha256: id, ...about });
    await Deno.copyFile(`${staging}/pack`, `${site}/${id}.pack`);
    return { id, json: await Deno.readFile(`${staging}/index.json`) };
  } finally {
    await Deno.remove(staging, { recursive: true });
  }
}
