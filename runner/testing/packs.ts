/** Packs of packages for tests, as the installer makes them of wheels; docs/packages.md has the format. */
import { sha256 } from "../sha256.ts";
import type { PackageIndex } from "../image_parts.ts";

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

/** Writes the pack of what lies unpacked in a folder, without its own metadata. */
export async function packFolder(
  site: string,
  name: string,
  folder: string,
): Promise<PackageIndex> {
  const files: Record<string, Uint8Array> = {};
  for await (const path of filesIn(folder)) {
    files[path.slice(folder.length + 1)] = await Deno.readFile(path);
  }
  return await makePack(site, name, files);
}

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) yield* filesIn(path);
    else yield path;
  }
}
