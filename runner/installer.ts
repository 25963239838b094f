/**
 * The installer's entry: `deno run FLAGS installer.js STAGING_FOLDER`, started by cloche for one job.
 *
 * It runs no code of any package. The job is `job.json` in the staging folder, which is the only
 * one that may be written to; what happens is told on stdout, a line of JSON for each event.
 */
import { fetchAll, type FetchJob, Unfetched } from "./pack_fetch.ts";
import { packArchive, type PackJob } from "./pack_writer.ts";
import { Unsound } from "./zip.ts";

/** What the host asks for: files to download, or archives to check and pack. */
type Job =
  | { readonly fetch: readonly FetchJob[] }
  | { readonly pack: readonly PackJob[] };

/** What is told. */
type Event =
  | { readonly event: "received"; readonly sha256: string; readonly received: number }
  | { readonly event: "packing"; readonly sha256: string }
  | { readonly event: "failed"; readonly code: Code; readonly reason: string }
  | { readonly event: "done" };

type Code = "packageInvalid" | "installFailed";

/** The least time between two events of one download, in milliseconds. */
const PAUSE = 100;

function tell(event: Event): void {
  const line = new TextEncoder().encode(`${JSON.stringify(event)}\n`);
  for (let written = 0; written < line.length;) {
    written += Deno.stdout.writeSync(line.subarray(written));
  }
}

async function run(staging: string): Promise<void> {
  const job = JSON.parse(await Deno.readTextFile(`${staging}/job.json`)) as Job;
  if ("fetch" in job) await fetchFiles(job.fetch, `${staging}/fetched`);
  else packArchives(job.pack, staging);
}

async function fetchFiles(jobs: readonly FetchJob[], folder: string): Promise<void> {
  const told = new Map<string, number>();
  await fetchAll(jobs, folder, (sha256, received) => {
    const now = performance.now();
    if (now - (told.get(sha256) ?? -PAUSE) < PAUSE) return;
    told.set(sha256, now);
    tell({ event: "received", sha256, received });
  });
}

function packArchives(jobs: readonly PackJob[], staging: string): void {
  for (const job of jobs) {
    tell({ event: "packing", sha256: job.sha256 });
    try {
      packArchive({ ...job, path: `${staging}/${job.path}` });
    } catch (error) {
      throw error instanceof Unsound ? new Unsound(`'${job.file}' ${error.message}`) : error;
    }
  }
}

try {
  await run(Deno.args[0] ?? "");
  tell({ event: "done" });
} catch (error) {
  const isWrong = error instanceof Unsound || error instanceof Unfetched && error.isWrong;
  const reason = error instanceof Error ? error.message : String(error);
  tell({ event: "failed", code: isWrong ? "packageInvalid" : "installFailed", reason });
}
